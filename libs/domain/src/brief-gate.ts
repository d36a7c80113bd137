import type { CustomerId } from './ids.js';
import type { CustomerPriority } from './priorities.js';
import { compareInstants } from './spans.js';

export const GAPS_IN_BRIEFS = ['nobody-accepted', 'brief-missing', 'no-contacts', 'no-owner-note'] as const;
export type GapInBriefs = (typeof GAPS_IN_BRIEFS)[number];

/** How ready one customer of an absence is. */
export interface BriefReadiness {
  readonly customerId: CustomerId;
  readonly priority: CustomerPriority;
  /** Somebody said yes for it. */
  readonly isAccepted: boolean;
  /** Whoever said yes has a brief of it. */
  readonly hasBrief: boolean;
  readonly hasContacts: boolean;
  /** For this absence, or what always holds. */
  readonly hasOwnerNote: boolean;
}

export interface MissingInBriefs {
  readonly what: GapInBriefs;
  readonly customerIds: readonly CustomerId[];
}

const LACKS = {
  'nobody-accepted': ({ isAccepted }) => !isAccepted,
  'brief-missing': ({ isAccepted, hasBrief }) => isAccepted && !hasBrief,
  'no-contacts': ({ hasContacts }) => !hasContacts,
  'no-owner-note': ({ hasOwnerNote, priority }) => priority === 'high' && !hasOwnerNote,
} as const satisfies Record<GapInBriefs, (row: BriefReadiness) => boolean>;

/**
 * What is missing before somebody may leave (PRD-131 NFR-1 "handoff brief ready before OOO starts", NFR-2 "all critical info in
 * handoff"): a yes, a written brief and a contact for every customer, and a note of the owner for those of high priority. Nothing
 * missing means ready; so does an empty portfolio.
 */
export const missingInBriefs = (rows: readonly BriefReadiness[]): MissingInBriefs[] =>
  GAPS_IN_BRIEFS.map((what) => ({
    what,
    customerIds: rows.filter(LACKS[what]).map(({ customerId }) => customerId),
  })).filter(({ customerIds }) => customerIds.length > 0);

/** For how many customers each thing is missing. */
export type MissingCounts = Readonly<Partial<Record<GapInBriefs, number>>>;

const GAP_WORDS = {
  'nobody-accepted': 'nobody has said yes for',
  'brief-missing': 'no brief of',
  'no-contacts': 'no contacts at',
  'no-owner-note': 'no note of the owner on',
} as const satisfies Record<GapInBriefs, string>;

/** "nobody has said yes for 2 customers, no contacts at 1 customer"; empty when nothing is missing. */
export const missingInWords = (counts: MissingCounts): string =>
  GAPS_IN_BRIEFS.flatMap((what) => {
    const count = counts[what] ?? 0;
    return count === 0 ? [] : [`${GAP_WORDS[what]} ${count === 1 ? '1 customer' : `${count} customers`}`];
  }).join(', ');

export const GATE_LISTENERS = ['owner', 'manager'] as const;
export type GateListener = (typeof GATE_LISTENERS)[number];

export interface GateInput {
  readonly startsAt: Temporal.Instant;
  readonly now: Temporal.Instant;
  /** Hours before the start at which each is told (coverage policy). */
  readonly hours: Readonly<Record<GateListener, number>>;
}

/** Of the time that is left when an absence is entered late: the owner hears after a quarter of it, the manager after half. */
const LATE_SHARE = { owner: 4, manager: 2 } as const satisfies Record<GateListener, number>;

/**
 * When readiness is looked at; null once the absence has begun. An absence that is entered when the moment has passed gets a part of
 * the time that is left, so that nobody is warned of what they are about to do.
 */
export const gateMoment = (listener: GateListener, { startsAt, now, hours }: GateInput): Temporal.Instant | null => {
  if (compareInstants(startsAt, now) <= 0) return null;
  const planned = startsAt.subtract({ milliseconds: Math.round(hours[listener] * 3_600_000) });
  if (compareInstants(planned, now) > 0) return planned;
  const left = startsAt.epochMilliseconds - now.epochMilliseconds;
  return now.add({ milliseconds: Math.floor(left / LATE_SHARE[listener]) });
};

/** True when the moment of the policy itself is still ahead: an absence that moved is looked at again, one that did not is not. */
export const isGateAhead = (listener: GateListener, { startsAt, now, hours }: GateInput): boolean =>
  compareInstants(startsAt.subtract({ milliseconds: Math.round(hours[listener] * 3_600_000) }), now) > 0;
