import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** OAuth clients of add-ons that people of the tenant came with and that ADDON_AUDIENCES does not name. Times are machine time. */
export class UnknownAddons0067 implements MigrationInterface {
  name = 'UnknownAddons0000000000067';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unknown_addons (
        tenant_id uuid not null,
        audience text not null,
        last_seen_at timestamptz not null default clock_timestamp(),
        constraint unknown_addons_pkey primary key (tenant_id, audience),
        constraint unknown_addons_audience_check check (length(audience) between 1 and 200)
      );
      ${protect('unknown_addons', 'select, insert, update, delete')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('unknown_addons'));
  }
}
