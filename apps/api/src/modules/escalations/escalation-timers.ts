import { Injectable } from '@nestjs/common';
import type { EscalationId } from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { type Timer, Timers } from '../../platform/jobs/index.js';

/** Everything an escalation waits for, and the kind of timer that rings then. */
export const ESCALATION_TIMERS = {
  warn: 'escalation.sla-warn',
  due: 'escalation.sla-due',
  response: 'escalation.response',
  stale: 'escalation.stale',
  climb: 'escalation.climb',
  owner: 'escalation.owner',
  close: 'escalation.close',
} as const;
export type Moment = keyof typeof ESCALATION_TIMERS;

/** When each is to ring; null takes it away, what is left out stays as it is. */
export type Moments = Readonly<Partial<Record<Moment, Temporal.Instant | null>>>;

const keyOf = (id: EscalationId, moment: string): string => `escalation:${id}:${moment}`;

/** The timers of one escalation: two statements, whatever changes. */
@Injectable()
export class EscalationTimers {
  constructor(private readonly timers: Timers) {}

  async set(tx: Tx, id: EscalationId, moments: Moments, payload: JsonObject = {}): Promise<void> {
    const wanted: Timer[] = [];
    const gone: string[] = [];
    for (const [moment, kind] of Object.entries(ESCALATION_TIMERS)) {
      const at = new Map(Object.entries(moments)).get(moment);
      const key = keyOf(id, moment);
      if (at === null) gone.push(key);
      else if (at !== undefined) wanted.push({ key, kind, dueAt: at, payload: { escalation_id: id, ...payload } });
    }
    await Promise.all([this.timers.cancelAll(tx, gone), this.timers.setAll(tx, wanted)]);
  }

  /** All of the organisation that wait for this moment ring at once; what they carry stays. */
  async ringNow(tx: Tx, moment: Moment): Promise<void> {
    await this.timers.hurry(tx, ESCALATION_TIMERS[moment]);
  }

  /** When it rings; null when it is not set. */
  async find(tx: Tx, id: EscalationId, moment: Moment): Promise<Temporal.Instant | null> {
    const [timer] = await this.timers.list(tx, keyOf(id, moment));
    return timer?.dueAt ?? null;
  }
}
