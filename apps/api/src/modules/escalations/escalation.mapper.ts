import { CustomerContext, type Escalation, type EscalationRow } from '@understudy/contracts';
import {
  discreetChannelName,
  escalationHints,
  type EscalationStatus,
  WAR_ROOM_NOTES,
  warRoomName,
  warRoomWanted,
} from '@understudy/domain';
import type { z } from 'zod';
import { toSafeHtml } from '../../platform/text/index.js';
import { toPersonRef, toPersonRefOrNull } from '../customers/index.js';
import { toSla } from './escalation-clock.reading.js';
import type { EscalationRecord, StatusTimes } from './escalation.records.js';

export const toEscalationRow = (row: EscalationRecord, now: Temporal.Instant): z.output<typeof EscalationRow> => ({
  id: row.id,
  customer: row.customer && { id: row.customer.id, name: row.customer.name },
  conversation_id: row.conversationId,
  category: row.category,
  severity: row.severity,
  title: row.title,
  status: row.status,
  primary_owner: toPersonRefOrNull(row.primaryOwner),
  secondary_owner: toPersonRefOrNull(row.secondaryOwner),
  created_by: toPersonRef(row.createdBy),
  arr_at_risk: row.arrAtRisk,
  sla: toSla(row, now),
  snoozed_until: row.snoozedUntil,
  created_at: row.createdAt,
  assigned_at: row.assignedAt,
  resolved_at: row.resolvedAt,
  closed_at: row.closedAt,
  updated_at: row.updatedAt,
  version: row.version,
});

export const toEscalation = (
  row: EscalationRecord,
  also: {
    readonly now: Temporal.Instant;
    readonly times: StatusTimes;
    readonly allowed: readonly EscalationStatus[];
    readonly isRestricted: boolean;
  },
): z.output<typeof Escalation> => ({
  ...toEscalationRow(row, also.now),
  description: row.description,
  description_html: toSafeHtml(row.description),
  expected_resolution: row.expectedResolution,
  exit_criteria: row.exitCriteria,
  target_resolution_date: row.targetResolutionAt,
  hints: escalationHints(row),
  customer_impact: row.customerImpact,
  owner_because: { ...row.ownerBecause, skipped: [...row.ownerBecause.skipped] },
  customer_context: contextOf(row, also.isRestricted),
  source: row.source,
  slack_channel: row.slackChannel,
  metadata: { ...row.metadata },
  custom_message: row.customMessage,
  resolution_summary: row.resolutionSummary,
  root_cause: row.rootCause,
  outcome: row.outcome,
  voided_reason: row.voidedReason,
  status_times: {
    open: also.times.open ?? null,
    investigating: also.times.investigating ?? null,
    action_required: also.times.action_required ?? null,
    resolved: also.times.resolved ?? null,
    closed: also.times.closed ?? null,
    void: also.times.void ?? null,
  },
  allowed_statuses: [...also.allowed],
  stakeholders: row.stakeholders.map(({ user, role }) => ({ user: toPersonRef(user), role })),
  war_room: warRoomOf(row),
});

/** As it was frozen; restricted as GET /api/customers/{id} tells of the customer. */
function contextOf(
  { customerContext }: EscalationRecord,
  isRestricted: boolean,
): z.output<typeof Escalation>['customer_context'] {
  const whole = customerContext && CustomerContext.parse(customerContext);
  if (whole === null || !isRestricted) return whole;
  return { ...whole, recent_activity: [], open_risks: [], next_meeting: null, open_tasks: null, restricted: true };
}

/** As it stands, or as it is about to be asked for; null where there is none and none is wanted. */
function warRoomOf(row: EscalationRecord): z.output<typeof Escalation>['war_room'] {
  if (row.warRoom !== null) return row.warRoom;
  const because = warRoomWanted({
    severity: row.severity,
    status: row.status,
    hasCustomer: row.customer !== null,
    isAskedByRule: row.routing['create_slack_channel'] === true,
  });
  if (because === null) return null;
  const name = warRoomName(row.id, row.customer ? discreetChannelName(row.customer) : '');
  return { state: 'wanted', name, url: null, note: WAR_ROOM_NOTES.wanted };
}
