import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Where the bar of the extension may appear, as an organisation says it: sites of its own, and sites that are switched off. */
export class CrmSites0068 implements MigrationInterface {
  name = 'CrmSites0000000000068';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table crm_sites (
        tenant_id uuid not null,
        id text not null,
        -- as the contract's CrmSite; null: the one that comes with the extension
        site jsonb,
        enabled boolean not null default true,
        version integer not null default 1,
        updated_at timestamptz not null default app_now(),
        updated_by_user_id uuid,
        constraint crm_sites_pkey primary key (tenant_id, id),
        constraint crm_sites_id_check check (site is null or site ->> 'id' = id),
        constraint crm_sites_tenant_fkey foreign key (tenant_id) references tenants (tenant_id),
        constraint crm_sites_user_fkey foreign key (tenant_id, updated_by_user_id) references users (tenant_id, id)
      );
      ${protect('crm_sites', 'select, insert, update, delete')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('crm_sites'));
  }
}
