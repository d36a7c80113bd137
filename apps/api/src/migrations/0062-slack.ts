import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * The conversation with Slack: one workspace per tenant with its sealed bot token, who is who there, what came in (each thing is taken
 * once), and which messages ask something, so that they can say what became of it.
 */
export class Slack0062 implements MigrationInterface {
  name = 'Slack0000000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table slack_connections (
        tenant_id uuid not null,
        state text not null,
        team_id text not null,
        team_name text not null,
        app_id text not null,
        bot_user_id text not null,
        token_sealed text,
        scopes text[] not null,
        problem text,
        installed_by_user_id uuid,
        installed_at timestamptz not null default app_now(),
        lost_at timestamptz,
        last_ok_at timestamptz,
        constraint slack_connections_pkey primary key (tenant_id),
        constraint slack_connections_state_check check (state in ('connected', 'lost', 'disconnected')),
        constraint slack_connections_token_check check ((state = 'connected') = (token_sealed is not null)),
        constraint slack_connections_user_fkey foreign key (tenant_id, installed_by_user_id) references users (tenant_id, id)
      );
      create index slack_connections_team_idx on slack_connections (team_id) where state = 'connected';
      ${protect('slack_connections')}

      -- what Slack sends names a workspace and no tenant
      create policy workspace on slack_connections for select to understudy_lookup using (true);
      grant select (tenant_id, team_id, state) on slack_connections to understudy_lookup;
      create function find_tenant_by_slack_team(team text) returns uuid
        language sql stable security definer set search_path = public, pg_temp
        as $$ select c.tenant_id from slack_connections c where c.team_id = team and c.state = 'connected' limit 1 $$;
      alter function find_tenant_by_slack_team(text) owner to understudy_lookup;
      revoke execute on function find_tenant_by_slack_team(text) from public;
      grant execute on function find_tenant_by_slack_team(text) to understudy_app, understudy_worker;

      create table slack_people (
        tenant_id uuid not null,
        user_id uuid not null,
        slack_user_id text,
        mapped_by text not null,
        looked_at timestamptz not null default clock_timestamp(),
        status_key text,
        home_opened_at timestamptz,
        constraint slack_people_pkey primary key (tenant_id, user_id),
        constraint slack_people_slack_key unique (tenant_id, slack_user_id),
        constraint slack_people_mapped_by_check check (mapped_by in ('email', 'hand')),
        constraint slack_people_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('slack_people')}

      create table slack_receipts (
        tenant_id uuid not null,
        receipt_key text not null,
        received_at timestamptz not null default clock_timestamp(),
        constraint slack_receipts_pkey primary key (tenant_id, receipt_key)
      );
      create index slack_receipts_age_idx on slack_receipts (tenant_id, received_at);
      ${protect('slack_receipts', 'select, insert, delete')}

      -- messages that ask something, as they were posted: Slack replaces a message only as a whole
      create table slack_messages (
        tenant_id uuid not null,
        channel_id text not null,
        message_ts text not null,
        user_id uuid not null,
        fallback text not null,
        blocks jsonb not null,
        posted_at timestamptz not null default app_now(),
        constraint slack_messages_pkey primary key (tenant_id, channel_id, message_ts),
        constraint slack_messages_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('slack_messages')}

      create table slack_questions (
        tenant_id uuid not null,
        channel_id text not null,
        message_ts text not null,
        kind text not null,
        subject_id uuid not null,
        settled_as text,
        settled_at timestamptz,
        constraint slack_questions_pkey primary key (tenant_id, channel_id, message_ts, kind, subject_id),
        constraint slack_questions_kind_check check (kind in ('coverage', 'approval', 'absence', 'gap', 'escalation')),
        constraint slack_questions_settled_check check ((settled_as is null) = (settled_at is null)),
        constraint slack_questions_message_fkey foreign key (tenant_id, channel_id, message_ts)
          references slack_messages (tenant_id, channel_id, message_ts)
      );
      create index slack_questions_open_idx on slack_questions (tenant_id, subject_id) where settled_at is null;
      ${protect('slack_questions')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function find_tenant_by_slack_team(text);
      ${dropTables('slack_connections', 'slack_people', 'slack_receipts', 'slack_messages', 'slack_questions')}
    `);
  }
}
