import { Injectable } from '@nestjs/common';
import { compareInstants, isUnresolved, stalenessOf } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import {
  currentCalendar,
  EscalationMoves,
  EscalationNews,
  type EscalationRecord,
  EscalationTimers,
  policyOf,
} from '../escalations/index.js';
import { ActivityRepository } from './activity.repository.js';

const BY_CLOCK = { system: 'sla-clock' } as const;

/** What is done when a timer rings, and how it is told. */
@Injectable()
export class ClockWork {
  constructor(
    private readonly activity: ActivityRepository,
    private readonly moves: EscalationMoves,
    private readonly timers: EscalationTimers,
    private readonly news: EscalationNews,
  ) {}

  /** Somebody is reminded when nobody did anything; looked at again for as long as it is not resolved. */
  async remind(tx: Tx, row: EscalationRecord): Promise<void> {
    if (!isUnresolved(row.status)) return;
    const lastActivityAt = await this.activity.lastAt(tx, row);
    const { staleMinutes } = policyOf(row).severities[row.severity];
    const { isStale, nextAt } = stalenessOf(
      { lastActivityAt, staleMinutes, calendar: currentCalendar(row), snoozedUntil: row.snoozedUntil },
      tx.now,
    );
    if (isStale) await this.tell(tx, row, 'escalation.stale', { last_activity_at: String(lastActivityAt) });
    await this.timers.set(tx, row.id, { stale: nextAt });
  }

  /** A resolved one closes when nobody reopened it for as long as the policy says; an open one never does (product.md 17). */
  async close(tx: Tx, row: EscalationRecord): Promise<void> {
    const { autoCloseDays } = policyOf(row);
    if (row.status !== 'resolved' || row.resolvedAt === null || autoCloseDays === null) return;
    const closesAt = row.resolvedAt.add({ hours: autoCloseDays * 24 });
    if (compareInstants(closesAt, tx.now) > 0) return this.timers.set(tx, row.id, { close: closesAt });
    await this.moves.move(tx, { system: 'auto-close' }, row.id, 'closed', {
      reason: `resolved for ${autoCloseDays} days`,
    });
  }

  tell(tx: Tx, row: EscalationRecord, type: string, said: Readonly<Record<string, string | number>>): Promise<void> {
    return this.news.tell(tx, BY_CLOCK, row, {
      type,
      said: { ...said, severity: row.severity },
      messages: { [type]: said },
    });
  }
}
