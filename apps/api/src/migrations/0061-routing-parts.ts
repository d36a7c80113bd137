import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change in another system has parts that come back each by itself: a filter for every domain, every meeting. A shared one is there
 * once for the absence, whoever stands in.
 */
export class RoutingParts0061 implements MigrationInterface {
  name = 'RoutingParts0000000000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table routing_updates
        add column part text not null default '',
        add column label text,
        add column shared boolean not null default false,
        drop constraint routing_updates_once_key,
        add constraint routing_updates_once_key unique (tenant_id, assignment_id, type, part);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the release before knows one change of each type: the first one stays
      alter table routing_updates no force row level security;
      delete from routing_updates r using routing_updates first
       where (first.tenant_id, first.assignment_id, first.type) = (r.tenant_id, r.assignment_id, r.type) and first.id < r.id;
      alter table routing_updates force row level security;
      alter table routing_updates
        drop constraint routing_updates_once_key,
        drop column part,
        drop column label,
        drop column shared,
        add constraint routing_updates_once_key unique (tenant_id, assignment_id, type);
    `);
  }
}
