import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

const UNRESOLVED = `status in ('open', 'investigating', 'action_required')`;

/**
 * One escalation, two documented views (product.md 1): it may come from a conversation instead of a customer. Every move with its
 * instant, what the resolution says, and the rule and policy that counted when it was made.
 */
export class EscalationRows0050 implements MigrationInterface {
  name = 'EscalationRows0000000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table escalations
        alter column customer_id drop not null,
        alter column category_id drop not null,
        add column conversation_id uuid,
        add column custom_message text,
        add column exit_criteria text,
        add column outcome text,
        add column voided_reason text,
        add column assigned_at timestamptz,
        add column closed_at timestamptz,
        add column snoozed_until timestamptz,
        add column climb_level int not null default 0,
        add column sla_paused_since timestamptz,
        add column sla_breached_at timestamptz,
        add column sla_response_breached_at timestamptz,
        add column sla_policy jsonb not null default '{}',
        add column routing jsonb not null default '{}',
        add constraint escalations_outcome_check check (outcome in ('saved', 'lost', 'not_applicable')),
        add constraint escalations_about_check check (customer_id is not null or conversation_id is not null),
        add constraint escalations_climb_level_check check (climb_level >= 0),
        add constraint escalations_conversation_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id);
      -- asking again for the same conversation is the same escalation (product.md 2)
      create unique index escalations_conversation_key on escalations (tenant_id, conversation_id) where conversation_id is not null and ${UNRESOLVED};

      create table escalation_moves (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        from_status text,
        to_status text not null,
        by_user_id uuid,
        moved_at timestamptz not null default app_now(),
        constraint escalation_moves_pkey primary key (tenant_id, id),
        constraint escalation_moves_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_moves_user_fkey foreign key (tenant_id, by_user_id) references users (tenant_id, id)
      );
      create index escalation_moves_escalation_idx on escalation_moves (tenant_id, escalation_id, moved_at);
      ${protect('escalation_moves')}
      -- the owner of the tables is under row-level security as well
      alter table escalations no force row level security;
      alter table escalation_moves no force row level security;
      insert into escalation_moves (tenant_id, escalation_id, to_status, by_user_id, moved_at)
        select tenant_id, id, 'open', created_by_user_id, created_at from escalations;
      update escalations set assigned_at = created_at where primary_owner_id is not null;
      alter table escalations force row level security;
      alter table escalation_moves force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropTables('escalation_moves')}
      drop index escalations_conversation_key;
      alter table escalations
        drop constraint escalations_about_check,
        drop constraint escalations_conversation_fkey,
        drop column conversation_id, drop column custom_message, drop column exit_criteria, drop column outcome, drop column voided_reason,
        drop column assigned_at, drop column closed_at, drop column snoozed_until, drop column climb_level, drop column sla_paused_since,
        drop column sla_breached_at, drop column sla_response_breached_at, drop column sla_policy, drop column routing;
      -- fails where escalations came from conversations: these cannot be kept by the release before
      alter table escalations alter column customer_id set not null, alter column category_id set not null;
    `);
  }
}
