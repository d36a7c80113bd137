import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Absences that come again (a series makes them ahead), that have no end yet, that a colleague reported, that lie inside a longer one;
 * and the secret addresses of calendar feeds.
 */
export class Absences0030 implements MigrationInterface {
  name = 'Absences0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table absence_series (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        user_id uuid not null,
        absence_type text not null,
        time_zone text not null,
        -- the first day of the rule; occurrences are made from from_on, which is later once "this and following" changed it
        first_on date not null,
        from_on date not null,
        length_days int not null,
        partial_hours text,
        freq text not null,
        every int not null,
        by_weekday int[] not null,
        until_on date,
        max_count int,
        made_until date not null,
        preferred_backup_user_id uuid,
        special_instructions text,
        created_at timestamptz not null default app_now(),
        updated_at timestamptz not null default app_now(),
        constraint absence_series_pkey primary key (tenant_id, id),
        constraint absence_series_type_check check (absence_type in ('vacation', 'sick', 'conference', 'parental', 'other')),
        constraint absence_series_freq_check check (freq in ('daily', 'weekly', 'monthly')),
        constraint absence_series_every_check check (every between 1 and 366),
        constraint absence_series_length_check check (length_days >= 1),
        constraint absence_series_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint absence_series_preferred_backup_fkey foreign key (tenant_id, preferred_backup_user_id) references users (tenant_id, id)
      );
      create index absence_series_user_idx on absence_series (tenant_id, user_id);
      ${protect('absence_series')}

      alter table csm_absences
        add column unplanned boolean not null default false,
        add column reported_by_user_id uuid,
        add column confirmed_at timestamptz,
        add column review_on date,
        add column series_id uuid,
        -- the day the rule gave it: moved alone, it keeps its place in the series
        add column series_on date,
        drop constraint csm_absences_tombstone_check,
        add constraint csm_absences_tombstone_check check (tombstone in ('dismissed', 'cancelled', 'source_gone', 'absorbed')),
        add constraint csm_absences_series_check check ((series_id is null) = (series_on is null)),
        add constraint csm_absences_series_fkey foreign key (tenant_id, series_id) references absence_series (tenant_id, id),
        add constraint csm_absences_reported_by_fkey foreign key (tenant_id, reported_by_user_id) references users (tenant_id, id);
      create unique index csm_absences_series_idx on csm_absences (tenant_id, series_id, series_on);

      create table calendar_feeds (
        tenant_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        team_id uuid,
        secret_hash text not null,
        created_at timestamptz not null default app_now(),
        read_at timestamptz,
        revoked_at timestamptz,
        constraint calendar_feeds_pkey primary key (tenant_id, id),
        constraint calendar_feeds_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint calendar_feeds_team_fkey foreign key (tenant_id, team_id) references teams (tenant_id, id)
      );
      create unique index calendar_feeds_one_key on calendar_feeds (tenant_id, user_id, team_id) nulls not distinct
        where revoked_at is null;
      ${protect('calendar_feeds')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropTables('calendar_feeds')}
      drop index csm_absences_series_idx;
      -- the owner is bound by row-level security too: rows are carried while it is not
      alter table csm_absences no force row level security;
      update csm_absences set tombstone = 'cancelled' where tombstone = 'absorbed';
      alter table csm_absences force row level security;
      alter table csm_absences
        drop constraint csm_absences_reported_by_fkey,
        drop constraint csm_absences_series_fkey,
        drop constraint csm_absences_series_check,
        drop constraint csm_absences_tombstone_check,
        add constraint csm_absences_tombstone_check check (tombstone in ('dismissed', 'cancelled', 'source_gone')),
        drop column unplanned,
        drop column reported_by_user_id,
        drop column confirmed_at,
        drop column review_on,
        drop column series_id,
        drop column series_on;
      ${dropTables('absence_series')}
    `);
  }
}
