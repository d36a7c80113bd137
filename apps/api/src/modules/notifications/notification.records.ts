import type {
  AbsenceId,
  AssignmentId,
  CustomerId,
  EscalationId,
  NotificationBecause,
  NotificationChannel,
  NotificationId,
  NotificationKind,
  Urgency,
  UserId,
} from '@understudy/domain';

/** What a person was told; `happened` things in one. */
export interface NotificationRecord {
  readonly id: NotificationId;
  readonly userId: UserId;
  readonly kind: NotificationKind;
  readonly urgency: Urgency;
  readonly title: string;
  /** The words somebody sent, in full, where a line is not enough. */
  readonly details: string | null;
  readonly link: string;
  readonly because: NotificationBecause;
  readonly forUserId: UserId | null;
  readonly forName: string | null;
  readonly assignmentId: AssignmentId | null;
  readonly customer: { readonly id: CustomerId; readonly name: string } | null;
  readonly absenceId: AbsenceId | null;
  readonly escalationId: EscalationId | null;
  readonly bundleKey: string;
  readonly happened: number;
  readonly firstAt: Temporal.Instant;
  readonly lastAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
}

/** One thing that happened, inside a notification. */
export interface CauseRecord {
  readonly notificationId: NotificationId;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly happenedAt: Temporal.Instant;
}

export interface NewNotification extends Omit<
  NotificationRecord,
  'id' | 'forName' | 'customer' | 'happened' | 'firstAt' | 'lastAt' | 'readAt'
> {
  readonly customerId: CustomerId | null;
  /** When word of it leaves by each channel; null: never. */
  readonly leavesAt: Leaving;
  /** The assignment it is about; the reader has it by `assignmentId` where that is theirs. */
  readonly aboutAssignmentId: AssignmentId | null;
}

export type Leaving = Readonly<Record<NotificationChannel, Temporal.Instant | null>>;
