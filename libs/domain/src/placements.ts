import type { CustomerId, TeamId, UserId } from './ids.js';
import { type Responsibility, responsibleIn } from './responsible.js';
import { roster, type Roster, type RosterRows } from './roster.js';
import { compareInstants } from './spans.js';
import { type CoverageTile, sweep } from './sweep.js';

interface Since {
  readonly since: Temporal.Instant;
}

/** Who owned the customer, and who was in which team under whom, since when; each list by time. Before the first, the first holds. */
export interface Placements {
  readonly owners: readonly (Since & { readonly csmId: UserId | null })[];
  readonly people: readonly (Since & {
    readonly id: UserId;
    readonly teamId: TeamId | null;
    readonly managerId: UserId | null;
  })[];
  readonly teams: readonly (Since & { readonly id: TeamId; readonly fallbackUserId: UserId | null })[];
}

export interface PlacedQuestion {
  readonly customer: { readonly id: CustomerId; readonly csmId: UserId | null };
  readonly rows: RosterRows;
  readonly placements: Placements;
}

const heldAt = <Row extends Since>(rows: readonly Row[], at: Temporal.Instant): Row | undefined =>
  rows.findLast(({ since }) => compareInstants(since, at) <= 0) ?? rows[0];

const byId = <Id, Row extends Since & { readonly id: Id }>(rows: readonly Row[]): ReadonlyMap<Id, readonly Row[]> =>
  Map.groupBy(rows, ({ id }) => id);

interface Placed {
  readonly all: Roster;
  readonly csmId: UserId | null;
}

const placing = ({ customer, rows, placements }: PlacedQuestion): ((at: Temporal.Instant) => Placed) => {
  const now = roster(rows);
  const [people, teams] = [byId(placements.people), byId(placements.teams)];
  return (at) => ({
    csmId: (heldAt(placements.owners, at) ?? customer).csmId,
    all: {
      ...now,
      people: new Map(
        [...now.people].map(([id, person]) => {
          const { teamId, managerId } = heldAt(people.get(id) ?? [], at) ?? person;
          return [id, { ...person, teamId, managerId }];
        }),
      ),
      fallbacks: new Map(
        [...now.fallbacks].map(([id, fallback]) => [
          id,
          (heldAt(teams.get(id) ?? [], at) ?? { fallbackUserId: fallback }).fallbackUserId,
        ]),
      ),
    },
  });
};

/** Instants after `from` at which a placement became another one, by time; the first known one of each is no change. */
const changesAfter = ({ placements }: PlacedQuestion, from: Temporal.Instant): Temporal.Instant[] => {
  const later = (rows: readonly Since[]): Temporal.Instant[] => rows.slice(1).map(({ since }) => since);
  const all = [
    later(placements.owners),
    ...[...byId(placements.people).values()].map(later),
    ...[...byId(placements.teams).values()].map(later),
  ];
  return all
    .flat()
    .filter((at) => compareInstants(at, from) > 0)
    .toSorted(compareInstants);
};

/** {@link responsibleIn} with the owner, teams and managers of that time: a customer that changed hands since is not rewritten. */
export const responsibleAsPlaced = (
  question: PlacedQuestion,
  at: Temporal.Instant,
): Responsibility & { readonly csmId: UserId | null } => {
  const { customer } = question;
  const placedAt = placing(question);
  const answerAt = (when: Temporal.Instant, { all, csmId } = placedAt(when)) => ({
    csmId,
    ...responsibleIn(all, { customer: { ...customer, csmId }, at: when }),
  });
  const answer = answerAt(at);
  let { until } = answer;
  for (const change of changesAfter(question, at)) {
    if (until !== null && compareInstants(change, until) >= 0) break;
    const later = answerAt(change);
    if (later.responsible !== answer.responsible || later.because !== answer.because)
      return { ...answer, until: change };
    ({ until } = later);
  }
  return { ...answer, until };
};

export interface HistoryTile extends CoverageTile {
  /** Who owned the customer then. */
  readonly csmId: UserId | null;
}

/** Who had coverage when (PRD-258 NFR-3): tiles from `from` to `to`, without hole or overlap, with the placements of each time. */
export const coverageHistory = (
  question: PlacedQuestion & { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): HistoryTile[] => {
  const { customer, from, to } = question;
  const placedAt = placing(question);
  const inside = changesAfter(question, from).filter((at) => compareInstants(at, to) < 0);
  const edges = [from, ...inside.filter((at, n) => n === 0 || compareInstants(at, inside[n - 1] ?? from) > 0), to];
  const tiles: HistoryTile[] = [];
  edges.slice(0, -1).forEach((startsAt, n) => {
    const { all, csmId } = placedAt(startsAt);
    const found = sweep(all)({ customer: { ...customer, csmId }, from: startsAt, to: edges[n + 1] ?? to });
    for (const tile of found) {
      const last = tiles.at(-1);
      const isSame =
        last?.csmId === csmId &&
        last.responsible === tile.responsible &&
        last.because === tile.because &&
        last.cause === tile.cause;
      if (last && isSame) tiles[tiles.length - 1] = { ...last, endsAt: tile.endsAt };
      else tiles.push({ ...tile, csmId });
    }
  });
  return tiles;
};
