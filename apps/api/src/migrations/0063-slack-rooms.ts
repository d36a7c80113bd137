import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * What we do in Slack. `slack_posts_pkey` is the promise "posted once": the row stands before anything leaves, and whoever does not know
 * whether a post arrived looks for its key first. Customers may be confidential: then Slack reads their code name.
 */
export class SlackRooms0063 implements MigrationInterface {
  name = 'SlackRooms0000000000063';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table customers
        add column is_confidential boolean not null default false,
        add column code_name text;
      create index customers_confidential_idx on customers (tenant_id) where is_confidential;

      create table slack_room_settings (
        tenant_id uuid not null,
        -- where threads stand in for war rooms that could not be made
        fallback_channel_id text,
        fallback_channel_name text,
        -- how channels about customers are called; {customer} is the name
        customer_channel_pattern text not null,
        version int not null default 1,
        updated_by_user_id uuid not null,
        updated_at timestamptz not null default app_now(),
        constraint slack_room_settings_pkey primary key (tenant_id),
        constraint slack_room_settings_user_fkey foreign key (tenant_id, updated_by_user_id) references users (tenant_id, id)
      );
      ${protect('slack_room_settings')}

      create table slack_posts (
        tenant_id uuid not null,
        key text not null,
        channel_id text not null,
        thread_ts text,
        -- of the text: what is heard without its key is known by its words
        digest text not null,
        -- by the machine's clock; null once it is known that nothing left
        attempted_at timestamptz,
        ts text,
        posted_at timestamptz,
        constraint slack_posts_pkey primary key (tenant_id, key)
      );
      ${protect('slack_posts')}

      create table slack_rooms (
        tenant_id uuid not null,
        escalation_id uuid not null,
        channel_id text not null,
        -- the message a thread hangs on, where no channel could be made
        thread_ts text,
        -- where the thread is, for people
        thread_in text,
        made_at timestamptz not null default app_now(),
        constraint slack_rooms_pkey primary key (tenant_id, escalation_id),
        constraint slack_rooms_place_key unique nulls not distinct (tenant_id, channel_id, thread_ts),
        constraint slack_rooms_escalation_fkey foreign key (tenant_id, escalation_id) references escalations (tenant_id, id)
      );
      ${protect('slack_rooms')}

      create table slack_heard (
        tenant_id uuid not null,
        channel_id text not null,
        ts text not null,
        update_id uuid not null,
        constraint slack_heard_pkey primary key (tenant_id, channel_id, ts),
        constraint slack_heard_update_key unique (tenant_id, update_id),
        constraint slack_heard_update_fkey foreign key (tenant_id, update_id) references escalation_updates (tenant_id, id)
      );
      ${protect('slack_heard', 'select, insert')}

      create table escalation_war_room_words (
        tenant_id uuid not null,
        escalation_id uuid not null,
        key text not null,
        words text not null,
        said_by text,
        said_at timestamptz not null,
        told_at timestamptz,
        constraint escalation_war_room_words_pkey primary key (tenant_id, escalation_id, key),
        constraint escalation_war_room_words_room_fkey foreign key (tenant_id, escalation_id) references escalation_war_rooms (tenant_id, escalation_id)
      );
      ${protect('escalation_war_room_words')}

      create table customer_slack_channels (
        tenant_id uuid not null,
        customer_id uuid not null,
        channel_id text not null,
        name text not null,
        added_by_user_id uuid not null,
        added_at timestamptz not null default app_now(),
        constraint customer_slack_channels_pkey primary key (tenant_id, customer_id, channel_id),
        constraint customer_slack_channels_customer_fkey foreign key (tenant_id, customer_id) references customers (tenant_id, id),
        constraint customer_slack_channels_user_fkey foreign key (tenant_id, added_by_user_id) references users (tenant_id, id)
      );
      ${protect('customer_slack_channels', 'select, insert, delete')}

      alter table notification_preferences
        add column slack text not null default 'all',
        add constraint notification_preferences_slack_check check (slack in ('all', 'urgent', 'none'));
      alter table notification_mails
        add column channel text not null default 'email',
        add constraint notification_mails_channel_check check (channel in ('email', 'slack'));
      alter table notifications
        add column slack_at timestamptz,
        add column slack_id uuid,
        -- the assignment it is about, whoever reads it
        add column about_assignment_id uuid,
        add constraint notifications_about_assignment_fkey foreign key (tenant_id, about_assignment_id)
          references coverage_assignments (tenant_id, id),
        add constraint notifications_slack_fkey foreign key (tenant_id, slack_id) references notification_mails (tenant_id, id);
      create index notifications_slack_idx on notifications (tenant_id, slack_id) where slack_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table notifications drop column about_assignment_id, drop column slack_id, drop column slack_at;
      -- the release before sends e-mails only: it would send what was meant for Slack as well
      alter table notification_mails no force row level security;
      update notification_mails set state = 'suppressed' where channel = 'slack' and state = 'waiting';
      alter table notification_mails force row level security, drop column channel;
      alter table notification_preferences drop column slack;
      ${dropTables(
        'slack_room_settings',
        'slack_posts',
        'slack_rooms',
        'slack_heard',
        'escalation_war_room_words',
        'customer_slack_channels',
      )}
      drop index customers_confidential_idx;
      alter table customers drop column code_name, drop column is_confidential;
    `);
  }
}
