import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Everything that happens at a time. `due_at` is product time, the lease is machine time: a jump of the clock frees no lease. */
export class Timers0003 implements MigrationInterface {
  name = 'Timers0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table timers (
        tenant_id uuid not null,
        key text not null,
        kind text not null,
        due_at timestamptz not null,
        payload jsonb not null default '{}',
        claim uuid,
        lease_until timestamptz,
        attempts int not null default 0,
        created_at timestamptz not null default clock_timestamp(),
        constraint timers_pkey primary key (tenant_id, key)
      );
      create index timers_due_idx on timers (due_at);
      ${protect('timers', 'select, insert, update, delete')}
      create policy relay on timers to understudy_worker using (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('timers'));
  }
}
