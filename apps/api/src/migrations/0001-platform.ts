import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every later migration stands on: the tenant of the transaction, the product's clock, the schema of pg-boss.
 * The roles themselves are made by the runner (platform/database/roles.ts): they belong to the server, not to this database.
 */
export class Platform0001 implements MigrationInterface {
  name = 'Platform0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      -- after a transaction the setting reads '', not null
      create function current_tenant() returns uuid language sql stable parallel safe
        as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

      create table product_clock (
        one boolean not null default true constraint product_clock_pkey primary key,
        shift interval not null default '0',
        constraint product_clock_one_check check (one)
      );
      insert into product_clock default values;
      grant select on product_clock to understudy_app, understudy_worker;
      grant update on product_clock to understudy_worker;

      -- stable, not volatile: an index on due_at is used with it, with a bare clock_timestamp() it is not
      create function app_now() returns timestamptz language sql stable parallel safe
        as $$ select clock_timestamp() + (select shift from product_clock) $$;

      create schema pgboss authorization understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local role understudy_worker;
      drop schema pgboss cascade;
      reset role;
      drop function app_now();
      drop table product_clock;
      drop function current_tenant();
      drop extension btree_gist;
    `);
  }
}
