import { Injectable } from '@nestjs/common';
import type { GetEscalationBaseline, InputOf, OutputOf, PutEscalationBaseline } from '@understudy/contracts';
import {
  BASELINE_DAYS,
  compareInstants,
  percentile,
  resolutionReduction,
  type ResolutionReduction,
  type Severity,
  SEVERITIES,
} from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { BaselinesRepository, type EnteredBaseline, toBaseline } from './baselines.repository.js';
import { EscalationFactsRepository } from './escalation-facts.repository.js';
import { type Counted, rowsOf } from './escalation-facts.service.js';

type Minutes = EnteredBaseline['minutes'];
type Wire = OutputOf<typeof GetEscalationBaseline>;

const UNKNOWN: Minutes = { P0: null, P1: null, P2: null, P3: null };

/** What resolution times are compared with, and the difference (PRD-243: 30 % reduction). */
@Injectable()
export class EscalationBaselines {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly history: History,
    private readonly baselines: BaselinesRepository,
    private readonly facts: EscalationFactsRepository,
  ) {}

  async get(caller: CallerContext): Promise<Wire> {
    return this.tenancy.run(caller.tenantId, async (tx) => (await this.load(tx)).wire);
  }

  async put(caller: CallerContext, input: InputOf<typeof PutEscalationBaseline>): Promise<Wire> {
    return this.tenancy.run(caller, async (tx) => {
      const before = (await this.baselines.find(tx))?.minutes ?? UNKNOWN;
      const { P0, P1, P2, P3, reason } = input;
      const after = { P0, P1, P2, P3 };

      await this.baselines.put(tx, after, caller.userId);
      await this.history.append(tx, {
        type: 'escalation-baseline.entered',
        subject: { kind: 'tenant', id: caller.tenantId },
        ...byCaller(caller),
        data: { before: { ...before }, after, reason },
      });
      return (await this.load(tx)).wire;
    });
  }

  /** Of what was resolved in the period; against the first days only what was made after them. */
  async compare(tx: Tx, counted: Counted): Promise<{ baseline: Wire } & ResolutionReduction> {
    const { wire, since } = await this.load(tx);
    const resolved = rowsOf(counted, 'resolved')
      .filter(({ createdAt }) => since === null || compareInstants(createdAt, since) >= 0)
      .flatMap((row) => {
        const minutes = counted.minutes.resolution(row);
        return minutes === null ? [] : [{ severity: row.severity, minutes: minutes.wall }];
      });
    return { baseline: wire, ...resolutionReduction(resolved, toBaseline(wire.minutes)) };
  }

  /** What an admin entered, else the median of each severity in the first days, once these are over; `since`: when they were. */
  private async load(tx: Tx): Promise<{ wire: Wire; since: Temporal.Instant | null }> {
    const entered = await this.baselines.find(tx);
    if (entered && SEVERITIES.some((severity) => entered.minutes[severity] !== null)) {
      const { minutes, by, at } = entered;
      return {
        wire: { source: 'entered', minutes: { ...minutes }, entered_by: toPersonRef(by), entered_at: at },
        since: null,
      };
    }
    const nothing = { entered_by: null, entered_at: null };
    const first = await this.facts.findFirstDays(tx, BASELINE_DAYS);
    if (first === null || compareInstants(tx.now, first.endsAt) < 0)
      return { wire: { source: null, minutes: { ...UNKNOWN }, ...nothing }, since: null };
    return { wire: { source: 'first-30-days', minutes: medians(first.resolved), ...nothing }, since: first.endsAt };
  }
}

const medians = (resolved: readonly { readonly severity: Severity; readonly minutes: number }[]) => {
  const middle = (severity: Severity) =>
    percentile(
      resolved.filter((one) => one.severity === severity).map(({ minutes }) => minutes),
      0.5,
    );
  return { P0: middle('P0'), P1: middle('P1'), P2: middle('P2'), P3: middle('P3') };
};
