import type {
  AbsenceId,
  Approvable,
  AskedBy,
  AssignmentId,
  CoverageType,
  CustomerId,
  Span,
  UserId,
} from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

/** An assignment with names, its customers listed (also when it covers all), and what the metrics count. */
export interface AssignmentRecord extends Approvable {
  readonly rung: AskedBy;
  readonly approveBy: Temporal.Instant | null;
  /** Who is asked to approve; null: any admin. */
  readonly approverUserId: UserId | null;
  readonly approvalReason: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly releaseReason: string | null;
  readonly releaseBy: Temporal.Instant | null;
  /** A part of the absence that was chosen; null: all of it. */
  readonly chosenDuring: Span | null;
  readonly coverageType: CoverageType;
  /** Of the absence. */
  readonly timeZone: string;
  /** Of the absence: the hours of a partial day. */
  readonly windows: readonly Span[];
  readonly coveredCustomerIds: readonly CustomerId[];
  /** As stored: said yes to, and not ended before it began. */
  readonly inForce: boolean;
  readonly score: number | null;
  readonly factors: Readonly<Record<string, number>> | null;
  readonly backup: PersonName;
  readonly absent: PersonName;
  readonly notificationsReceived: number;
  readonly actionsTaken: number;
  readonly version: number;
  readonly createdAt: Temporal.Instant;
}

export interface NewAssignment {
  readonly absenceId: AbsenceId;
  readonly backupUserId: UserId;
  readonly assignedByUserId: UserId | null;
  readonly coverageType: CoverageType;
  readonly tier: number;
  readonly coversAll: boolean;
  readonly customerIds: readonly CustomerId[];
  readonly during: { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null };
  readonly score: number | null;
  readonly factors: Readonly<Record<string, number>> | null;
  readonly answerBy: Temporal.Instant | null;
  readonly rung?: AskedBy;
  readonly chosenDuring?: Span | null;
}

/** Somebody else's accepted coverage of one of the customers, at the same tier, in a common time. */
export interface Rival {
  readonly assignmentId: AssignmentId;
  readonly backupName: string;
  readonly startsAt: Temporal.Instant;
}
