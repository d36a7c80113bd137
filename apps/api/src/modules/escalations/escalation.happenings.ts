import type { EscalationStatus, EscalationWords } from '@understudy/domain';
import type { Json, JsonObject } from '../../platform/database/index.js';
import type { EscalationHappening } from './escalation-news.service.js';
import type { EscalationRecord } from './escalation.records.js';

const NAMES = {
  open: 'escalation.moved',
  investigating: 'escalation.moved',
  action_required: 'escalation.moved',
  resolved: 'escalation.resolved',
  closed: 'escalation.closed',
  void: 'escalation.voided',
} as const satisfies Record<EscalationStatus, string>;

const nameOfMove = (from: EscalationStatus, to: EscalationStatus): string => {
  if (to === 'investigating' && from === 'open') return 'escalation.acknowledged';
  return to === 'investigating' && from === 'resolved' ? 'escalation.reopened' : NAMES[to];
};

/** Under its own name where it has one; `escalation.moved` goes out for every move. */
export function happeningOfMove(
  row: EscalationRecord,
  moved: EscalationRecord,
  { reason }: EscalationWords,
): EscalationHappening {
  const type = nameOfMove(row.status, moved.status);
  const { before, after } = differences(progress(row), progress(moved));
  return {
    type,
    before,
    after,
    said: { reason: reason?.trim() || null },
    messages: { [type]: {}, 'escalation.moved': { from: row.status, to: moved.status } },
  };
}

const text = (at: Temporal.Instant | null): string | null => at && String(at);

const progress = (row: EscalationRecord): JsonObject => ({
  status: row.status,
  first_response_at: text(row.acknowledgedAt),
  resolved_at: text(row.resolvedAt),
  closed_at: text(row.closedAt),
  resolution_summary: row.resolutionSummary,
  root_cause: row.rootCause,
  outcome: row.outcome,
  voided_reason: row.voidedReason,
});

/** What may be edited, under its names on the wire. */
export const editable = (row: EscalationRecord): JsonObject => ({
  title: row.title,
  description: row.description,
  category: row.category,
  severity: row.severity,
  expected_resolution: row.expectedResolution,
  exit_criteria: row.exitCriteria,
  target_resolution_date: text(row.targetResolutionAt),
  customer_impact: row.customerImpact,
  arr_at_risk: row.arrAtRisk,
  metadata: JSON.parse(JSON.stringify(row.metadata)),
  resolution_summary: row.resolutionSummary,
  root_cause: row.rootCause,
  outcome: row.outcome,
});

/** Only the fields that differ, as they were and as they are. */
export function differences(was: JsonObject, is: JsonObject): { before: JsonObject; after: JsonObject } {
  const before: Record<string, Json> = {};
  const after: Record<string, Json> = {};
  for (const name of Object.keys(is)) {
    const [from, to] = [was[name] ?? null, is[name] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) continue;
    before[name] = from;
    after[name] = to;
  }
  return { before, after };
}
