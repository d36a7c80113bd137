import type { EscalationResponse, EscalationSummary, SupporterAvailability } from '@understudy/contracts';
import { priorityOfSeverity, supporterStatus } from '@understudy/domain';
import type { z } from 'zod';
import type { SupportEscalation, SupporterRecord } from './supporter.records.js';

const statusOf = ({ status, owner }: SupportEscalation) => supporterStatus(status, owner?.userId ?? null);

export const toEscalationResponse = (row: SupportEscalation): z.output<typeof EscalationResponse> => ({
  escalation_id: row.id,
  session_id: row.conversationId,
  status: statusOf(row),
  priority: priorityOfSeverity(row.severity),
  assigned_to: row.owner && {
    supporter_id: row.owner.supporterId,
    user_id: row.owner.userId,
    email: row.owner.email,
    display_name: row.owner.name,
    is_available: row.owner.isAvailable,
  },
  created_at: row.createdAt,
  assigned_at: row.assignedAt,
  resolved_at: row.resolvedAt,
  closed_at: row.closedAt,
  notes: row.notes,
  custom_message: row.customMessage,
  transitions: row.moves.map(({ from, to, at }) => ({ from, to, at: Temporal.Instant.from(at) })),
});

export const toEscalationSummary = (row: SupportEscalation): z.output<typeof EscalationSummary> => ({
  escalation_id: row.id,
  session_id: row.conversationId,
  status: statusOf(row),
  priority: priorityOfSeverity(row.severity),
  assigned_to: row.owner?.email ?? null,
  created_at: row.createdAt,
  resolved_at: row.resolvedAt,
  resolution_time_minutes: row.resolvedAt && Math.round(row.createdAt.until(row.resolvedAt).total('minutes')),
});

const whyNot = ({ serves, isSwitchedOn, isAbsent }: SupporterRecord) => {
  if (!serves) return 'not_serving';
  if (!isSwitchedOn) return 'switched_off';
  return isAbsent ? 'absent' : null;
};

export const toAvailability = (row: SupporterRecord): z.output<typeof SupporterAvailability> => ({
  supporter_id: row.id,
  user_id: row.userId,
  email: row.email,
  display_name: row.name,
  is_available: row.isAvailable,
  unavailable_because: whyNot(row),
  absent_until: row.absentUntil,
  active_escalations: row.active,
  max_active_escalations: row.cap,
  last_assigned_at: row.lastAssignedAt,
  version: row.version,
  updated_at: row.updatedAt,
});

/** Plain JSON, for the history and for problem details. */
export const plainAvailability = (row: SupporterRecord) => ({
  supporter_id: row.id,
  is_available: row.isSwitchedOn,
  max_active_escalations: row.cap,
  active_escalations: row.active,
  version: row.version,
});
