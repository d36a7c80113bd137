import type { CustomerId, UserId } from './ids.js';
import { roster, type RosterRows } from './roster.js';
import { compareInstants } from './spans.js';
import { type CoverageTile, sweep } from './sweep.js';
import { byText } from './ordering.js';

/** Customers that go the same way: one owner, named by the same assignments. */
export interface ProofGroup {
  readonly customerIds: readonly CustomerId[];
  /** They tile the horizon: no hole, no overlap. */
  readonly tiles: readonly CoverageTile[];
}

export interface CoverageProof {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly groups: readonly ProofGroup[];
}

export interface ProofInput {
  readonly customers: readonly { readonly id: CustomerId; readonly csmId: UserId | null }[];
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly rows: RosterRows;
}

const signatures = (rows: RosterRows): ReadonlyMap<CustomerId, string> => {
  const named = new Map<CustomerId, string>();
  rows.assignments.forEach(({ customerIds }, index) => {
    for (const id of new Set(customerIds)) named.set(id, `${named.get(id) ?? ''},${index}`);
  });
  return named;
};

/**
 * The continuous-coverage proof (product.md, "Beyond the documents"; PRD-131 NFR-2, PRD-258 NFR-1): for every customer the tiles of
 * the horizon, each with a responsible person who is there, or a gap with its cause. Which assignments name a customer and who owns
 * it decide everything, so customers alike in that are swept once. O((customers + changes) log changes).
 */
export const proveCoverage = ({ customers, from, to, rows }: ProofInput, wanted: 1 | 2 = 1): CoverageProof => {
  const tilesOf = sweep(roster(rows), wanted);
  const named = signatures(rows);
  const alike = Map.groupBy(customers, ({ id, csmId }) => `${csmId}${named.get(id) ?? ''}`);
  const groups = [...alike.values()].flatMap((members): ProofGroup[] => {
    const [customer] = members;
    return customer ? [{ customerIds: members.map(({ id }) => id), tiles: tilesOf({ customer, from, to }) }] : [];
  });
  return { from, to, groups };
};

/** A tile of one customer: the exact counterexample when it is a gap. */
export interface CustomerTile extends CoverageTile {
  readonly customerId: CustomerId;
}

/** The tiles of single customers that the condition picks, soonest first. */
export const tilesWhere = (proof: CoverageProof, isWanted: (tile: CoverageTile) => boolean): CustomerTile[] =>
  proof.groups
    .flatMap(({ customerIds, tiles }) => {
      const wanted = tiles.filter(isWanted);
      return wanted.length === 0
        ? []
        : customerIds.flatMap((customerId) => wanted.map((tile): CustomerTile => ({ ...tile, customerId })));
    })
    .toSorted((a, b) => compareInstants(a.startsAt, b.startsAt) || byText(a.customerId, b.customerId));

/** Nobody who is there looks after the customer. */
export const isGap = ({ because }: Pick<CoverageTile, 'because'>): boolean => because === 'gap';

/** Somebody does, but nobody who said yes to it: the team's fallback or a manager. Covered, of a weaker grade. */
export const isWeak = ({ because }: Pick<CoverageTile, 'because'>): boolean =>
  because === 'team-fallback' || because === 'manager';

const nanoseconds = ({ startsAt, endsAt }: Pick<CoverageTile, 'startsAt' | 'endsAt'>): bigint =>
  endsAt.epochNanoseconds - startsAt.epochNanoseconds;

export interface ProofFigures {
  readonly customers: number;
  /** Customers without any gap. */
  readonly covered: number;
  /** `covered / customers`: 1 means that nobody is ever without someone, and an empty portfolio is covered (PRD-131 NFR-2). */
  readonly coveredRatio: number;
  /** Share of the customers' time in which somebody looks after them. */
  readonly coveredTimeRatio: number;
  /** Customers without gap that for some time only have the fallback or a manager. */
  readonly weak: number;
}

/** The proof in figures. */
export const proofFigures = ({ from, to, groups }: CoverageProof): ProofFigures => {
  const whole = to.epochNanoseconds - from.epochNanoseconds;
  let [customers, covered, weak] = [0, 0, 0];
  let missing = 0n;
  for (const { customerIds, tiles } of groups) {
    customers += customerIds.length;
    const gap = tiles.filter(isGap).reduce((sum, tile) => sum + nanoseconds(tile), 0n);
    missing += gap * BigInt(customerIds.length);
    if (gap === 0n) covered += customerIds.length;
    if (gap === 0n && tiles.some(isWeak)) weak += customerIds.length;
  }
  const time = whole * BigInt(customers);
  return {
    customers,
    covered,
    coveredRatio: customers === 0 ? 1 : covered / customers,
    coveredTimeRatio: time === 0n ? 1 : 1 - Number(missing) / Number(time),
    weak,
  };
};
