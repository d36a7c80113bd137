import type { Meeting, MeetingHandling } from './customers.js';
import type { UserId } from './ids.js';
import type { CustomerPriority, PriorityReason } from './priorities.js';
import type { Span } from './spans.js';

/** A meeting that would have to wait longer than this for its owner is handed over instead. */
export const MEETING_WAIT_DAYS = 7;

export type MeetingReason =
  | 'organized-by-another'
  | 'internal'
  | 'escalation'
  | 'health'
  | 'risk'
  | 'renewal'
  | 'priority'
  | 'back-too-late'
  | 'can-wait';

export interface MeetingAdvice {
  readonly recommendation: MeetingHandling;
  readonly reason: MeetingReason;
}

export interface MeetingAdviceInput {
  readonly meeting: Pick<Meeting, 'startsAt' | 'organizerId' | 'isCustomerFacing'>;
  readonly absentId: UserId | null;
  /** While the owner is away. */
  readonly window: Span;
  readonly priority: CustomerPriority;
  readonly priorityReasons: readonly PriorityReason[];
}

const PRESSING = ['escalation', 'health', 'risk', 'renewal'] as const;

/**
 * What should become of a meeting in the time of an absence (PRD-131 FR-3: "to attend or reschedule"). Somebody else's meeting takes
 * place anyway: attend. The absent person's own: internal ones move; with the customer they are handed over when something presses
 * there or when the owner is back more than 7 days later, else they move.
 */
export const meetingAdvice = (input: MeetingAdviceInput): MeetingAdvice => {
  const { meeting, absentId, window, priority, priorityReasons } = input;
  if (absentId === null || meeting.organizerId !== absentId)
    return { recommendation: 'attend', reason: 'organized-by-another' };
  if (meeting.isCustomerFacing === false) return { recommendation: 'move', reason: 'internal' };

  const pressing = PRESSING.find((reason) => priorityReasons.includes(reason));
  if (priority === 'high') return { recommendation: 'hand_over', reason: pressing ?? 'priority' };
  const limit = meeting.startsAt.add({ hours: MEETING_WAIT_DAYS * 24 });
  if (window.endsAt === null || Temporal.Instant.compare(window.endsAt, limit) > 0)
    return { recommendation: 'hand_over', reason: 'back-too-late' };
  return { recommendation: 'move', reason: 'can-wait' };
};
