import { Injectable, type OnModuleInit } from '@nestjs/common';
import { compareInstants, isBreachToTell, isResponseBreachToTell, isUnresolved, warningDue } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type FiredTimer, Handlers } from '../../platform/jobs/index.js';
import {
  EscalationClock,
  EscalationClockRepository,
  type EscalationRecord,
  EscalationsRepository,
  toldSoFar,
} from '../escalations/index.js';
import { ClockWork } from './clock-work.service.js';
import { escalationIdOf } from './escalation-id.js';

/**
 * The clocks as events: warnings, breaches, reminders of what lies still, closing (PRD-243 FR-3.3, FR-3.4). Each looks at the row under
 * its lock when it rings: what was told is not told again, and after a standstill each is told once.
 */
@Injectable()
export class ClockJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly escalations: EscalationsRepository,
    private readonly clock: EscalationClock,
    private readonly clocks: EscalationClockRepository,
    private readonly work: ClockWork,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('escalation.sla-warn', (tx, timer) => this.warn(tx, timer));
    this.handlers.onTimer('escalation.sla-due', (tx, timer) => this.breach(tx, timer));
    this.handlers.onTimer('escalation.response', (tx, timer) => this.responseBreach(tx, timer));
    this.handlers.onTimer('escalation.stale', async (tx, timer) => this.work.remind(tx, await this.lock(tx, timer)));
    this.handlers.onTimer('escalation.close', async (tx, timer) => this.work.close(tx, await this.lock(tx, timer)));
  }

  private lock(tx: Tx, { payload }: FiredTimer): Promise<EscalationRecord> {
    return this.escalations.lock(tx, escalationIdOf(payload));
  }

  private async warn(tx: Tx, timer: FiredTimer): Promise<void> {
    const row = await this.lock(tx, timer);
    if (!isUnresolved(row.status)) return;
    const clock = await this.clock.read(tx, row);
    const isSnoozed = row.snoozedUntil !== null && compareInstants(row.snoozedUntil, tx.now) > 0;
    const due = isSnoozed ? null : warningDue(clock, toldSoFar(row), tx.now);
    if (due) {
      await this.clocks.setWarned(tx, row.id, due.percent);
      await this.work.tell(tx, row, 'escalation.sla-warning', { percent: due.percent, due_at: String(clock.dueAt) });
    }
    await this.clock.wait(tx, { ...row, warnedPercent: due?.percent ?? row.warnedPercent }, clock);
  }

  private async breach(tx: Tx, timer: FiredTimer): Promise<void> {
    const row = await this.lock(tx, timer);
    if (!isUnresolved(row.status)) return;
    const clock = await this.clock.read(tx, row);
    if (!isBreachToTell(clock, toldSoFar(row), tx.now)) return this.clock.wait(tx, row, clock);
    await this.clocks.setBreached(tx, row.id, 'resolution');
    await this.work.tell(tx, row, 'escalation.sla-breached', { due_at: String(clock.dueAt) });
    await this.clock.wait(tx, { ...row, breachedAt: tx.now }, clock);
  }

  private async responseBreach(tx: Tx, timer: FiredTimer): Promise<void> {
    const row = await this.lock(tx, timer);
    if (row.status !== 'open') return;
    const clock = await this.clock.read(tx, row);
    if (!isResponseBreachToTell(clock, toldSoFar(row), tx.now)) return this.clock.wait(tx, row, clock);
    await this.clocks.setBreached(tx, row.id, 'response');
    await this.work.tell(tx, row, 'escalation.response-breached', { response_due_at: String(clock.responseDueAt) });
  }
}
