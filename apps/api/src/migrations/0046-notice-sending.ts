import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which message is sending a notice: only that one may try again, so two wake-ups for one notice never both hand it over. */
export class NoticeSending0046 implements MigrationInterface {
  name = 'NoticeSending0000000000046';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notices add column sending_message_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notices drop column sending_message_id');
  }
}
