import { awaySpans } from './absences.js';
import type { CustomerId, UserId } from './ids.js';
import { contains, type Span } from './spans.js';
import { median, type Ownership } from './success-metrics.js';

/** A message of a customer, and how long it waited for the first reply (product.md 19). */
export interface CustomerReply {
  readonly customerId: CustomerId;
  readonly askedAt: Temporal.Instant;
  /** null: nobody has answered yet. */
  readonly minutes: number | null;
}

export interface ReplyTimes {
  /** Median minutes to the first reply while the owner was away, and while they were there; null: nothing was answered. */
  readonly away: number | null;
  readonly normal: number | null;
  readonly awayCount: number;
  readonly normalCount: number;
  /** Not answered yet, and in no median. */
  readonly unanswered: number;
}

/**
 * How fast customers are answered during coverage against normal days (PRD-131, PRD-258: unchanged). A message belongs to whoever owned
 * the customer when it came; one about a customer without owner is neither.
 */
export const replyTimes = (given: {
  readonly ownerships: readonly Ownership[];
  readonly away: ReadonlyMap<UserId, readonly { readonly during: Span; readonly windows: readonly Span[] }[]>;
  readonly replies: readonly CustomerReply[];
}): ReplyTimes => {
  const owned = Map.groupBy(given.ownerships, ({ customerId }) => customerId);
  const [whileAway, otherwise]: [number[], number[]] = [[], []];
  let unanswered = 0;
  for (const { customerId, askedAt, minutes } of given.replies) {
    const owner = owned.get(customerId)?.find(({ during }) => contains(during, askedAt))?.csmId ?? null;
    if (owner === null) continue;
    const isAway = (given.away.get(owner) ?? []).some(
      (absence) => contains(absence.during, askedAt) && awaySpans(absence).some((part) => contains(part, askedAt)),
    );
    if (minutes === null) unanswered += 1;
    else (isAway ? whileAway : otherwise).push(minutes);
  }
  return {
    away: median(whileAway),
    normal: median(otherwise),
    awayCount: whileAway.length,
    normalCount: otherwise.length,
    unanswered,
  };
};
