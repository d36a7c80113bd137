import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Notices to customers (PRD-131 FR-4). `notices_once_key` is the promise "once per contact and absence", by address: two stakeholders
 * with one address are one person. What is not sent yet has no words: they are made right before sending, and kept from then on.
 */
export class Notices0036 implements MigrationInterface {
  name = 'Notices0000000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice_plans (
        tenant_id uuid not null,
        absence_id uuid not null,
        method text not null,
        updated_at timestamptz not null default app_now(),
        constraint notice_plans_pkey primary key (tenant_id, absence_id),
        constraint notice_plans_method_check check (method in ('auto', 'manual', 'none')),
        constraint notice_plans_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id)
      );
      ${protect('notice_plans')}

      create table notices (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        absence_id uuid not null,
        assignment_id uuid not null,
        customer_id uuid not null,
        stakeholder_id uuid not null,
        address text not null,
        kind text not null,
        method text not null,
        state text not null,
        send_at timestamptz not null,
        requested_by_user_id uuid,
        message text,
        language text,
        subject text,
        body text,
        -- what the contact was told: an update is due when it is not so any more
        told_backup_user_id uuid,
        told_first_on date,
        told_last_on date,
        sent_at timestamptz,
        provider_id text,
        failure text,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint notices_pkey primary key (tenant_id, id),
        constraint notices_once_key unique (tenant_id, absence_id, address, kind),
        constraint notices_address_check check (address = lower(address)),
        constraint notices_kind_check check (kind in ('introduction', 'update')),
        constraint notices_method_check check (method in ('auto', 'manual')),
        constraint notices_state_check check (state in ('planned', 'draft', 'sending', 'sent', 'failed', 'obsolete', 'opted_out')),
        constraint notices_words_check check (state not in ('sending', 'sent') or (language is not null and subject is not null and body is not null)),
        constraint notices_sent_check check ((state = 'sent') = (sent_at is not null)),
        constraint notices_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint notices_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint notices_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint notices_stakeholder_fkey foreign key (tenant_id, stakeholder_id) references stakeholders (tenant_id, id),
        constraint notices_requested_by_fkey foreign key (tenant_id, requested_by_user_id) references users (tenant_id, id),
        constraint notices_told_backup_fkey foreign key (tenant_id, told_backup_user_id) references users (tenant_id, id)
      );
      create index notices_assignment_idx on notices (tenant_id, assignment_id);
      create index notices_stakeholder_idx on notices (tenant_id, stakeholder_id);
      ${protect('notices')}

      create table notice_opt_outs (
        tenant_id uuid not null,
        stakeholder_id uuid not null,
        opted_out boolean not null,
        -- null: the contact themselves, by the link in a notice
        changed_by_user_id uuid,
        changed_at timestamptz not null default app_now(),
        constraint notice_opt_outs_pkey primary key (tenant_id, stakeholder_id),
        constraint notice_opt_outs_stakeholder_fkey foreign key (tenant_id, stakeholder_id) references stakeholders (tenant_id, id),
        constraint notice_opt_outs_changed_by_fkey foreign key (tenant_id, changed_by_user_id) references users (tenant_id, id)
      );
      ${protect('notice_opt_outs')}

      create table notice_templates (
        tenant_id uuid not null,
        kind text not null,
        language text not null,
        subject text not null,
        body text not null,
        updated_at timestamptz not null default app_now(),
        constraint notice_templates_pkey primary key (tenant_id, kind, language),
        constraint notice_templates_kind_check check (kind in ('introduction', 'update', 'cancellation'))
      );
      ${protect('notice_templates', 'select, insert, update, delete')}

      -- in whose business hours a customer is written to; without a row, in those of its CSM
      create table notice_zones (
        tenant_id uuid not null,
        customer_id uuid not null,
        time_zone text not null,
        updated_at timestamptz not null default app_now(),
        constraint notice_zones_pkey primary key (tenant_id, customer_id),
        constraint notice_zones_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      ${protect('notice_zones', 'select, insert, update, delete')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('notice_plans', 'notices', 'notice_opt_outs', 'notice_templates', 'notice_zones'));
  }
}
