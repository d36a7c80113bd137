import type { Absence, AbsenceStatus } from './absences.js';
import type { Approval, AssignmentStatus, EndedReason } from './assignments.js';
import type { EscalationStatus } from './escalations.js';

/**
 * What became of a question, for the message that asked it; null while it can still be answered. The words stand where the buttons were,
 * whoever answered, and wherever.
 */
export type SlackAnswer = string | null;

const because = (reason: string | null): string => (reason === null || reason.trim() === '' ? '' : `: ${reason}`);

const NOT_NEEDED = 'No answer is needed any more.';

const ENDED = {
  returned: 'Over: they are back.',
  released: 'Over: somebody else stands in.',
  lapsed: 'It was not answered in time: somebody else is asked.',
  rejected: 'The manager chose somebody else.',
  replaced: 'Somebody else is asked.',
  absence_cancelled: 'No cover is needed: the absence is cancelled.',
  took_over: 'Somebody else took over.',
} as const satisfies Record<EndedReason, string>;

/** Whether a backup stands in. */
export function coverageAnswer(row: {
  readonly status: AssignmentStatus;
  readonly approval: Approval;
  readonly endedReason: EndedReason | null;
  readonly declinedReason: string | null;
  readonly backupName: string;
}): SlackAnswer {
  switch (row.status) {
    case 'pending':
      return row.approval === 'waiting' ? 'The manager decides first.' : null;
    case 'accepted':
    case 'active':
      return `${row.backupName} stands in.`;
    case 'declined':
      return `${row.backupName} cannot stand in${because(row.declinedReason)}`;
    case 'completed':
      return row.endedReason === null ? NOT_NEEDED : ENDED[row.endedReason];
  }
}

/** Whether a manager agrees to a backup. */
export function approvalAnswer(row: {
  readonly status: AssignmentStatus;
  readonly approval: Approval;
  readonly approvalReason: string | null;
  readonly backupName: string;
}): SlackAnswer {
  if (row.approval === 'approved') return `${row.backupName} is approved.`;
  if (row.approval === 'rejected') return `${row.backupName} is not approved${because(row.approvalReason)}`;
  return row.approval === 'waiting' && row.status === 'pending' ? null : NOT_NEEDED;
}

/** Whether somebody is away as it was seen, or entered for them. */
export function absenceAnswer(row: {
  readonly status: AbsenceStatus;
  readonly tombstone: Absence['tombstone'];
  readonly needsConfirmation: boolean;
}): SlackAnswer {
  if (row.status === 'cancelled') return row.tombstone === 'dismissed' ? 'Not away.' : 'Taken back.';
  if (row.status === 'completed') return 'Over.';
  return row.status === 'suggested' || row.needsConfirmation ? null : 'Away, as planned.';
}

/** Whether somebody was found for an absence since it was asked. */
export function gapAnswer(row: {
  readonly status: AbsenceStatus;
  readonly found: { readonly backupName: string; readonly status: AssignmentStatus } | null;
}): SlackAnswer {
  if (row.status === 'cancelled' || row.status === 'completed') return NOT_NEEDED;
  if (row.found === null) return null;
  return row.found.status === 'pending' ? `${row.found.backupName} is asked.` : `${row.found.backupName} stands in.`;
}

/** Whether somebody is on an escalation. */
export function escalationAnswer(row: {
  readonly status: EscalationStatus;
  readonly ownerName: string | null;
}): SlackAnswer {
  switch (row.status) {
    case 'open':
      return null;
    case 'investigating':
    case 'action_required':
      return row.ownerName === null ? 'It is being worked on.' : `${row.ownerName} is on it.`;
    case 'resolved':
      return 'Resolved.';
    case 'closed':
      return 'Closed.';
    case 'void':
      return 'Void: it was none.';
  }
}
