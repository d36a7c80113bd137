import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * How each tenant is connected to Google Workspace, whose account may be used how, consents that were begun, and what Google's directory said
 * last (so that an admin's own changes are told from Google's); and whether hints of absences count as facts. Until now a service
 * account meant "connected" for every tenant: those whose calendars were read stay connected.
 */
export class GoogleConnections0060 implements MigrationInterface {
  name = 'GoogleConnections0000000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table google_connections (
        tenant_id uuid not null,
        mode text not null,
        -- whose directory rights are used, and who is asked as when scopes are checked
        admin_email text,
        -- scopes that did not work when they were checked last
        missing_scopes text[] not null default '{}',
        problem text,
        lost_at timestamptz,
        checked_at timestamptz,
        last_ok_at timestamptz,
        -- machine time
        check_due_at timestamptz not null default clock_timestamp(),
        directory_settings jsonb not null default '{"nightly": false, "teams_from": "none", "org_units": []}',
        directory_synced_at timestamptz,
        directory_problem text,
        version int not null default 1,
        constraint google_connections_pkey primary key (tenant_id),
        constraint google_connections_mode_check check (mode in ('off', 'user-consent', 'delegation')),
        constraint google_connections_admin_check check (admin_email = lower(admin_email)),
        constraint google_connections_tenant_fkey foreign key (tenant_id) references tenants (tenant_id)
      );
      ${protect('google_connections')}
      create index google_connections_due_idx on google_connections (tenant_id, check_due_at) where mode <> 'off';

      create table google_accounts (
        tenant_id uuid not null,
        user_id uuid not null,
        -- sealed; null: nobody consented, or under delegation, where no consent is needed
        refresh_token_sealed text,
        scopes text[] not null default '{}',
        consented_at timestamptz,
        lost_at timestamptz,
        problem text,
        constraint google_accounts_pkey primary key (tenant_id, user_id),
        constraint google_accounts_consent_check check ((refresh_token_sealed is null) = (consented_at is null)),
        constraint google_accounts_lost_check check ((lost_at is null) = (problem is null)),
        constraint google_accounts_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('google_accounts')}

      create table google_consent_requests (
        tenant_id uuid not null,
        -- of the state that Google brings back
        state_hash text not null,
        user_id uuid not null,
        -- sealed
        verifier_sealed text not null,
        -- machine time
        expires_at timestamptz not null,
        constraint google_consent_requests_pkey primary key (tenant_id, state_hash),
        constraint google_consent_requests_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('google_consent_requests', 'select, insert, update, delete')}

      create table google_directory_people (
        tenant_id uuid not null,
        google_id text not null,
        user_id uuid not null,
        email text not null,
        name text not null,
        manager_email text,
        team_name text,
        is_suspended boolean not null default false,
        seen_at timestamptz not null default app_now(),
        constraint google_directory_people_pkey primary key (tenant_id, google_id),
        constraint google_directory_people_user_key unique (tenant_id, user_id),
        constraint google_directory_people_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id)
      );
      ${protect('google_directory_people')}

      create table absence_settings (
        tenant_id uuid not null,
        hints_are_facts boolean not null default false,
        constraint absence_settings_pkey primary key (tenant_id),
        constraint absence_settings_tenant_fkey foreign key (tenant_id) references tenants (tenant_id)
      );
      ${protect('absence_settings')}

      -- product time; null: the whole calendar is read with the next sync
      alter table calendar_streams add column full_synced_at timestamptz;

      alter table calendar_streams no force row level security;
      alter table google_connections no force row level security;
      insert into google_connections (tenant_id, mode)
      select distinct tenant_id, 'delegation' from calendar_streams where polled_at is not null;
      alter table google_connections force row level security;
      alter table calendar_streams force row level security;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table calendar_streams drop column full_synced_at');
    await runner.query(
      dropTables(
        'google_connections',
        'google_accounts',
        'google_consent_requests',
        'google_directory_people',
        'absence_settings',
      ),
    );
  }
}
