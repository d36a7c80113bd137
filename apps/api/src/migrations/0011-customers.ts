import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Customers and what is known of them. The owner of a customer never changes because of an absence (product.md 11). */
export class Customers0011 implements MigrationInterface {
  name = 'Customers0000000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customers (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        csm_id uuid,
        arr numeric(14, 2) not null default 0,
        health_score int not null default 70,
        health_change_30d int not null default 0,
        stage text not null,
        segment text not null,
        industry text not null,
        renewal_on date,
        language text,
        special_handling text,
        owner_notes text not null default '',
        needs text[] not null default '{}',
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint customers_pkey primary key (tenant_id, id),
        constraint customers_health_score_check check (health_score between 0 and 100),
        constraint customers_arr_check check (arr >= 0),
        constraint customers_csm_fkey foreign key (tenant_id, csm_id) references users (tenant_id, id)
      );
      create index customers_csm_idx on customers (tenant_id, csm_id);
      create index customers_name_idx on customers (tenant_id, lower(name), id);
      ${protect('customers')}

      create table customer_domains (
        tenant_id uuid not null,
        domain text not null,
        customer_id uuid not null,
        constraint customer_domains_pkey primary key (tenant_id, domain),
        constraint customer_domains_domain_check check (domain = lower(domain)),
        constraint customer_domains_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index customer_domains_customer_idx on customer_domains (tenant_id, customer_id);
      ${protect('customer_domains', 'select, insert, update, delete')}

      create table customer_crm_ids (
        tenant_id uuid not null,
        system text not null,
        record_id text not null,
        customer_id uuid not null,
        constraint customer_crm_ids_pkey primary key (tenant_id, system, record_id),
        constraint customer_crm_ids_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index customer_crm_ids_customer_idx on customer_crm_ids (tenant_id, customer_id);
      ${protect('customer_crm_ids', 'select, insert, update, delete')}

      create table stakeholders (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        name text not null,
        email text,
        title text,
        role text,
        is_primary boolean not null default false,
        constraint stakeholders_pkey primary key (tenant_id, id),
        constraint stakeholders_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index stakeholders_customer_idx on stakeholders (tenant_id, customer_id);
      create index stakeholders_email_idx on stakeholders (tenant_id, lower(email));
      ${protect('stakeholders')}

      create table tasks (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        title text not null,
        kind text not null default 'task',
        due_at timestamptz,
        status text not null default 'open',
        assignee_id uuid,
        updated_at timestamptz not null default app_now(),
        constraint tasks_pkey primary key (tenant_id, id),
        constraint tasks_status_check check (status in ('open', 'done')),
        constraint tasks_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint tasks_assignee_fkey foreign key (tenant_id, assignee_id) references users (tenant_id, id)
      );
      create index tasks_customer_idx on tasks (tenant_id, customer_id, due_at) where status = 'open';
      ${protect('tasks')}

      create table activities (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        user_id uuid,
        kind text not null,
        summary text not null,
        occurred_at timestamptz not null default app_now(),
        constraint activities_pkey primary key (tenant_id, id),
        constraint activities_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint activities_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      create index activities_customer_idx on activities (tenant_id, customer_id, occurred_at desc);
      create index activities_user_idx on activities (tenant_id, user_id, customer_id);
      ${protect('activities')}

      create table meetings (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        title text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        organizer_id uuid,
        constraint meetings_pkey primary key (tenant_id, id),
        constraint meetings_order_check check (starts_at < ends_at),
        constraint meetings_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint meetings_organizer_fkey foreign key (tenant_id, organizer_id) references users (tenant_id, id)
      );
      create index meetings_customer_idx on meetings (tenant_id, customer_id, starts_at);
      ${protect('meetings')}

      create table risks (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        kind text not null,
        description text not null,
        severity text not null,
        opened_at timestamptz not null default app_now(),
        resolved_at timestamptz,
        constraint risks_pkey primary key (tenant_id, id),
        constraint risks_severity_check check (severity in ('high', 'medium', 'low')),
        constraint risks_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index risks_customer_idx on risks (tenant_id, customer_id) where resolved_at is null;
      ${protect('risks')}

      create table conversations (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid,
        channel text not null,
        subject text not null,
        requester_email text not null,
        status text not null default 'open',
        created_at timestamptz not null default app_now(),
        constraint conversations_pkey primary key (tenant_id, id),
        constraint conversations_status_check check (status in ('open', 'escalated', 'completed')),
        constraint conversations_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index conversations_customer_idx on conversations (tenant_id, customer_id);
      ${protect('conversations')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      dropTables(
        'customers',
        'customer_domains',
        'customer_crm_ids',
        'stakeholders',
        'tasks',
        'activities',
        'meetings',
        'risks',
        'conversations',
      ),
    );
  }
}
