import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * PTO systems: where they are read, what they showed, and whose a name is. Polls are due by machine time; addresses, keys and webhook
 * secrets are sealed. An entry keeps what it stands for and whether the absences know it already, so that a worker killed between the two
 * goes on where it was.
 */
export class Pto0064 implements MigrationInterface {
  name = 'Pto0000000000064';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pto_feeds (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        kind text not null,
        name text not null,
        access_sealed text,
        host text not null,
        webhook_secret_sealed text,
        paused boolean not null default false,
        removed_at timestamptz,
        etag text,
        last_modified text,
        digest text,
        reading int not null default 0,
        poll_due_at timestamptz not null default clock_timestamp(),
        read_in_full_at timestamptz,
        failures int not null default 0,
        problem text,
        is_held boolean not null default false,
        is_lost boolean not null default false,
        read_at timestamptz,
        ok_at timestamptz,
        created_by_user_id uuid not null,
        created_at timestamptz not null default app_now(),
        version int not null default 1,
        constraint pto_feeds_pkey primary key (tenant_id, id),
        constraint pto_feeds_access_check check (access_sealed is not null or removed_at is not null),
        constraint pto_feeds_kind_check check (kind in ('ical', 'hibob', 'bamboohr')),
        constraint pto_feeds_creator_fkey foreign key (tenant_id, created_by_user_id) references users (tenant_id, id)
      );
      create unique index pto_feeds_name_key on pto_feeds (tenant_id, lower(name)) where removed_at is null;
      create index pto_feeds_due_idx on pto_feeds (tenant_id, poll_due_at) where removed_at is null and not paused;
      ${protect('pto_feeds')}

      create table pto_entries (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        feed_id uuid not null,
        key text not null,
        line int,
        title text not null,
        names text[] not null,
        emails text[] not null,
        kind text not null,
        certainty text not null,
        is_away boolean not null,
        times jsonb,
        problem text,
        user_id uuid,
        state text not null,
        candidates uuid[] not null default '{}',
        first_on date,
        last_on date,
        ends_at timestamptz,
        known_user_id uuid,
        is_settled boolean not null default false,
        seen_at timestamptz not null default app_now(),
        gone_at timestamptz,
        constraint pto_entries_pkey primary key (tenant_id, id),
        constraint pto_entries_state_check check (state in ('taken', 'unmatched', 'ambiguous', 'nobody', 'not-away', 'unreadable', 'gone')),
        constraint pto_entries_certainty_check check (certainty in ('fact', 'suggestion')),
        constraint pto_entries_taken_check check (state <> 'taken' or (user_id is not null and times is not null)),
        constraint pto_entries_feed_fkey foreign key (tenant_id, feed_id) references pto_feeds (tenant_id, id),
        constraint pto_entries_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint pto_entries_known_user_fkey foreign key (tenant_id, known_user_id) references users (tenant_id, id)
      );
      create unique index pto_entries_key_key on pto_entries (tenant_id, feed_id, key);
      create index pto_entries_unsettled_idx on pto_entries (tenant_id, feed_id) where not is_settled;
      create index pto_entries_review_idx on pto_entries (tenant_id, state) where state in ('unmatched', 'ambiguous', 'unreadable');
      ${protect('pto_entries')}

      create table pto_names (
        tenant_id uuid not null,
        name_folded text not null,
        name text not null,
        user_id uuid,
        decided_by_user_id uuid not null,
        decided_at timestamptz not null default app_now(),
        constraint pto_names_pkey primary key (tenant_id, name_folded),
        constraint pto_names_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint pto_names_decider_fkey foreign key (tenant_id, decided_by_user_id) references users (tenant_id, id)
      );
      ${protect('pto_names')}

      -- what a webhook said already: the same bytes again are a replay, whenever they come
      create table pto_webhook_receipts (
        tenant_id uuid not null,
        feed_id uuid not null,
        digest text not null,
        received_at timestamptz not null default clock_timestamp(),
        constraint pto_webhook_receipts_pkey primary key (tenant_id, feed_id, digest),
        constraint pto_webhook_receipts_feed_fkey foreign key (tenant_id, feed_id) references pto_feeds (tenant_id, id)
      );
      ${protect('pto_webhook_receipts', 'select, insert')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('pto_feeds', 'pto_entries', 'pto_names', 'pto_webhook_receipts'));
  }
}
