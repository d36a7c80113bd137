import { managerChain } from './directory.js';
import type { CustomerId, UserId } from './ids.js';
import { availableInstead } from './responsible.js';
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

/** A top that is told again and again is told less and less often; never less than this. */
const LONGEST_SILENCE_MINUTES = 240;

/** Minutes until the top is looked at again, after so many times. */
export const unconfirmedAgainMinutes = (climbMinutes: number, times: number): number =>
  Math.max(climbMinutes, Math.min(climbMinutes * 2 ** Math.min(times, 16), LONGEST_SILENCE_MINUTES));

/** Minutes until an owner is looked for again: 1, 2, 4, ... up to a quarter of an hour (P0, P1) or an hour. */
export const lookAgainMinutes = (isUrgent: boolean, times: number): number =>
  Math.min(2 ** Math.min(times, 16), isUrgent ? 15 : 60);

/** When it climbs next after its severity changed: no later than before, and whoever has it gets the new severity's time. */
export const climbAfterSeverity = (
  now: Temporal.Instant,
  climbMinutes: number,
  before: Temporal.Instant | null,
): Temporal.Instant => {
  const fresh = now.add({ minutes: climbMinutes });
  return before !== null && compareInstants(before, fresh) < 0 ? before : fresh;
};
