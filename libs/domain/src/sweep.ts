import type { CustomerId, UserId } from './ids.js';
import { type Because, changesOf, type ChainLink, standingIn } from './responsible.js';
import type { Roster } from './roster.js';
import { compareInstants } from './spans.js';

/**
 * Why the coverage of an absent owner does not hold: what a gap, or a customer that only the fallback or a manager is left for, is
 * told with. The nearest to coverage counts: a backup who is away themselves beats one who was asked and has not answered.
 */
export const COVERAGE_CAUSES = [
  'no-owner',
  'owner-left',
  'backup-absent',
  'backup-left',
  'not-answered',
  'coverage-ended',
  'declined',
  'nobody-asked',
] as const;
export type CoverageCause = (typeof COVERAGE_CAUSES)[number];

/** From one change to the next, who looks after a customer; half-open. */
export interface CoverageTile {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** null is a gap. */
  readonly responsible: UserId | null;
  readonly because: Because;
  /** null while the owner or their coverage holds. */
  readonly cause: CoverageCause | null;
  /** The walk at its start. */
  readonly chain: readonly ChainLink[];
  /** Who could take it after them; always null when only one able person was wanted. */
  readonly next: ChainLink | null;
}

const CAUSE_OF = {
  absent: 'backup-absent',
  'passed-already': 'backup-absent',
  left: 'backup-left',
  'unknown-person': 'backup-left',
  'not-answered': 'not-answered',
  lapsed: 'not-answered',
  ended: 'coverage-ended',
  released: 'coverage-ended',
  rejected: 'declined',
  declined: 'declined',
  responsible: null,
  'none-set': null,
} as const satisfies Record<ChainLink['outcome'], CoverageCause | null>;

/** Why neither the owner nor their coverage holds; null when one does. */
export const causeOf = (chain: readonly ChainLink[], because: Because): CoverageCause | null => {
  if (because === 'owner' || because === 'coverage') return null;
  const [owner] = chain;
  if (!owner || owner.userId === null) return 'no-owner';
  if (owner.outcome === 'left' || owner.outcome === 'unknown-person') return 'owner-left';
  const causes = new Set<CoverageCause | null>(
    chain.filter(({ step }) => step === 'coverage').map(({ outcome }) => CAUSE_OF[outcome]),
  );
  return COVERAGE_CAUSES.find((cause) => causes.has(cause)) ?? 'nobody-asked';
};

const firstAfter = (sorted: readonly Temporal.Instant[], at: Temporal.Instant): Temporal.Instant | undefined => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const edge = sorted[middle];
    if (edge !== undefined && compareInstants(edge, at) <= 0) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
};

const isSame = (tile: CoverageTile, other: Omit<CoverageTile, 'startsAt' | 'endsAt'>): boolean =>
  tile.responsible === other.responsible &&
  tile.because === other.because &&
  tile.cause === other.cause &&
  tile.next?.userId === other.next?.userId &&
  tile.next?.step === other.next?.step;

export interface SweepQuestion {
  readonly customer: { readonly id: CustomerId; readonly csmId: UserId | null };
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/**
 * Answers the tiles of a customer from `from` to `to`, without hole or overlap, by the walk of {@link responsibleIn} at every instant
 * at which it can go another way, and nowhere else. With `wanted` 2 also who could take over, and a tile ends where that changes.
 * What is known of one customer's people serves the next: make one sweep per roster.
 */
export const sweep = (all: Roster, wanted: 1 | 2 = 1): ((question: SweepQuestion) => CoverageTile[]) => {
  const known = new Map<UserId, readonly Temporal.Instant[]>();
  const edgesOf = (userId: UserId): readonly Temporal.Instant[] => {
    const found = known.get(userId);
    if (found) return found;
    const edges = changesOf(userId, all).toSorted(compareInstants);
    known.set(userId, edges);
    return edges;
  };

  return ({ customer, from, to }) => {
    const tiles: CoverageTile[] = [];
    for (let at = from; compareInstants(at, to) < 0;) {
      const { walked, ...standing } = standingIn(all, { customer, at }, wanted);
      let endsAt = to;
      for (const { userId } of walked) {
        const edge = userId === null ? undefined : firstAfter(edgesOf(userId), at);
        if (edge !== undefined && compareInstants(edge, endsAt) < 0) endsAt = edge;
      }
      const said = { ...standing, cause: causeOf(standing.chain, standing.because) };
      const last = tiles.at(-1);
      if (last && isSame(last, said)) tiles[tiles.length - 1] = { ...last, endsAt };
      else tiles.push({ ...said, startsAt: at, endsAt });
      at = endsAt;
    }
    return tiles;
  };
};
