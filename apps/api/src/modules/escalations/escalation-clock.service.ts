import { Injectable } from '@nestjs/common';
import {
  DEFAULT_SLA_HOURS,
  DEFAULT_WORKING_HOURS,
  type EscalationId,
  isUnresolved,
  type Severity,
  slaOf,
} from '@understudy/domain';
import { z } from 'zod';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import type { EscalationRecord } from './escalation.records.js';

const hours = z.number().positive();
/** What counted when it was made; stored beside the row, so that later changes of categories and rules leave it alone. */
const Policy = z.object({
  hours: z.object({ P0: hours, P1: hours, P2: hours, P3: hours }).default(DEFAULT_SLA_HOURS),
  multiplier: z.number().positive().default(1),
  time_zone: z.string().default('UTC'),
});

export interface StartedClock {
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly slaPolicy: JsonObject;
}

/** The clocks of an escalation: what they say when it opens, and what each change does to them. */
@Injectable()
export class EscalationClock {
  constructor(private readonly timers: Timers) {}

  /** Decided before the row is written. `slaHours` null: nothing special is agreed. */
  start(given: {
    readonly severity: Severity;
    readonly openedAt: Temporal.Instant;
    readonly slaHours: Readonly<Record<Severity, number>> | null;
    readonly multiplier: number;
    readonly timeZone: string;
  }): StartedClock {
    const { severity, openedAt, slaHours, multiplier, timeZone } = given;
    const policy = { hours: { ...(slaHours ?? DEFAULT_SLA_HOURS) }, multiplier, time_zone: timeZone };
    return { ...clockOf(severity, openedAt, policy), slaPolicy: policy };
  }

  /** The row is being written in this transaction. */
  async opened(tx: Tx, id: EscalationId, { dueAt, warnAt }: StartedClock): Promise<void> {
    await this.setTimers(tx, id, dueAt, warnAt);
  }

  /** `row` as it stands after the move. A deadline that passed while it was resolved is not told again: the handlers look at the row. */
  async moved(tx: Tx, row: EscalationRecord, from: EscalationRecord['status']): Promise<void> {
    if (isUnresolved(from) || !isUnresolved(row.status)) return;
    const ahead = [row.dueAt, row.warnAt].filter((at) => Temporal.Instant.compare(at, tx.now) > 0);
    if (ahead.length === 2) await this.setTimers(tx, row.id, row.dueAt, row.warnAt);
  }

  /** `row` as it stands after the change: it is as if it had been opened with the new severity. */
  async severityChanged(tx: Tx, row: EscalationRecord, before: Severity): Promise<void> {
    if (before === row.severity) return;
    const { dueAt, responseDueAt, warnAt } = clockOf(row.severity, row.createdAt, Policy.parse(row.slaPolicy));
    await tx.query(
      'update escalations set sla_due_at = $3, sla_response_due_at = $4, sla_warn_at = $5 where tenant_id = $1 and id = $2',
      [tx.tenantId, row.id, dueAt, responseDueAt, warnAt],
    );
    await this.setTimers(tx, row.id, dueAt, warnAt);
  }

  private async setTimers(tx: Tx, id: EscalationId, dueAt: Temporal.Instant, warnAt: Temporal.Instant): Promise<void> {
    const payload = { escalation_id: id };
    await Promise.all([
      this.timers.set(tx, { key: `escalation:${id}:warn`, kind: 'escalation.sla-warn', dueAt: warnAt, payload }),
      this.timers.set(tx, { key: `escalation:${id}:due`, kind: 'escalation.sla-due', dueAt, payload }),
    ]);
  }
}

const clockOf = (severity: Severity, openedAt: Temporal.Instant, policy: z.output<typeof Policy>) =>
  slaOf({
    severity,
    openedAt,
    slaHours: policy.hours,
    multiplier: policy.multiplier,
    calendar: { ...DEFAULT_WORKING_HOURS, timeZone: policy.time_zone, holidays: [] },
  });
