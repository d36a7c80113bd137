import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Departure snapshots and what is made of them at the return. A snapshot is evidence: it is written once and has no right to be
 * changed; a handback is frozen but for what people add to it (feedback, kept items, notes).
 */
export class Handbacks0038 implements MigrationInterface {
  name = 'Handbacks0000000000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table departure_snapshots (
        tenant_id uuid not null,
        absence_id uuid not null,
        customer_id uuid not null,
        facts jsonb not null,
        taken_at timestamptz not null default app_now(),
        constraint departure_snapshots_pkey primary key (tenant_id, absence_id, customer_id),
        constraint departure_snapshots_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint departure_snapshots_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      ${protect('departure_snapshots', 'select, insert')}

      create table handbacks (
        tenant_id uuid not null,
        assignment_id uuid not null,
        absence_id uuid not null,
        content jsonb not null,
        generated_at timestamptz not null default app_now(),
        notes text not null default '',
        handed_back_at timestamptz,
        completed_at timestamptz,
        completed_by_user_id uuid,
        constraint handbacks_pkey primary key (tenant_id, assignment_id),
        constraint handbacks_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint handbacks_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint handbacks_completed_by_fkey foreign key (tenant_id, completed_by_user_id) references users (tenant_id, id)
      );
      create index handbacks_absence_idx on handbacks (tenant_id, absence_id);
      ${protect('handbacks')}

      create table handback_feedback (
        tenant_id uuid not null,
        assignment_id uuid not null,
        customer_id uuid not null,
        feedback text not null,
        rating int,
        given_at timestamptz not null default app_now(),
        constraint handback_feedback_pkey primary key (tenant_id, assignment_id, customer_id),
        constraint handback_feedback_rating_check check (rating between 1 and 5),
        constraint handback_feedback_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint handback_feedback_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      ${protect('handback_feedback')}

      create table handback_meetings (
        tenant_id uuid not null,
        assignment_id uuid not null,
        during tstzrange not null,
        proposed_by_user_id uuid,
        proposed_at timestamptz not null default app_now(),
        constraint handback_meetings_pkey primary key (tenant_id, assignment_id),
        constraint handback_meetings_during_check check (not isempty(during) and upper(during) is not null),
        constraint handback_meetings_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint handback_meetings_by_fkey foreign key (tenant_id, proposed_by_user_id) references users (tenant_id, id)
      );
      ${protect('handback_meetings')}

      create table kept_items (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        assignment_id uuid not null,
        customer_id uuid not null,
        task_id uuid,
        until_on date,
        state text not null,
        constraint kept_items_pkey primary key (tenant_id, id),
        constraint kept_items_once_key unique nulls not distinct (tenant_id, assignment_id, customer_id, task_id),
        constraint kept_items_state_check check (state in ('kept', 'proposed')),
        constraint kept_items_assignment_fkey foreign key (tenant_id, assignment_id) references coverage_assignments (tenant_id, id),
        constraint kept_items_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint kept_items_task_fkey foreign key (tenant_id, task_id) references tasks (tenant_id, id)
      );
      ${protect('kept_items')}

      create table surveys (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        absence_id uuid not null,
        user_id uuid not null,
        asked_as text not null,
        asked_at timestamptz not null default app_now(),
        answered_at timestamptz,
        rating int,
        answers jsonb not null default '{}',
        constraint surveys_pkey primary key (tenant_id, id),
        constraint surveys_person_key unique (tenant_id, absence_id, user_id),
        constraint surveys_asked_as_check check (asked_as in ('csm', 'backup')),
        constraint surveys_rating_check check (rating between 1 and 5),
        constraint surveys_answered_check check ((answered_at is null) = (rating is null)),
        constraint surveys_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint surveys_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      create index surveys_user_idx on surveys (tenant_id, user_id, asked_at);
      ${protect('surveys')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      dropTables('departure_snapshots', 'handbacks', 'handback_feedback', 'handback_meetings', 'kept_items', 'surveys'),
    );
  }
}
