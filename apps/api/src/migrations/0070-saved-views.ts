import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/** Filters of a list that somebody gave a name, so that they find them on every machine of theirs. */
export class SavedViews0070 implements MigrationInterface {
  name = 'SavedViews0000000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table saved_views (
        tenant_id uuid not null,
        user_id uuid not null,
        place text not null,
        -- [{name, query}], in the order they are shown
        views jsonb not null,
        -- 1 is an empty list, before anything was kept
        version integer not null default 2,
        updated_at timestamptz not null default app_now(),
        constraint saved_views_pkey primary key (tenant_id, user_id, place),
        constraint saved_views_user_fkey foreign key (tenant_id, user_id) references users (tenant_id, id),
        constraint saved_views_views_check check (jsonb_typeof(views) = 'array')
      );
      ${protect('saved_views')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('saved_views'));
  }
}
