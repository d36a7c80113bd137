import { CustomerContext, type Escalation, type EscalationRow, type TimelineEvent } from '@understudy/contracts';
import { isUnresolved, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import type { HistoryEvent } from '../../platform/audit/index.js';
import { type PersonName, toPersonRef, toPersonRefOrNull } from '../customers/index.js';
import type { EscalationRecord } from './escalation.records.js';

const MINUTE = 60;

function toSla(row: EscalationRecord, now: Temporal.Instant) {
  const stop = isUnresolved(row.status) ? now : (row.resolvedAt ?? now);
  const seconds = stop.until(row.dueAt).total('seconds');
  return {
    due_at: row.dueAt,
    response_due_at: row.responseDueAt,
    warn_at: row.warnAt,
    remaining_minutes: Math.trunc(seconds / MINUTE),
    breached: seconds < 0,
    paused: false,
    first_response_at: row.acknowledgedAt,
  };
}

export const toEscalationRow = (row: EscalationRecord, now: Temporal.Instant): z.output<typeof EscalationRow> => ({
  id: row.id,
  customer: row.customer,
  category: row.category,
  severity: row.severity,
  title: row.title,
  status: row.status,
  primary_owner: toPersonRefOrNull(row.primaryOwner),
  secondary_owner: toPersonRefOrNull(row.secondaryOwner),
  created_by: toPersonRef(row.createdBy),
  arr_at_risk: row.arrAtRisk,
  sla: toSla(row, now),
  created_at: row.createdAt,
  version: row.version,
});

export const toEscalation = (row: EscalationRecord, now: Temporal.Instant): z.output<typeof Escalation> => ({
  ...toEscalationRow(row, now),
  description: row.description,
  expected_resolution: row.expectedResolution,
  target_resolution_date: row.targetResolutionAt,
  customer_impact: row.customerImpact,
  owner_because: { ...row.ownerBecause, skipped: [...row.ownerBecause.skipped] },
  customer_context: CustomerContext.parse(row.customerContext),
  source: row.source,
  slack_channel: row.slackChannel,
  metadata: { ...row.metadata },
  stakeholders: row.stakeholders.map(({ user, role }) => ({ user: toPersonRef(user), role })),
});

const SUMMARIES: Readonly<Record<string, string>> = {
  'escalation.created': 'Escalated',
  'escalation.acknowledged': 'Took it on',
  'escalation.sla-warning': 'Three quarters of the time are used',
  'escalation.sla-breached': 'Over time: the resolution is late',
};

export const toTimelineEvent = (
  event: HistoryEvent,
  people: ReadonlyMap<UserId, PersonName>,
): z.output<typeof TimelineEvent> => ({
  seq: event.seq,
  at: event.at,
  type: event.type,
  actor:
    event.actor.kind === 'user'
      ? {
          kind: 'user',
          name: people.get(event.actor.userId)?.name ?? 'somebody who left',
          user_id: event.actor.userId,
          surface: event.actor.surface,
        }
      : { kind: 'system', name: 'Understudy', user_id: null, surface: event.actor.name },
  summary: SUMMARIES[event.type] ?? event.type,
  data: typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? { ...event.data } : {},
});
