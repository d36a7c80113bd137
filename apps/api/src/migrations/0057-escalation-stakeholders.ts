import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on an escalation now may be taken off it again; that they were stands in the timeline. */
export class EscalationStakeholders0057 implements MigrationInterface {
  name = 'EscalationStakeholders0000000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant delete on escalation_stakeholders to understudy_app, understudy_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke delete on escalation_stakeholders from understudy_app, understudy_worker');
  }
}
