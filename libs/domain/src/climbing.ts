import { managerChain } from './directory.js';
import type { CustomerId, UserId } from './ids.js';
import { availableInstead, changesOf } from './responsible.js';
import type { Roster } from './roster.js';
import { compareInstants } from './spans.js';

/** Where an escalation stands on its way up (product.md 16). */
export interface Climb {
  /** Who owned it before it climbed; null when nobody was found. */
  readonly firstOwnerId: UserId | null;
  readonly ownerId: UserId | null;
  readonly secondaryId: UserId | null;
  readonly csmId: UserId | null;
  readonly customerId: CustomerId | null;
  /** Everybody it was with since somebody last gave it away by hand. */
  readonly askedIds: readonly UserId[];
}

export interface NextLevel {
  readonly userId: UserId;
  /** Whose place they take; the same person when they are there themselves. */
  readonly meantId: UserId;
}

/** Owner, second owner, managers of the owner, managers of the customer's CSM; each once, without who has it. */
const rungsOf = ({ firstOwnerId, secondaryId, csmId }: Climb, { people }: Roster): UserId[] => {
  const above = [firstOwnerId, csmId].flatMap((id) => (id === null ? [] : managerChain(id, people)));
  return [...new Set([...(secondaryId === null ? [] : [secondaryId]), ...above])];
};

/**
 * Who gets it next: the first rung above where somebody is there at that instant and was not asked already; whoever covers an absent one
 * takes it for them. null at the top. Cycles of managers end, since nobody is asked twice.
 */
export const nextLevel = (climb: Climb, all: Roster, at: Temporal.Instant): NextLevel | null => {
  const asked = new Set([...climb.askedIds, ...(climb.ownerId === null ? [] : [climb.ownerId])]);
  for (const meantId of rungsOf(climb, all)) {
    if (asked.has(meantId)) continue;
    const { userId } = availableInstead(all, meantId, at, climb.customerId);
    if (userId !== null && !asked.has(userId)) return { userId, meantId };
  }
  return null;
};

/** A top that is told again and again is told less and less often; never less than once a day. */
const LONGEST_SILENCE_MINUTES = 1440;

/** Minutes until the top is looked at again, after so many times. */
export const unconfirmedAgainMinutes = (climbMinutes: number, times: number): number =>
  Math.max(climbMinutes, Math.min(climbMinutes * 2 ** Math.min(times, 16), LONGEST_SILENCE_MINUTES));

const LONGEST_WAIT_MINUTES = { urgent: 60, usual: 240 } as const;

/**
 * When an owner is looked for again: as soon as anybody whose presence matters comes, goes, or is covered by somebody else; at the latest
 * after 1, 2, 4, ... minutes up to an hour (P0, P1) or four, since people also change what nobody can foresee.
 */
export const lookAgainAt = (
  now: Temporal.Instant,
  { isUrgent, times, all }: { readonly isUrgent: boolean; readonly times: number; readonly all: Roster | null },
): Temporal.Instant => {
  const longest = isUrgent ? LONGEST_WAIT_MINUTES.urgent : LONGEST_WAIT_MINUTES.usual;
  const latest = now.add({ minutes: Math.min(2 ** Math.min(times, 16), longest) });
  const edges = all === null ? [] : [...all.people.keys()].flatMap((id) => changesOf(id, all));
  return edges.reduce(
    (soonest, edge) => (compareInstants(edge, now) > 0 && compareInstants(edge, soonest) < 0 ? edge : soonest),
    latest,
  );
};

/** When it climbs next after its severity changed: no later than before, and whoever has it gets the new severity's time. */
export const climbAfterSeverity = (
  now: Temporal.Instant,
  climbMinutes: number,
  before: Temporal.Instant | null,
): Temporal.Instant => {
  const fresh = now.add({ minutes: climbMinutes });
  return before !== null && compareInstants(before, fresh) < 0 ? before : fresh;
};
