import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** What somebody wished when coverage was set up, and customers that join or leave an assignment while it lasts. */
export class CoverageSetup0032 implements MigrationInterface {
  // TypeORM orders by the last 13 digits: after 0012 and everything of before
  name = 'CoverageSetup0000000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coverage_setups (
        tenant_id uuid not null,
        absence_id uuid not null,
        notify_customers text not null,
        -- null: as the team's policy says
        split boolean,
        set_up_by_user_id uuid not null,
        set_up_at timestamptz not null,
        constraint coverage_setups_pkey primary key (tenant_id, absence_id),
        constraint coverage_setups_notify_check check (notify_customers in ('auto', 'manual', 'none')),
        constraint coverage_setups_absence_fkey foreign key (tenant_id, absence_id) references csm_absences (tenant_id, id),
        constraint coverage_setups_user_fkey foreign key (tenant_id, set_up_by_user_id) references users (tenant_id, id)
      );
      ${protect('coverage_setups')}

      alter table covered_customers
        -- came to the assignment later; null: from its start
        add column joined_at timestamptz,
        -- went to another owner or backup meanwhile; the row stays for what was until then
        add column left_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table covered_customers drop column joined_at, drop column left_at;
      ${dropTables('coverage_setups')}
    `);
  }
}
