import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropTables, protect } from './tenant-table.js';

/**
 * Messages that leave a transaction, and who has claimed one to handle it. The worker moves and claims across tenants, so
 * it has a policy of its own here. Machine time throughout: moving the product's clock neither frees a lease nor ages a message.
 */
export class Outbox0002 implements MigrationInterface {
  name = 'Outbox0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        tenant_id uuid not null,
        id uuid not null default uuidv7(),
        type text not null,
        payload jsonb not null,
        created_at timestamptz not null default clock_timestamp(),
        constraint outbox_pkey primary key (tenant_id, id)
      );
      create index outbox_order_idx on outbox (id);
      ${protect('outbox', 'select, insert')}
      create policy relay on outbox to understudy_worker using (true);
      grant update, delete on outbox to understudy_worker;

      create table deliveries (
        tenant_id uuid not null,
        message_id uuid not null,
        handler text not null,
        attempt int not null,
        claim uuid not null,
        lease_until timestamptz not null,
        done_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        constraint deliveries_pkey primary key (tenant_id, message_id, handler),
        constraint deliveries_attempt_check check (attempt > 0)
      );
      create index deliveries_done_idx on deliveries (done_at);
      ${protect('deliveries', 'select')}
      create policy relay on deliveries to understudy_worker using (true);
      grant insert, update, delete on deliveries to understudy_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropTables('outbox', 'deliveries'));
  }
}
