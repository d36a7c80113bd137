import type { CustomerId, UserId } from './ids.js';
import { type CoverageProof, proveCoverage, type ProofInput } from './proof.js';
import { compareInstants } from './spans.js';
import type { CoverageTile } from './sweep.js';

/** Who would be left for a customer: nobody, or only somebody who never said yes to it. */
export type LeftWith = 'nobody' | 'team-fallback' | 'manager';

/** A span in which a customer hangs on one person. */
export interface SinglePoint {
  readonly customerIds: readonly CustomerId[];
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly leftWith: LeftWith;
  /** The person stands in for the owner in that span, rather than owning the customers. */
  readonly standsIn: boolean;
}

export interface PersonAtRisk {
  readonly userId: UserId;
  readonly points: readonly SinglePoint[];
}

const leftWithOf = ({ next, because }: CoverageTile): LeftWith | null => {
  if (next === null) return 'nobody';
  // an owner without planned absence has nobody who said yes, by nature: only standing in is worth a second name
  if (because === 'owner' || next.step === 'owner' || next.step === 'coverage') return null;
  return next.step;
};

const joined = (points: readonly SinglePoint[]): SinglePoint[] => {
  const found: SinglePoint[] = [];
  for (const point of points) {
    const last = found.at(-1);
    const isSame = last && last.leftWith === point.leftWith && last.standsIn === point.standsIn;
    if (isSame && compareInstants(last.endsAt, point.startsAt) === 0)
      found[found.length - 1] = { ...last, endsAt: point.endsAt };
    else found.push(point);
  }
  return found;
};

/**
 * Who else must not fall sick (product.md, N−1): for each person the customers and spans that would be left with nobody, or with
 * nobody who said yes, if they too were away. Needs a proof of depth 2. "Falls sick" means away without coverage of their own.
 */
export const singlePoints = ({ groups }: CoverageProof): PersonAtRisk[] => {
  const people = new Map<UserId, SinglePoint[]>();
  for (const { customerIds, tiles } of groups) {
    const own = new Map<UserId, SinglePoint[]>();
    for (const tile of tiles) {
      const leftWith = tile.responsible === null ? null : leftWithOf(tile);
      if (tile.responsible === null || leftWith === null) continue;
      const { startsAt, endsAt, because } = tile;
      const point = { customerIds, startsAt, endsAt, leftWith, standsIn: because !== 'owner' };
      own.set(tile.responsible, [...(own.get(tile.responsible) ?? []), point]);
    }
    for (const [userId, points] of own) people.set(userId, [...(people.get(userId) ?? []), ...joined(points)]);
  }
  return [...people].map(([userId, points]) => ({ userId, points }));
};

/** {@link singlePoints} of the rows themselves. */
export const resilience = (input: ProofInput): PersonAtRisk[] => singlePoints(proveCoverage(input, 2));

export interface Stakes {
  readonly customers: number;
  readonly arr: number;
  /** Lowest health among them; null when none is measured. */
  readonly lowestHealth: number | null;
}

/** What the named customers are worth together, each once. Unknown ARR counts as nothing. */
export const stakesOf = (
  points: readonly SinglePoint[],
  worth: ReadonlyMap<CustomerId, { readonly arr: number | null; readonly healthScore: number | null }>,
): Stakes => {
  const ids = new Set(points.flatMap(({ customerIds }) => customerIds));
  let arr = 0;
  let lowestHealth: number | null = null;
  for (const id of ids) {
    const { arr: value, healthScore } = worth.get(id) ?? { arr: null, healthScore: null };
    arr += value ?? 0;
    if (healthScore !== null) lowestHealth = Math.min(lowestHealth ?? healthScore, healthScore);
  }
  return { customers: ids.size, arr, lowestHealth };
};
