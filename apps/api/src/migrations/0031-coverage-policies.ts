import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What a tenant has decided about coverage: policies per team, ordered rules, pre-configured backups, conflicts; whose turn it was; and
 * on assignments what approval, deadlines, release and the ladder need.
 */
export class CoveragePolicies0031 implements MigrationInterface {
  // TypeORM orders by the last 13 digits: after 0012 and everything of before
  name = 'CoveragePolicies0000000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coverage_policies (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        -- null: every team without a policy of its own
        team_id uuid,
        needs_approval boolean not null,
        approve_within_minutes int not null,
        needs_acceptance boolean not null,
        answer_within_minutes int not null,
        urgent_answer_minutes int not null,
        strategy text not null,
        weights jsonb not null,
        load_weights jsonb,
        split_above int,
        secondary boolean not null,
        ladder text[] not null,
        notice_method text not null,
        notice_segments text[],
        notice_min_days int not null,
        gate_owner_hours int not null,
        gate_manager_hours int not null,
        version int not null default 1,
        updated_at timestamptz not null default app_now(),
        constraint coverage_policies_pkey primary key (tenant_id, id),
        constraint coverage_policies_team_key unique nulls not distinct (tenant_id, team_id),
        constraint coverage_policies_tenant_fkey foreign key (tenant_id) references tenants (tenant_id),
        constraint coverage_policies_team_fkey foreign key (tenant_id, team_id) references teams (tenant_id, id),
        constraint coverage_policies_strategy_check check (strategy in ('primary', 'round_robin', 'workload', 'skill')),
        constraint coverage_policies_ladder_check check (ladder <@ array['secondary', 'next-suggestion', 'team-fallback', 'manager']),
        constraint coverage_policies_notice_check check (notice_method in ('auto', 'manual', 'none')),
        constraint coverage_policies_minutes_check check (approve_within_minutes > 0 and answer_within_minutes > 0 and urgent_answer_minutes > 0)
      );
      ${protect('coverage_policies')}

      create table coverage_rules (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        position int not null,
        name text not null,
        active boolean not null default true,
        conditions jsonb not null,
        strategy text,
        backup_user_id uuid,
        backup_team_id uuid,
        skill text,
        removed_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint coverage_rules_pkey primary key (tenant_id, id),
        constraint coverage_rules_strategy_check check (strategy in ('primary', 'round_robin', 'workload', 'skill')),
        constraint coverage_rules_action_check check (num_nonnulls(strategy, backup_user_id, backup_team_id, skill) > 0),
        constraint coverage_rules_tenant_fkey foreign key (tenant_id) references tenants (tenant_id),
        constraint coverage_rules_backup_fkey foreign key (tenant_id, backup_user_id) references users (tenant_id, id),
        constraint coverage_rules_backup_team_fkey foreign key (tenant_id, backup_team_id) references teams (tenant_id, id)
      );
      create index coverage_rules_position_idx on coverage_rules (tenant_id, position, id) where removed_at is null;
      ${protect('coverage_rules')}

      create table customer_backups (
        tenant_id uuid not null,
        customer_id uuid not null,
        -- null: taken back
        user_id uuid,
        updated_at timestamptz not null default app_now(),
        constraint customer_backups_pkey primary key (tenant_id, customer_id),
        constraint customer_backups_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint customer_backups_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('customer_backups')}

      create table user_customer_conflicts (
        tenant_id uuid not null,
        user_id uuid not null,
        customer_id uuid not null,
        reason text not null,
        removed_at timestamptz,
        updated_at timestamptz not null default app_now(),
        constraint user_customer_conflicts_pkey primary key (tenant_id, user_id, customer_id),
        constraint user_customer_conflicts_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint user_customer_conflicts_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index user_customer_conflicts_customer_idx on user_customer_conflicts (tenant_id, customer_id) where removed_at is null;
      ${protect('user_customer_conflicts')}

      -- round robin: the number of somebody's last turn, counted up over the tenant; who has none comes first
      create table coverage_turns (
        tenant_id uuid not null,
        user_id uuid not null,
        turn bigint not null,
        constraint coverage_turns_pkey primary key (tenant_id, user_id),
        constraint coverage_turns_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('coverage_turns')}

      -- that a gap was told, so that it is told once
      create table coverage_ladders (
        tenant_id uuid not null,
        absence_id uuid not null,
        gap_customer_ids uuid[] not null default '{}',
        first_asked_at timestamptz,
        updated_at timestamptz not null default app_now(),
        constraint coverage_ladders_pkey primary key (tenant_id, absence_id),
        constraint coverage_ladders_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id)
      );
      ${protect('coverage_ladders')}

      alter table coverage_assignments
        -- null while a manager has to approve first
        add column asked_at timestamptz,
        -- which step of the ladder, or who by hand
        add column rung text not null default 'by-hand',
        add column approve_by timestamptz,
        add column approver_user_id uuid,
        add column approval_reason text,
        add column decided_at timestamptz,
        add column release_requested_at timestamptz,
        add column release_reason text,
        add column release_by timestamptz,
        -- chosen by hand or for a part only; null: all of the absence
        add column chosen_during tstzrange,
        add constraint coverage_assignments_rung_check check (rung in ('by-hand', 'first', 'secondary', 'next-suggestion', 'team-fallback', 'manager')),
        add constraint coverage_assignments_approver_fkey foreign key (tenant_id, approver_user_id) references users (tenant_id, id);
      -- rows of before: the owner sees them only while row-level security does not bind it too
      alter table coverage_assignments no force row level security;
      update coverage_assignments set asked_at = created_at;
      alter table coverage_assignments force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table coverage_assignments
        drop constraint coverage_assignments_rung_check,
        drop constraint coverage_assignments_approver_fkey,
        drop column asked_at, drop column rung, drop column approve_by, drop column approver_user_id, drop column approval_reason,
        drop column decided_at, drop column release_requested_at, drop column release_reason, drop column release_by, drop column chosen_during;
      ${dropTables(
        'coverage_policies',
        'coverage_rules',
        'customer_backups',
        'user_customer_conflicts',
        'coverage_turns',
        'coverage_ladders',
      )}
    `);
  }
}
