import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What is said about an escalation (PRD-243 FR-4): the discussion, news to everybody on it, words to the customer that a second person
 * approves, and the war room. What was said stays: a correction is a row of its own.
 */
export class EscalationCommunication0055 implements MigrationInterface {
  name = 'EscalationCommunication0000000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table notifications add column details text;

      create table escalation_updates (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        user_id uuid not null,
        update_type text not null,
        previous_value jsonb,
        new_value jsonb,
        comment text not null,
        is_internal boolean not null default true,
        mentioned_user_ids uuid[] not null default '{}',
        edits_update_id uuid,
        created_at timestamptz not null default app_now(),
        constraint escalation_updates_pkey primary key (tenant_id, id),
        constraint escalation_updates_type_check check (update_type in ('comment', 'broadcast')),
        -- a comment is corrected once; the next correction corrects that one
        constraint escalation_updates_edit_key unique (tenant_id, edits_update_id),
        constraint escalation_updates_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_updates_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint escalation_updates_edits_fkey foreign key (tenant_id, edits_update_id) references escalation_updates (tenant_id, id)
      );
      create index escalation_updates_order_idx on escalation_updates (tenant_id, escalation_id, created_at, id);
      ${protect('escalation_updates', 'select, insert')}

      create table escalation_broadcast_recipients (
        tenant_id uuid not null,
        update_id uuid not null,
        user_id uuid not null,
        role text not null,
        constraint escalation_broadcast_recipients_pkey primary key (tenant_id, update_id, user_id),
        constraint escalation_broadcast_recipients_role_check check (role in ('owner', 'watcher', 'approver', 'informed')),
        constraint escalation_broadcast_recipients_update_fkey foreign key (tenant_id, update_id) references escalation_updates (tenant_id, id),
        constraint escalation_broadcast_recipients_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('escalation_broadcast_recipients', 'select, insert')}

      create table escalation_customer_drafts (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        escalation_id uuid not null,
        author_id uuid not null,
        edited_by_user_id uuid not null,
        recipients jsonb not null,
        subject text not null,
        body text not null,
        state text not null default 'waiting',
        decided_by_user_id uuid,
        decided_at timestamptz,
        approved_version int,
        rejected_reason text,
        sent_by_user_id uuid,
        sendings int not null default 0,
        sent_at timestamptz,
        provider_id text,
        refused jsonb not null default '[]',
        failure text,
        version int not null default 1,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint escalation_customer_drafts_pkey primary key (tenant_id, id),
        constraint escalation_customer_drafts_state_check check (state in ('waiting', 'approved', 'rejected', 'sending', 'sent', 'failed', 'to_copy')),
        -- nothing leaves that a second person has not approved
        constraint escalation_customer_drafts_approval_check check (state in ('waiting', 'rejected') or (approved_version is not null
          and decided_by_user_id is not null and decided_by_user_id <> author_id and decided_by_user_id <> edited_by_user_id)),
        constraint escalation_customer_drafts_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
        constraint escalation_customer_drafts_author_fkey foreign key (tenant_id, author_id) references users (tenant_id, id),
        constraint escalation_customer_drafts_edited_fkey foreign key (tenant_id, edited_by_user_id) references users (tenant_id, id),
        constraint escalation_customer_drafts_decided_fkey foreign key (tenant_id, decided_by_user_id) references users (tenant_id, id),
        constraint escalation_customer_drafts_sent_by_fkey foreign key (tenant_id, sent_by_user_id) references users (tenant_id, id)
      );
      create index escalation_customer_drafts_order_idx on escalation_customer_drafts (tenant_id, escalation_id, created_at, id);
      ${protect('escalation_customer_drafts')}

      create table escalation_war_rooms (
        tenant_id uuid not null,
        escalation_id uuid not null,
        state text not null default 'wanted',
        name text not null,
        channel_id text,
        url text,
        note text not null,
        because text not null,
        told_status text,
        wanted_at timestamptz not null default app_now(),
        opened_at timestamptz,
        closed_at timestamptz,
        constraint escalation_war_rooms_pkey primary key (tenant_id, escalation_id),
        constraint escalation_war_rooms_name_key unique (tenant_id, name),
        constraint escalation_war_rooms_state_check check (state in ('wanted', 'open', 'missing', 'closed')),
        constraint escalation_war_rooms_because_check check (because in ('severity', 'rule')),
        constraint escalation_war_rooms_open_check check (state <> 'open' or channel_id is not null),
        constraint escalation_war_rooms_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id)
      );
      ${protect('escalation_war_rooms')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropTables('escalation_updates', 'escalation_broadcast_recipients', 'escalation_customer_drafts', 'escalation_war_rooms')}
      alter table notifications drop column details;
    `);
  }
}
