import { Injectable } from '@nestjs/common';
import type { GetEscalationClock, InputOf, OutputOf, RaiseEscalation, SnoozeEscalation } from '@understudy/contracts';
import { compareInstants, DomainError, type EscalationId, isUnresolved } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess, type EscalationView, EscalationViews } from '../escalations/index.js';
import { Climbing } from './climbing.service.js';
import { ClockReasons } from './clock-reasons.service.js';
import { Snoozing } from './snoozing.service.js';

const LONGEST_SNOOZE_HOURS = 30 * 24;

/** What people do about an escalation's clock: keep it quiet, send it up, ask why it is due. */
@Injectable()
export class EscalationClocksService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly views: EscalationViews,
    private readonly climbing: Climbing,
    private readonly snoozing: Snoozing,
    private readonly why: ClockReasons,
  ) {}

  /** Throws escalations.over, escalations.snooze-too-long, and what {@link EscalationAccess.lockToAct} throws. */
  async snooze(caller: CallerContext, input: InputOf<typeof SnoozeEscalation>): Promise<EscalationView> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockToAct(tx, caller, input.escalation_id);
      if (!isUnresolved(row.status)) throw new DomainError('escalations.over', { status: row.status });
      requireSnooze(input.until, tx.now);
      await this.snoozing.until(tx, caller, row, input.until, input.reason);
      return this.views.of(tx, caller, row.id);
    });
  }

  /**
   * Throws escalations.over, escalations.at-the-top, users.not-found, escalations.nobody-there, escalations.has-it-already, supporters.at-cap
   * (one that waits for supporters, to one who carries as many as they may), and what lockToAct throws.
   */
  async raise(caller: CallerContext, input: InputOf<typeof RaiseEscalation>): Promise<EscalationView> {
    const { escalation_id: id, to_user_id: personId, reason } = input;
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.access.lockToAct(tx, caller, id);
      if (!isUnresolved(row.status)) throw new DomainError('escalations.over', { status: row.status });
      if (personId !== undefined) await this.climbing.to(tx, caller, row, personId, reason);
      else if (!(await this.climbing.up(tx, caller, row, reason))) throw new DomainError('escalations.at-the-top');
      return this.views.of(tx, caller, id);
    });
  }

  clock(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalationClock>> {
    return this.tenancy.run(caller.tenantId, (tx) => this.why.of(tx, caller, id));
  }
}

function requireSnooze(until: Temporal.Instant | null, now: Temporal.Instant): void {
  const latest = now.add({ hours: LONGEST_SNOOZE_HOURS });
  if (until !== null && (compareInstants(until, now) <= 0 || compareInstants(until, latest) > 0))
    throw new DomainError('escalations.snooze-too-long', { latest: latest.toString({ fractionalSecondDigits: 3 }) });
}
