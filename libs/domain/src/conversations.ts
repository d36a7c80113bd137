import { compareInstants } from './spans.js';

export const CONVERSATION_STATUSES = ['open', 'escalated', 'completed'] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** A message as measuring needs it. */
export interface ConversationMessage {
  readonly sentAt: Temporal.Instant;
  /** By whoever asks; the others answer. */
  readonly fromRequester: boolean;
}

export interface ResponseTime {
  readonly askedAt: Temporal.Instant;
  /** null while nobody has answered. */
  readonly seconds: number | null;
}

/** For each message of the requester the time to the first reply after it in the same conversation (product.md 19). */
export const responseTimes = (messages: readonly ConversationMessage[]): ResponseTime[] => {
  const inOrder = messages.toSorted((a, b) => compareInstants(a.sentAt, b.sentAt));
  return inOrder.flatMap(({ fromRequester, sentAt }, index) => {
    if (!fromRequester) return [];
    const reply = inOrder.slice(index + 1).find((later) => !later.fromRequester);
    return [{ askedAt: sentAt, seconds: reply ? sentAt.until(reply.sentAt).total('seconds') : null }];
  });
};
