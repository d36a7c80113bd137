import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log of a few days, without reading all that came after them. */
export class HistoryByTime0073 implements MigrationInterface {
  name = 'HistoryByTime0000000000073';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index history_at_idx on history (tenant_id, at, seq)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index history_at_idx');
  }
}
