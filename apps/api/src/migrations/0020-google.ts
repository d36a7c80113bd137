import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** One stream per calendar that is read, and which of its events were taken as absences (so that a full sync notices what is gone). */
export class Google0020 implements MigrationInterface {
  name = 'Google0000000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_streams (
        tenant_id uuid not null,
        user_id uuid not null,
        calendar_id text not null,
        active boolean not null default true,
        -- null: the next sync is a full one
        sync_token text,
        channel_id text,
        channel_token_hash text,
        resource_id text,
        -- product time, like the timer that renews the channel at half its life
        channel_expires_at timestamptz,
        -- machine time: a poll is due, later when Google asked to wait
        poll_due_at timestamptz not null default clock_timestamp(),
        polled_at timestamptz,
        failures int not null default 0,
        failure text,
        created_at timestamptz not null default app_now(),
        constraint calendar_streams_pkey primary key (tenant_id, user_id, calendar_id),
        constraint calendar_streams_channel_key unique (tenant_id, channel_id),
        constraint calendar_streams_channel_check check (num_nulls(channel_id, channel_token_hash, resource_id, channel_expires_at) in (0, 4)),
        constraint calendar_streams_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('calendar_streams')}
      create index calendar_streams_due_idx on calendar_streams (tenant_id, poll_due_at) where active;

      create table calendar_sightings (
        tenant_id uuid not null,
        user_id uuid not null,
        calendar_id text not null,
        external_id text not null,
        is_gone boolean not null default false,
        seen_at timestamptz not null default app_now(),
        constraint calendar_sightings_pkey primary key (tenant_id, user_id, calendar_id, external_id),
        constraint calendar_sightings_stream_fkey foreign key (tenant_id, user_id, calendar_id)
          references calendar_streams (tenant_id, user_id, calendar_id)
      );
      ${protect('calendar_sightings')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('calendar_streams', 'calendar_sightings'));
  }
}
