import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Sign-ins and API keys. Everything is kept as a hash, and every secret carries its tenant, so that nothing is looked up
 * across tenants. All times are machine time: moving the product's clock signs nobody out. `user_id` has no foreign key
 * because people come with a later migration; each use asks the directory for the person anyway.
 */
export class Identity0009 implements MigrationInterface {
  name = 'Identity0000000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sessions (
        tenant_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        surface text not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        revoked_reason text,
        constraint sessions_pkey primary key (tenant_id, id),
        constraint sessions_surface_check check (surface in ('web', 'extension')),
        constraint sessions_revoked_check check ((revoked_at is null) = (revoked_reason is null))
      );
      create index sessions_user_idx on sessions (tenant_id, user_id);
      ${protect('sessions', 'select, insert, update, delete')}

      create table refresh_tokens (
        tenant_id uuid not null,
        id uuid not null,
        session_id uuid not null,
        secret_hash text not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz,
        constraint refresh_tokens_pkey primary key (tenant_id, id),
        constraint refresh_tokens_session_fkey foreign key (tenant_id, session_id) references sessions (tenant_id, id)
      );
      create index refresh_tokens_session_idx on refresh_tokens (tenant_id, session_id);
      ${protect('refresh_tokens', 'select, insert, update, delete')}

      create table sign_in_codes (
        tenant_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        secret_hash text not null,
        redirect_uri text not null,
        code_challenge text not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        used_at timestamptz,
        session_id uuid,
        constraint sign_in_codes_pkey primary key (tenant_id, id),
        constraint sign_in_codes_session_fkey foreign key (tenant_id, session_id) references sessions (tenant_id, id)
      );
      ${protect('sign_in_codes', 'select, insert, update, delete')}

      create table used_states (
        tenant_id uuid not null,
        state_hash text not null,
        expires_at timestamptz not null,
        constraint used_states_pkey primary key (tenant_id, state_hash)
      );
      ${protect('used_states', 'select, insert, delete')}

      create table api_keys (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        prefix text not null,
        secret_hash text not null,
        user_id uuid not null,
        roles text[] not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_reason text,
        constraint api_keys_pkey primary key (tenant_id, id),
        constraint api_keys_roles_check check (roles <@ array['admin', 'manager', 'csm', 'supporter', 'member'] and cardinality(roles) > 0),
        constraint api_keys_revoked_check check ((revoked_at is null) = (revoked_reason is null))
      );
      ${protect('api_keys')}

      -- one number over all tenants, for /metrics: how long the oldest message has been waiting for the relay
      create policy lag on outbox for select to understudy_lookup using (true);
      grant select on outbox to understudy_lookup;
      create function outbox_lag_seconds() returns double precision
        language sql volatile security definer set search_path = public, pg_temp
        as $$ select coalesce(extract(epoch from clock_timestamp() - min(o.created_at)), 0)::double precision from outbox o $$;
      alter function outbox_lag_seconds() owner to understudy_lookup;
      revoke execute on function outbox_lag_seconds() from public;
      grant execute on function outbox_lag_seconds() to understudy_app, understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function outbox_lag_seconds();
      revoke select on outbox from understudy_lookup;
      drop policy lag on outbox;
      ${dropTables('sessions', 'refresh_tokens', 'sign_in_codes', 'used_states', 'api_keys')}
    `);
  }
}
