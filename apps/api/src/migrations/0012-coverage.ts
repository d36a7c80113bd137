import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Absences, assignments, briefs, activities (names as in PRD-258). One row per covered customer, no arrays; the exclusion
 * constraint is the promise "one accepted backup per customer, tier and instant".
 */
export class Coverage0012 implements MigrationInterface {
  name = 'Coverage0000000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table csm_absences (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        user_id uuid not null,
        absence_type text not null,
        status text not null,
        source text not null,
        sources jsonb not null default '[]',
        tombstone text,
        title text,
        time_zone text not null,
        start_date date not null,
        end_date date,
        during tstzrange not null,
        is_partial boolean not null default false,
        partial_hours text,
        windows jsonb not null default '[]',
        preferred_backup_user_id uuid,
        special_instructions text,
        calendar_event_id text,
        cancelled_reason text,
        departed_at timestamptz,
        returned_at timestamptz,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint csm_absences_pkey primary key (tenant_id, id),
        constraint csm_absences_type_check check (absence_type in ('vacation', 'sick', 'conference', 'parental', 'other')),
        constraint csm_absences_status_check check (status in ('suggested', 'planned', 'coverage_assigned', 'active', 'completed', 'cancelled')),
        constraint csm_absences_source_check check (source in ('manual', 'google_calendar', 'slack', 'pto', 'addon')),
        constraint csm_absences_tombstone_check check (tombstone in ('dismissed', 'cancelled', 'source_gone')),
        constraint csm_absences_during_check check (not isempty(during) and lower(during) is not null and lower_inc(during) and not upper_inc(during)),
        constraint csm_absences_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint csm_absences_preferred_backup_fkey foreign key (tenant_id, preferred_backup_user_id) references users (tenant_id, id)
      );
      create index csm_absences_user_idx on csm_absences (tenant_id, user_id, start_date);
      create index csm_absences_dates_idx on csm_absences (tenant_id, start_date, end_date);
      ${protect('csm_absences')}

      create table coverage_assignments (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        absence_id uuid not null,
        backup_user_id uuid not null,
        assigned_by_user_id uuid,
        coverage_type text not null default 'full',
        tier int not null default 1,
        covers_all boolean not null default false,
        -- said yes to, and not ended before it began: what "who is responsible" counts
        in_force boolean not null default false,
        status text not null default 'pending',
        approval text not null default 'none',
        during tstzrange not null,
        score double precision,
        factors jsonb,
        accepted_at timestamptz,
        answer_by timestamptz,
        declined_reason text,
        ended_reason text,
        notifications_received int not null default 0,
        actions_taken int not null default 0,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint coverage_assignments_pkey primary key (tenant_id, id),
        constraint coverage_assignments_type_check check (coverage_type in ('full', 'partial', 'tiered')),
        constraint coverage_assignments_tier_check check (tier between 0 and 5),
        constraint coverage_assignments_status_check check (status in ('pending', 'accepted', 'declined', 'active', 'completed')),
        constraint coverage_assignments_approval_check check (approval in ('none', 'waiting', 'approved', 'rejected')),
        constraint coverage_assignments_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint coverage_assignments_backup_fkey foreign key (tenant_id, backup_user_id) references users (tenant_id, id),
        constraint coverage_assignments_assigned_by_fkey foreign key (tenant_id, assigned_by_user_id) references users (tenant_id, id)
      );
      create index coverage_assignments_absence_idx on coverage_assignments (tenant_id, absence_id);
      create index coverage_assignments_backup_idx on coverage_assignments (tenant_id, backup_user_id);
      ${protect('coverage_assignments')}

      create table covered_customers (
        tenant_id uuid not null,
        assignment_id uuid not null,
        customer_id uuid not null,
        tier int not null,
        during tstzrange not null,
        accepted boolean not null default false,
        constraint covered_customers_pkey primary key (tenant_id, assignment_id, customer_id),
        constraint covered_customers_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint covered_customers_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint covered_customers_one_backup exclude using gist (tenant_id with =, customer_id with =, tier with =, during with &&) where (accepted)
      );
      create index covered_customers_customer_idx on covered_customers (tenant_id, customer_id);
      ${protect('covered_customers')}

      create table coverage_briefs (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        coverage_assignment_id uuid not null,
        customer_id uuid not null,
        brief_content jsonb not null,
        frozen boolean not null default false,
        generated_at timestamptz not null default app_now(),
        viewed_at timestamptz,
        -- the brief as it was read last: what "changed since you last looked" is measured against
        viewed_content jsonb,
        acknowledged_at timestamptz,
        notes_added text not null default '',
        constraint coverage_briefs_pkey primary key (tenant_id, id),
        constraint coverage_briefs_customer_key unique (tenant_id, coverage_assignment_id, customer_id),
        constraint coverage_briefs_assignment_fkey foreign key (tenant_id, coverage_assignment_id) references coverage_assignments (tenant_id, id),
        constraint coverage_briefs_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index coverage_briefs_customer_idx on coverage_briefs (tenant_id, customer_id);
      ${protect('coverage_briefs')}

      create table coverage_activities (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        coverage_assignment_id uuid not null,
        customer_id uuid not null,
        backup_user_id uuid not null,
        original_csm_id uuid not null,
        activity_type text not null,
        description text not null,
        outcome text,
        activity_date timestamptz not null default app_now(),
        constraint coverage_activities_pkey primary key (tenant_id, id),
        constraint coverage_activities_assignment_fkey foreign key (tenant_id, coverage_assignment_id) references coverage_assignments (tenant_id, id),
        constraint coverage_activities_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint coverage_activities_backup_fkey foreign key (tenant_id, backup_user_id) references users (tenant_id, id),
        constraint coverage_activities_csm_fkey foreign key (tenant_id, original_csm_id) references users (tenant_id, id)
      );
      create index coverage_activities_assignment_idx on coverage_activities (tenant_id, coverage_assignment_id, activity_date desc);
      ${protect('coverage_activities')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      dropTables('csm_absences', 'coverage_assignments', 'covered_customers', 'coverage_briefs', 'coverage_activities'),
    );
  }
}
