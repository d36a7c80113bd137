import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What briefs need beside 0011 and 0012: owner's notes per absence and customer, what is to become of a meeting, health over time,
 * who opened the handoff, and the promise that a brief frozen at departure stays what it was.
 */
export class Briefs0034 implements MigrationInterface {
  name = 'Briefs0000000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table activities add column sentiment double precision
        constraint activities_sentiment_check check (sentiment between -1 and 1);
      alter table stakeholders add column active boolean not null default true;
      alter table tasks drop constraint tasks_status_check;
      alter table tasks
        add column created_at timestamptz not null default app_now(),
        add column done_at timestamptz,
        add column done_by_user_id uuid,
        add constraint tasks_status_check check (status in ('open', 'done', 'cancelled')),
        add constraint tasks_done_by_fkey foreign key (tenant_id, done_by_user_id) references users (tenant_id, id);
      alter table meetings
        add column customer_facing boolean not null default true,
        add column handling text constraint meetings_handling_check check (handling in ('attend', 'hand_over', 'move')),
        add column cancelled_at timestamptz;
      alter table risks add column resolution text;

      create table customer_health (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        customer_id uuid not null,
        health_score int not null,
        measured_at timestamptz not null default app_now(),
        constraint customer_health_pkey primary key (tenant_id, id),
        constraint customer_health_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id)
      );
      create index customer_health_customer_idx on customer_health (tenant_id, customer_id, measured_at desc);
      ${protect('customer_health', 'select, insert')}
      -- a trigger, because every writer of customers must leave this trace: people, imports, whoever comes
      create function keep_customer_health() returns trigger language plpgsql as $$
        begin
          insert into customer_health (tenant_id, customer_id, health_score) values (new.tenant_id, new.id, new.health_score);
          return null;
        end $$;
      create trigger customers_health_added after insert on customers for each row execute function keep_customer_health();
      create trigger customers_health_changed after update of health_score on customers for each row
        when (old.health_score <> new.health_score) execute function keep_customer_health();
      -- the owner is bound by row-level security too: old rows are carried while it is not
      alter table customers no force row level security;
      alter table customer_health no force row level security;
      insert into customer_health (tenant_id, customer_id, health_score, measured_at)
        select tenant_id, id, health_score, updated_at from customers;
      alter table customer_health force row level security;
      alter table customers force row level security;

      create table absence_customer_notes (
        tenant_id uuid not null,
        absence_id uuid not null,
        customer_id uuid not null,
        note text not null default '',
        handling text,
        priority text,
        written_by_user_id uuid not null,
        written_at timestamptz not null,
        constraint absence_customer_notes_pkey primary key (tenant_id, absence_id, customer_id),
        constraint absence_customer_notes_priority_check check (priority in ('high', 'medium', 'low')),
        constraint absence_customer_notes_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint absence_customer_notes_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint absence_customer_notes_writer_fkey foreign key (tenant_id, written_by_user_id) references users (tenant_id, id)
      );
      create index absence_customer_notes_customer_idx on absence_customer_notes (tenant_id, customer_id);
      ${protect('absence_customer_notes')}

      create table coverage_handoffs (
        tenant_id uuid not null,
        coverage_assignment_id uuid not null,
        generated_at timestamptz not null,
        viewed_at timestamptz,
        document_id text,
        constraint coverage_handoffs_pkey primary key (tenant_id, coverage_assignment_id),
        constraint coverage_handoffs_assignment_fkey foreign key (tenant_id, coverage_assignment_id) references coverage_assignments (tenant_id, id)
      );
      ${protect('coverage_handoffs')}
      alter table coverage_briefs no force row level security;
      alter table coverage_handoffs no force row level security;
      insert into coverage_handoffs (tenant_id, coverage_assignment_id, generated_at, viewed_at)
        select tenant_id, coverage_assignment_id, max(generated_at), min(viewed_at) from coverage_briefs group by 1, 2;
      alter table coverage_handoffs force row level security;
      alter table coverage_briefs force row level security;

      create function keep_frozen_brief() returns trigger language plpgsql as $$
        begin
          if (new.tenant_id, new.id, new.coverage_assignment_id, new.customer_id, new.brief_content, new.generated_at, new.frozen)
             is distinct from
             (old.tenant_id, old.id, old.coverage_assignment_id, old.customer_id, old.brief_content, old.generated_at, old.frozen) then
            raise exception 'brief % was frozen at departure', old.id
              using errcode = 'check_violation', constraint = 'coverage_briefs_frozen_check';
          end if;
          return new;
        end $$;
      create trigger coverage_briefs_frozen before update on coverage_briefs for each row
        when (old.frozen) execute function keep_frozen_brief();
      alter table coverage_briefs enable always trigger coverage_briefs_frozen;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger coverage_briefs_frozen on coverage_briefs;
      drop function keep_frozen_brief();
      drop trigger customers_health_changed on customers;
      drop trigger customers_health_added on customers;
      drop function keep_customer_health();
      ${dropTables('customer_health', 'absence_customer_notes', 'coverage_handoffs')}
      alter table risks drop column resolution;
      alter table meetings drop column cancelled_at, drop column handling, drop column customer_facing;
      alter table tasks no force row level security;
      update tasks set status = 'done' where status = 'cancelled';
      alter table tasks force row level security;
      alter table tasks drop constraint tasks_status_check, drop constraint tasks_done_by_fkey;
      alter table tasks drop column done_by_user_id, drop column done_at, drop column created_at,
        add constraint tasks_status_check check (status in ('open', 'done'));
      alter table stakeholders drop column active;
      alter table activities drop column sentiment;
    `);
  }
}
