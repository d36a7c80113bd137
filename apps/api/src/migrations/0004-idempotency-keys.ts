import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Stored answers of requests that carried an Idempotency-Key; the worker removes expired ones of all tenants. */
export class IdempotencyKeys0004 implements MigrationInterface {
  name = 'IdempotencyKeys0000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_keys (
        tenant_id uuid not null,
        key text not null,
        fingerprint text not null,
        status int not null,
        body jsonb not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        constraint idempotency_keys_pkey primary key (tenant_id, key)
      );
      create index idempotency_keys_expires_idx on idempotency_keys (expires_at);
      ${protect('idempotency_keys')}
      create policy sweep on idempotency_keys to understudy_worker using (true);
      grant delete on idempotency_keys to understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('idempotency_keys'));
  }
}
