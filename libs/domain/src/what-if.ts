import type { CustomerId, UserId } from './ids.js';
import { type CoverageProof, type CustomerTile, isGap, isWeak, proveCoverage, tilesWhere } from './proof.js';
import { type PersonAtRisk, singlePoints } from './resilience.js';
import type { RosterRows } from './roster.js';
import { compareInstants, type Span, subtract } from './spans.js';
import type { CoverageTile } from './sweep.js';

export interface WhatIfInput {
  /** All customers whose coverage the absence could change: of the tenant, not only of the person. */
  readonly customers: readonly { readonly id: CustomerId; readonly csmId: UserId | null }[];
  /** As it is planned now. */
  readonly before: RosterRows;
  /** The same with the absence in it, and whatever else is assumed: yeses to it, absences it takes the place of. */
  readonly after: RosterRows;
  /** What is looked at; usually the span of the absence. */
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** What each person can carry; people who are missing can carry anything. */
  readonly capacity: ReadonlyMap<UserId, number>;
  /** What a customer weighs; one point each unless the team counts otherwise (product.md 8). */
  readonly pointsOf?: (customerId: CustomerId) => number;
}

/** Somebody would carry more at one time than they can. */
export interface Overload {
  readonly userId: UserId;
  readonly points: number;
  readonly pointsBefore: number;
  readonly capacityPoints: number;
  /** The first instant of it. */
  readonly at: Temporal.Instant;
}

/** What the absence would change, never what is so already. */
export interface WhatIf {
  readonly gaps: readonly CustomerTile[];
  /** Only the fallback or a manager would be left. */
  readonly weak: readonly CustomerTile[];
  readonly overload: readonly Overload[];
  readonly singlePoints: readonly PersonAtRisk[];
}

const added = (
  before: CoverageProof,
  after: CoverageProof,
  isWanted: (tile: CoverageTile) => boolean,
): CustomerTile[] => {
  const known = Map.groupBy(tilesWhere(before, isWanted), ({ customerId }) => customerId);
  return tilesWhere(after, isWanted).flatMap((tile) =>
    subtract(tile, known.get(tile.customerId) ?? []).flatMap(({ startsAt, endsAt }): CustomerTile[] =>
      endsAt === null ? [] : [{ ...tile, startsAt, endsAt }],
    ),
  );
};

interface Peak {
  readonly points: number;
  readonly at: Temporal.Instant;
}

/** The most that anybody carries at one time by the proof, and since when. */
const peaks = ({ groups }: CoverageProof, pointsOf: (customerId: CustomerId) => number): Map<UserId, Peak> => {
  const turns = new Map<UserId, { at: Temporal.Instant; points: number }[]>();
  for (const { customerIds, tiles } of groups) {
    const points = customerIds.reduce((sum, id) => sum + pointsOf(id), 0);
    for (const { responsible, startsAt, endsAt } of tiles) {
      if (responsible === null) continue;
      const own = turns.get(responsible) ?? [];
      own.push({ at: startsAt, points }, { at: endsAt, points: -points });
      turns.set(responsible, own);
    }
  }
  return new Map(
    [...turns].map(([userId, own]) => {
      let [now, highest] = [0, 0];
      let [at] = own.map((turn) => turn.at).toSorted(compareInstants);
      // whoever hands over at an instant does so before somebody else takes over at it
      for (const turn of own.toSorted((a, b) => compareInstants(a.at, b.at) || a.points - b.points)) {
        now += turn.points;
        if (now > highest) [highest, at] = [now, turn.at];
      }
      return [userId, { points: highest, at: at ?? Temporal.Instant.fromEpochMilliseconds(0) }];
    }),
  );
};

const overloads = (
  before: CoverageProof,
  after: CoverageProof,
  { capacity, pointsOf = () => 1 }: WhatIfInput,
): Overload[] => {
  const known = peaks(before, pointsOf);
  return [...peaks(after, pointsOf)].flatMap(([userId, { points, at }]): Overload[] => {
    const capacityPoints = capacity.get(userId);
    const pointsBefore = known.get(userId)?.points ?? 0;
    return capacityPoints !== undefined && points > capacityPoints && points > pointsBefore
      ? [{ userId, points, pointsBefore, capacityPoints, at }]
      : [];
  });
};

const isNew = (before: readonly PersonAtRisk[]) => {
  const spans = new Map<string, Span[]>();
  for (const { userId, points } of before)
    for (const { customerIds, leftWith, ...span } of points)
      for (const id of customerIds) {
        const key = `${userId} ${id} ${leftWith}`;
        spans.set(key, [...(spans.get(key) ?? []), span]);
      }
  return ({ userId, points }: PersonAtRisk): PersonAtRisk[] => {
    const fresh = points.flatMap(({ customerIds, ...point }) => {
      const ids = customerIds.filter(
        (id) => subtract(point, spans.get(`${userId} ${id} ${point.leftWith}`) ?? []).length > 0,
      );
      return ids.length === 0 ? [] : [{ ...point, customerIds: ids }];
    });
    return fresh.length === 0 ? [] : [{ userId, points: fresh }];
  };
};

/**
 * What an absence would do before it is saved (product.md, "What-if before approval"): new gaps and weak spots, who would carry more
 * than they can at one time, and on whom alone customers would then hang. Compared with the same world without it, so that what is
 * wrong already is not laid at its door.
 */
export const whatIf = (input: WhatIfInput): WhatIf => {
  const { customers, from, to } = input;
  const before = proveCoverage({ customers, from, to, rows: input.before }, 2);
  const after = proveCoverage({ customers, from, to, rows: input.after }, 2);
  return {
    gaps: added(before, after, isGap),
    weak: added(before, after, isWeak),
    overload: overloads(before, after, input),
    singlePoints: singlePoints(after).flatMap(isNew(singlePoints(before))),
  };
};
