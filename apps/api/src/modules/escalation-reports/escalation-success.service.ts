import { Injectable } from '@nestjs/common';
import type { Metric } from '@understudy/contracts';
import { shareStatus } from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import type { WantedPeriod } from '../report-scopes/index.js';
import { EscalationBaselines } from './escalation-baselines.service.js';
import { type Counted, EscalationFacts } from './escalation-facts.service.js';
import { count, rate } from './report-numbers.js';

type MetricView = z.output<typeof Metric>;

const NOTHING = { normal: null, worst: null } as const;
const LEAST_REDUCTION = 0.3;

/** The success metrics of PRD-243, each from the rows of the period; without data they are not measured (product.md 19). */
@Injectable()
export class EscalationSuccess {
  constructor(
    private readonly facts: EscalationFacts,
    private readonly baselines: EscalationBaselines,
  ) {}

  /** Throws teams.not-found, absences.ends-before-start. */
  async measure(tx: Tx, caller: CallerContext, wanted: WantedPeriod): Promise<MetricView[]> {
    const counted = await this.facts.load(tx, caller, wanted);
    return [
      await this.resolutionTime(tx, counted),
      share(rate(counted, 'sla-met', 'sla-ended'), 0.95, {
        id: 'sla-compliance',
        name: 'SLA compliance of escalations',
        target: '95 % or more',
        nothing: 'no resolution clock ended in this period',
        how: 'Resolved in time, of all whose resolution clock ended in this period, by being resolved or by running out',
      }),
      share(rate(counted, 'documented', 'resolved'), 0.9, {
        id: 'escalation-documentation',
        name: 'Escalation documentation quality',
        target: '90 % or more with resolution notes',
        nothing: 'nothing was resolved in this period',
        how: 'Resolved with a summary and a root cause of more than a word; one without a customer needs no root cause',
      }),
      share(rate(counted, 'saved', 'decided'), 0.8, {
        id: 'save-rate',
        name: 'Customer save rate on escalations',
        target: '80 % or more',
        nothing: 'nothing that was resolved in this period ended saved or lost',
        how: 'Saved, of those resolved as saved or lost',
      }),
    ];
  }

  private async resolutionTime(tx: Tx, counted: Counted): Promise<MetricView> {
    const { baseline, reduction, compared } = await this.baselines.compare(tx, counted);
    return {
      ...NOTHING,
      id: 'escalation-resolution-time',
      name: 'Escalation resolution time',
      documents: ['PRD-243'],
      target: '30 % less than before',
      unit: 'share',
      value: reduction,
      part: null,
      whole: count(counted, 'resolved'),
      status: reduction === null ? 'not_measured' : reduction >= LEAST_REDUCTION ? 'met' : 'missed',
      why:
        reduction !== null
          ? `The median of ${compared} escalations, each against the ${baseline.source === 'entered' ? 'entered baseline' : 'median of the first 30 days'} of its severity`
          : baseline.source === null
            ? 'Not measured: no baseline was entered, and the first 30 days are not over'
            : 'Not measured: nothing with a baseline of its severity was resolved in this period',
    };
  }
}

type Rate = ReturnType<typeof rate>;
type Named = Pick<MetricView, 'id' | 'name' | 'target'> & { readonly nothing: string; readonly how: string };

function share(
  { part, whole, share: value }: Rate,
  least: number,
  { id, name, target, nothing, how }: Named,
): MetricView {
  return {
    ...NOTHING,
    id,
    name,
    documents: ['PRD-243'],
    target,
    unit: 'share',
    value,
    part,
    whole,
    status: shareStatus(part.value, whole.value, least),
    why: value === null ? `Not measured: ${nothing}` : how,
  };
}
