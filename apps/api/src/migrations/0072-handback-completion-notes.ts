import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What whoever completes a handback says stands beside what the backup said; before, it took its place. */
export class HandbackCompletionNotes0072 implements MigrationInterface {
  name = 'HandbackCompletionNotes0000000000072';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table handbacks add column completion_notes text not null default ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // both texts in the one column that is left: nothing said is lost
    await runner.query(`
      update handbacks set notes = concat_ws(E'\\n\\n', nullif(notes, ''), completion_notes) where completion_notes <> '';
      alter table handbacks drop column completion_notes;
    `);
  }
}
