import type { MigrationInterface, QueryRunner } from 'typeorm';

const allow = (kinds: string): string => `
  alter table escalation_clock_events
    drop constraint escalation_clock_events_kind_check,
    add constraint escalation_clock_events_kind_check check (kind in (${kinds}));`;

/** The clock hears of another category: from then on its hours count. */
export class ClockCategories0058 implements MigrationInterface {
  name = 'ClockCategories0000000000058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      allow(
        `'opened', 'acknowledged', 'severity', 'category', 'calendar', 'paused', 'resumed', 'resolved', 'reopened', 'voided'`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table escalation_clock_events no force row level security;
      -- the release before counts by new thresholds from a change of severity on, also one to the same severity
      update escalation_clock_events c set kind = 'severity', severity = (
          select b.severity from escalation_clock_events b
           where (b.tenant_id, b.escalation_id) = (c.tenant_id, c.escalation_id) and b.seq < c.seq and b.severity is not null
           order by b.seq desc limit 1)
       where c.kind = 'category';
      alter table escalation_clock_events force row level security;
      ${allow(`'opened', 'acknowledged', 'severity', 'calendar', 'paused', 'resumed', 'resolved', 'reopened', 'voided'`)}
    `);
  }
}
