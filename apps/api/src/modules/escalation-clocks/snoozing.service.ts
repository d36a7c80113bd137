import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { type Actor, EscalationClock, EscalationNews, type EscalationRecord } from '../escalations/index.js';

/** Quiet for a while: warnings and reminders wait, and the latest of each is told when it is over. */
@Injectable()
export class Snoozing {
  constructor(
    private readonly clock: EscalationClock,
    private readonly news: EscalationNews,
  ) {}

  /** null: not any more. The row is locked. */
  async until(
    tx: Tx,
    actor: Actor,
    row: EscalationRecord,
    until: Temporal.Instant | null,
    reason: string,
  ): Promise<void> {
    await tx.query(
      'update escalations set snoozed_until = $3, version = version + 1, updated_at = $4 where tenant_id = $1 and id = $2',
      [tx.tenantId, row.id, until, tx.now],
    );
    await this.clock.wait(tx, { ...row, snoozedUntil: until }, await this.clock.read(tx, row));
    await this.news.tell(tx, actor, row, {
      type: 'escalation.snoozed',
      before: { snoozed_until: row.snoozedUntil && String(row.snoozedUntil) },
      after: { snoozed_until: until && String(until) },
      said: { reason },
    });
  }
}
