import type { CustomerId, UserId } from './ids.js';
import { intersect, type Span, subtract } from './spans.js';

/** A customer that somebody said yes to looking after for somebody else, in that time. */
export interface CoverGiven {
  readonly backupUserId: UserId;
  readonly absentUserId: UserId;
  readonly customerId: CustomerId;
  readonly during: Span;
}

/** In customer-days: ten customers for a week are seventy. `balance` is given less received. */
export interface FairnessEntry {
  readonly userId: UserId;
  readonly given: number;
  readonly received: number;
  readonly balance: number;
}

const MS_A_DAY = 86_400_000;

const daysOf = ({ startsAt, endsAt }: Span): number =>
  endsAt === null ? 0 : (endsAt.epochMilliseconds - startsAt.epochMilliseconds) / MS_A_DAY;

/**
 * Who gave and who received how much coverage within a span (product.md, fairness ledger), from the rows alone: nothing is counted up that
 * could drift. Days are 24 hours. A customer covered twice for the same time (two tiers) is received once, and given by both.
 * `within` must have an end: what is open-ended counts up to it.
 */
export const fairnessLedger = (
  people: readonly UserId[],
  covers: readonly CoverGiven[],
  within: Span,
): FairnessEntry[] => {
  const given = new Map<UserId, number>();
  const received = new Map<UserId, number>();
  const counted = new Map<string, Span[]>();
  for (const cover of covers) {
    const part = intersect(cover.during, within);
    if (part === null) continue;
    given.set(cover.backupUserId, (given.get(cover.backupUserId) ?? 0) + daysOf(part));
    const key = `${cover.absentUserId} ${cover.customerId}`;
    const before = counted.get(key) ?? [];
    const fresh = subtract(part, before);
    counted.set(key, [...before, ...fresh]);
    const days = fresh.reduce((sum, one) => sum + daysOf(one), 0);
    received.set(cover.absentUserId, (received.get(cover.absentUserId) ?? 0) + days);
  }
  return people.map((userId) => {
    const [gave, got] = [given.get(userId) ?? 0, received.get(userId) ?? 0];
    return { userId, given: gave, received: got, balance: gave - got };
  });
};

/**
 * 0-100 for each: who has given the least for what they received has 100, who has given the most 0, and all the same 50. Counts
 * in the score only when the team has given it a weight; the order of equal scores goes by it always.
 */
export const fairnessScores = (balances: ReadonlyMap<UserId, number>): ReadonlyMap<UserId, number> => {
  const values = [...balances.values()];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return new Map(
    [...balances].map(([userId, balance]) => [userId, most === least ? 50 : (100 * (most - balance)) / (most - least)]),
  );
};
