import { DomainError } from './errors.js';
import type { AbsenceId, AssignmentId, CustomerId, UserId } from './ids.js';
import { RUNGS } from './policies.js';
import { compareEnds, compareInstants, contains, type Span } from './spans.js';

export const ASSIGNMENT_STATUSES = ['pending', 'accepted', 'declined', 'active', 'completed'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** Its own field beside the status (product.md 7). */
export type Approval = 'none' | 'waiting' | 'approved' | 'rejected';

/** How an assignment came about: by hand, as the first choice, or by a step of the ladder. */
export const ASKED_BY = ['by-hand', 'first', ...RUNGS] as const;
export type AskedBy = (typeof ASKED_BY)[number];

/** Why a completed assignment ended (product.md 7); `returned` is the normal end. */
export const ENDED_REASONS = [
  'returned',
  'released',
  'lapsed',
  'rejected',
  'replaced',
  'absence_cancelled',
  'took_over',
] as const;
export type EndedReason = (typeof ENDED_REASONS)[number];

export type CoverageType = 'full' | 'partial' | 'tiered';

/** One backup stands in for one absence, for all or some customers, at a tier (PRD-258). */
export interface Assignment {
  readonly id: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly backupUserId: UserId;
  /** 1 primary, 2 secondary, ...; 0 is somebody who took over by hand. */
  readonly tier: number;
  readonly status: AssignmentStatus;
  readonly approval: Approval;
  /** null: everything the absent person looks after, also what they cover for others. */
  readonly customerIds: readonly CustomerId[] | null;
  /** When it counts. Never before it was accepted, never after it ended, so answers about the past stay. */
  readonly during: Span;
  readonly acceptedAt: Temporal.Instant | null;
  /** Until when an answer is awaited; null waits as long as it takes. */
  readonly answerBy: Temporal.Instant | null;
  readonly declinedReason: string | null;
  readonly endedReason: EndedReason | null;
}

const NEXT = {
  pending: ['accepted', 'active', 'declined', 'completed'],
  accepted: ['active', 'completed'],
  active: ['completed'],
  declined: [],
  completed: [],
} as const satisfies Record<AssignmentStatus, readonly AssignmentStatus[]>;

/** PRD-258's statuses and the moves between them; declined and completed are final. */
export const canMoveAssignment = (from: AssignmentStatus, to: AssignmentStatus): boolean =>
  (NEXT[from] as readonly AssignmentStatus[]).includes(to);

/** What deciding who is responsible needs to know of an assignment. */
export type Cover = Pick<
  Assignment,
  'id' | 'absenceId' | 'backupUserId' | 'tier' | 'status' | 'customerIds' | 'during' | 'acceptedAt'
>;

/** Is the customer among those of the assignment? */
export const coversCustomer = (cover: Pick<Cover, 'customerIds'>, customerId: CustomerId): boolean =>
  cover.customerIds === null || cover.customerIds.includes(customerId);

/** In force at that instant: said yes to, and inside its span. Ended ones keep counting for their time. */
export const isInForceAt = (cover: Pick<Cover, 'status' | 'acceptedAt' | 'during'>, at: Temporal.Instant): boolean =>
  cover.acceptedAt !== null && cover.status !== 'pending' && cover.status !== 'declined' && contains(cover.during, at);

/** Pending past its deadline: the ladder asks the next one (product.md 7). The deadline itself is too late. */
export const hasLapsed = (assignment: Pick<Assignment, 'status' | 'answerBy'>, now: Temporal.Instant): boolean =>
  assignment.status === 'pending' && assignment.answerBy !== null && compareInstants(now, assignment.answerBy) >= 0;

const requireAnswerable = (assignment: Assignment, callerId: UserId, now: Temporal.Instant): void => {
  if (assignment.backupUserId !== callerId) throw new DomainError('coverage.not-yours');
  if (assignment.status !== 'pending') {
    throw new DomainError('coverage.already-answered', {
      assignment_status: assignment.status,
      ended_reason: assignment.endedReason,
    });
  }
  if (compareEnds(assignment.during.endsAt, now) <= 0) throw new DomainError('coverage.absence-over');
};

/**
 * The backup says yes (PRD-258 FR-2.3). Counts from now at the earliest, and at once when the absence runs already. A yes after
 * `answerBy` is still welcome as long as nobody ended the question (see {@link hasLapsed}).
 * Throws coverage.not-yours, coverage.already-answered, coverage.absence-over.
 */
export const acceptAssignment = (assignment: Assignment, callerId: UserId, now: Temporal.Instant): Assignment => {
  requireAnswerable(assignment, callerId, now);
  const hasBegun = compareInstants(assignment.during.startsAt, now) <= 0;
  return {
    ...assignment,
    status: hasBegun ? 'active' : 'accepted',
    acceptedAt: now,
    during: hasBegun ? { ...assignment.during, startsAt: now } : assignment.during,
  };
};

/** The backup says no, with a reason or none; final. Throws as {@link acceptAssignment}. */
export const declineAssignment = (
  assignment: Assignment,
  callerId: UserId,
  reason: string | null,
  now: Temporal.Instant,
): Assignment => {
  requireAnswerable(assignment, callerId, now);
  return { ...assignment, status: 'declined', declinedReason: reason };
};

/** An accepted assignment whose time has come; others are returned as they are. Safe to repeat. */
export const startAssignment = (assignment: Assignment, now: Temporal.Instant): Assignment =>
  assignment.status === 'accepted' && contains(assignment.during, now)
    ? { ...assignment, status: 'active' }
    : assignment;

/**
 * Ends it now, for that reason. What had been said yes to keeps counting until now; before its start nothing of it counts.
 * One that is final already is returned as it is, so a repeated job changes nothing.
 */
export const endAssignment = (assignment: Assignment, reason: EndedReason, now: Temporal.Instant): Assignment => {
  if (!canMoveAssignment(assignment.status, 'completed')) return assignment;
  const { startsAt, endsAt } = assignment.during;
  const stop = compareInstants(now, startsAt) < 0 ? startsAt : now;
  return {
    ...assignment,
    status: 'completed',
    endedReason: reason,
    during: { startsAt, endsAt: compareEnds(endsAt, stop) < 0 ? endsAt : stop },
  };
};

/**
 * Asked or in charge, and not over yet: as long as this holds, the backup may work with what they were given. By the clock alone,
 * so that nobody waits for a job to be out (reliability.md: a former backup is out).
 */
export const isOpenAt = (assignment: Pick<Assignment, 'status' | 'during'>, at: Temporal.Instant): boolean =>
  canMoveAssignment(assignment.status, 'completed') && compareEnds(at, assignment.during.endsAt) < 0;

/**
 * The absence got another time and the assignment moves along. What counts already keeps its start, and what was said yes to never
 * begins before now: answers about the past stay. One that is final, or over by the clock whatever the jobs have done, is returned as it is.
 */
export const followAbsence = (assignment: Assignment, during: Span, now: Temporal.Instant): Assignment => {
  if (!canMoveAssignment(assignment.status, 'completed')) return assignment;
  const isAccepted = assignment.acceptedAt !== null;
  if (isAccepted && compareEnds(assignment.during.endsAt, now) <= 0) return assignment;
  const hasBegun = isAccepted && compareInstants(assignment.during.startsAt, now) <= 0;
  const isLate = isAccepted && compareInstants(during.startsAt, now) < 0;
  const startsAt = hasBegun ? assignment.during.startsAt : isLate ? now : during.startsAt;
  return startAssignment({ ...assignment, during: { startsAt, endsAt: during.endsAt } }, now);
};
