import type { Activity } from './customers.js';
import type { UserId } from './ids.js';
import { compareInstants } from './spans.js';

/** Contact with the customer is looked up so far back, and so much of it stands in a brief. */
export const COMMUNICATION_DAYS = 90;
export const MOST_COMMUNICATION = 10;

/** Kinds of activity in which somebody of ours and the customer spoke; a note or a status change is none. */
const SPOKEN = new Set(['call', 'chat', 'e-mail', 'email', 'meeting', 'message', 'qbr', 'sms', 'video', 'visit']);

export interface Exchange {
  readonly id: string;
  readonly channel: string;
  readonly at: Temporal.Instant;
  readonly summary: string;
  /** Who of ours; null when it came from the customer. */
  readonly byUserId: UserId | null;
  /** Who of theirs, when known. */
  readonly requester: string | null;
}

/** A conversation as far as its beginning is known. */
export interface OpenedConversation {
  readonly id: string;
  readonly channel: string;
  readonly subject: string;
  readonly requester: string;
  readonly createdAt: Temporal.Instant;
}

/**
 * What was said between us and one customer, newest first (PRD-258 FR-3.3): activities in which people spoke and conversations that were
 * opened, of the last 90 days, at most 10.
 */
export const communicationHistory = (
  activities: readonly Activity[],
  conversations: readonly OpenedConversation[],
  now: Temporal.Instant,
): Exchange[] => {
  const since = now.subtract({ hours: COMMUNICATION_DAYS * 24 });
  const spoken = activities
    .filter(({ kind }) => SPOKEN.has(kind.toLowerCase()))
    .map((one) => ({
      id: one.id,
      channel: one.kind,
      at: one.occurredAt,
      summary: one.summary,
      byUserId: one.userId,
      requester: null,
    }));
  const opened = conversations.map((one) => ({
    id: one.id,
    channel: one.channel,
    at: one.createdAt,
    summary: one.subject,
    byUserId: null,
    requester: one.requester,
  }));
  return [...spoken, ...opened]
    .filter(({ at }) => compareInstants(since, at) <= 0 && compareInstants(at, now) <= 0)
    .toSorted((a, b) => compareInstants(b.at, a.at) || Number(a.id > b.id) - Number(a.id < b.id))
    .slice(0, MOST_COMMUNICATION);
};
