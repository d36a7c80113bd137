import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Escalations as in PRD-243. Their timeline is the tamper-evident history; nothing here is ever deleted. */
export class Escalations0013 implements MigrationInterface {
  name = 'Escalations0000000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table escalation_categories (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        name text not null,
        description text,
        default_owner_id uuid,
        default_team_id uuid,
        sla_hours_p0 int not null default 4,
        sla_hours_p1 int not null default 24,
        sla_hours_p2 int not null default 72,
        sla_hours_p3 int not null default 168,
        active boolean not null default true,
        constraint escalation_categories_pkey primary key (tenant_id, id),
        constraint escalation_categories_name_key unique (tenant_id, name),
        constraint escalation_categories_hours_check check (sla_hours_p0 > 0 and sla_hours_p1 > 0 and sla_hours_p2 > 0 and sla_hours_p3 > 0),
        constraint escalation_categories_owner_fkey foreign key (tenant_id, default_owner_id) references users (tenant_id, id),
        constraint escalation_categories_team_fkey foreign key (tenant_id, default_team_id) references teams (tenant_id, id)
      );
      ${protect('escalation_categories')}

      create table escalations (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        created_by_user_id uuid not null,
        category_id uuid not null,
        severity text not null,
        title text not null,
        description text not null,
        status text not null default 'open',
        primary_owner_id uuid,
        secondary_owner_id uuid,
        owner_because jsonb not null,
        expected_resolution text,
        target_resolution_date timestamptz,
        actual_resolution_date timestamptz,
        resolution_summary text,
        root_cause text,
        customer_impact text,
        customer_context jsonb not null,
        arr_at_risk numeric(14, 2) not null,
        slack_channel_id text,
        source jsonb not null,
        metadata jsonb not null default '{}',
        sla_due_at timestamptz not null,
        sla_response_due_at timestamptz not null,
        sla_warn_at timestamptz not null,
        acknowledged_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint escalations_pkey primary key (tenant_id, id),
        constraint escalations_severity_check check (severity in ('P0', 'P1', 'P2', 'P3')),
        constraint escalations_status_check check (status in ('open', 'investigating', 'action_required', 'resolved', 'closed', 'void')),
        constraint escalations_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint escalations_created_by_fkey foreign key (tenant_id, created_by_user_id) references users (tenant_id, id),
        constraint escalations_category_fkey foreign key (tenant_id, category_id) references escalation_categories (tenant_id, id),
        constraint escalations_primary_owner_fkey foreign key (tenant_id, primary_owner_id) references users (tenant_id, id),
        constraint escalations_secondary_owner_fkey foreign key (tenant_id, secondary_owner_id) references users (tenant_id, id)
      );
      create index escalations_customer_idx on escalations (tenant_id, customer_id);
      create index escalations_owner_idx on escalations (tenant_id, primary_owner_id) where status in ('open', 'investigating', 'action_required');
      create index escalations_due_idx on escalations (tenant_id, sla_due_at, id) where status in ('open', 'investigating', 'action_required');
      ${protect('escalations')}

      create table escalation_stakeholders (
        tenant_id uuid not null,
        escalation_id uuid not null,
        user_id uuid not null,
        role text not null,
        added_at timestamptz not null default app_now(),
        constraint escalation_stakeholders_pkey primary key (tenant_id, escalation_id, user_id),
        constraint escalation_stakeholders_role_check check (role in ('owner', 'watcher', 'approver', 'informed')),
        constraint escalation_stakeholders_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_stakeholders_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      create index escalation_stakeholders_user_idx on escalation_stakeholders (tenant_id, user_id);
      ${protect('escalation_stakeholders')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('escalation_categories', 'escalations', 'escalation_stakeholders'));
  }
}
