import type { Count, Durations, ListReportedEscalations, OutputOf, Rate } from '@understudy/contracts';
import { type EscalationFilter, isDocumented, percentile, resolutionClock } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRefOrNull } from '../customers/index.js';
import type { EscalationRow } from './escalation-facts.repository.js';
import { type Counted, minutesOf, rowsOf } from './escalation-facts.service.js';
import type { WorkingMinutes } from './working-minutes.js';

const LIST = '/api/reports/escalations/list';

/** A number with the address of the list that it counts. */
export function count(counted: Counted, filter: EscalationFilter, more: Readonly<Record<string, string>> = {}) {
  const { from, to, teamId } = counted.scope;
  const query = new URLSearchParams({
    from: String(from),
    to: String(to),
    filter,
    ...(teamId && { team_id: teamId }),
    ...counted.query,
    ...more,
  });
  return { value: rowsOf(counted, filter).length, list: `${LIST}?${query}` } satisfies z.output<typeof Count>;
}

/** Of nothing it is no share at all. */
export function rate(counted: Counted, part: EscalationFilter, whole: EscalationFilter): z.output<typeof Rate> {
  const [some, all] = [count(counted, part), count(counted, whole)];
  return { part: some, whole: all, share: all.value === 0 ? null : some.value / all.value };
}

export function durations(counted: Counted, of: 'resolution' | 'response'): z.output<typeof Durations> {
  const filter = of === 'resolution' ? 'resolved' : 'answered';
  const minutes = minutesOf(counted, filter, of);
  const [wall, business] = [minutes.map((one) => one.wall), minutes.map((one) => one.business)];
  return {
    count: count(counted, filter),
    median_minutes: percentile(wall, 0.5),
    p90_minutes: percentile(wall, 0.9),
    median_business_minutes: percentile(business, 0.5),
    p90_business_minutes: percentile(business, 0.9),
  };
}

/** What is the same for the whole, each category, severity and team. */
export const figures = (counted: Counted) => ({
  created: count(counted, 'created'),
  resolution: durations(counted, 'resolution'),
  response: durations(counted, 'response'),
  sla: rate(counted, 'sla-met', 'sla-ended'),
  response_sla: rate(counted, 'response-met', 'response-ended'),
});

type Item = OutputOf<typeof ListReportedEscalations>['items'][number];

export function toItem(row: EscalationRow, now: Temporal.Instant, minutes: WorkingMinutes): Item {
  const resolution = minutes.resolution(row);
  return {
    id: row.id,
    title: row.title,
    customer: row.customer,
    segment: row.segment,
    category: row.category,
    severity: row.severity,
    status: row.status,
    primary_owner: toPersonRefOrNull(row.owner),
    team: row.teamName,
    created_at: row.createdAt,
    acknowledged_at: row.acknowledgedAt,
    resolved_at: row.resolvedAt,
    due_at: row.dueAt,
    breached: resolutionClock(row, now).kind === 'missed',
    resolution_minutes: resolution?.wall ?? null,
    resolution_business_minutes: resolution?.business ?? null,
    outcome: row.outcome,
    documented: isDocumented(row),
    root_cause: row.rootCause,
  };
}
