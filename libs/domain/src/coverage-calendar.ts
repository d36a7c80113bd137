import { type Away, awaySpans } from './absences.js';
import { coversCustomer, isOpenAt } from './assignments.js';
import type { AbsenceId, CustomerId, UserId } from './ids.js';
import { type Because, responsibleIn } from './responsible.js';
import type { Roster } from './roster.js';
import { compareInstants, contains, intersect, type Span } from './spans.js';

/** A stretch of time with both ends. */
export interface Stretch {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** Who looks after how many of the absent person's customers. */
export interface LaneShare {
  readonly because: Exclude<Because, 'owner'>;
  /** null is a gap: nobody. */
  readonly userId: UserId | null;
  /** Of the backup; null for everybody else. */
  readonly tier: number | null;
  readonly customers: number;
  /** Of these, for how many somebody is asked and has not answered. */
  readonly waiting: number;
}

export interface LanePart extends Stretch {
  readonly shares: readonly LaneShare[];
}

type OwnedCustomer = { readonly id: CustomerId; readonly csmId: UserId };

/** Customers whom the same assignments name are answered alike: one of them speaks for all. */
interface Alike {
  readonly customer: OwnedCustomer;
  readonly count: number;
}

/** Which assignments name each customer; those that cover everything name none. Once for many absences. */
export const namedIn = (all: Roster): ReadonlyMap<CustomerId, string> => {
  const named = new Map<CustomerId, string>();
  for (const covers of all.covers.values())
    for (const { id, customerIds } of covers)
      for (const customerId of customerIds ?? []) named.set(customerId, `${named.get(customerId) ?? ''} ${id}`);
  return named;
};

const alike = (customers: readonly OwnedCustomer[], named: ReadonlyMap<CustomerId, string>): Alike[] =>
  [...Map.groupBy(customers, ({ id }) => named.get(id) ?? '').values()].flatMap((group) =>
    group[0] ? [{ customer: group[0], count: group.length }] : [],
  );

const waitsFor = ({ id }: OwnedCustomer, absenceId: AbsenceId, at: Temporal.Instant, all: Roster): boolean =>
  (all.covers.get(absenceId) ?? []).some(
    (cover) =>
      cover.status === 'pending' && coversCustomer(cover, id) && contains(cover.during, at) && isOpenAt(cover, at),
  );

const shareKey = ({ because, userId, tier }: LaneShare): string => `${because} ${userId} ${tier}`;

const isSameShares = (a: readonly LaneShare[], b: readonly LaneShare[]): boolean =>
  a.length === b.length &&
  a.every((share, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      shareKey(share) === shareKey(other) &&
      share.customers === other.customers &&
      share.waiting === other.waiting
    );
  });

const ORDER = { coverage: 0, 'team-fallback': 1, manager: 2, gap: 3 } as const satisfies Record<
  LaneShare['because'],
  number
>;

const sharesAt = (
  groups: readonly Alike[],
  absenceId: AbsenceId,
  at: Temporal.Instant,
  all: Roster,
): { shares: LaneShare[]; until: Temporal.Instant | null } => {
  const shares = new Map<string, LaneShare>();
  let until: Temporal.Instant | null = null;
  for (const { customer, count } of groups) {
    const answer = responsibleIn(all, { customer, at });
    if (answer.until && (until === null || compareInstants(answer.until, until) < 0)) until = answer.until;
    const because = answer.because === 'owner' ? 'gap' : answer.because;
    const link = answer.chain.find(({ outcome }) => outcome === 'responsible');
    const waiting = waitsFor(customer, absenceId, at, all) ? count : 0;
    const share: LaneShare = {
      because,
      userId: answer.responsible,
      tier: because === 'coverage' ? (link?.tier ?? null) : null,
      customers: count,
      waiting,
    };
    const known = shares.get(shareKey(share));
    shares.set(
      shareKey(share),
      known ? { ...known, customers: known.customers + count, waiting: known.waiting + waiting } : share,
    );
  }
  const sorted = [...shares.values()].toSorted(
    (a, b) => ORDER[a.because] - ORDER[b.because] || b.customers - a.customers || (shareKey(a) < shareKey(b) ? -1 : 1),
  );
  return { shares: sorted, until };
};

/** The first edge of a waiting question after `at`: it changes what waits, but not who is responsible. */
const nextWaitingEdge = (absenceId: AbsenceId, at: Temporal.Instant, all: Roster): Temporal.Instant | null => {
  const edges = (all.covers.get(absenceId) ?? [])
    .filter(({ status }) => status === 'pending')
    .flatMap(({ during }) => [during.startsAt, during.endsAt])
    .filter((edge) => edge !== null)
    .filter((edge) => compareInstants(edge, at) > 0);
  return edges.toSorted(compareInstants)[0] ?? null;
};

const earliest = (...instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null =>
  instants.filter((at) => at !== null).toSorted(compareInstants)[0] ?? null;

/**
 * The lane under an absence in the team's calendar (PRD-258 FR-1.5): its time within `within`, tiled by who looks after how many of
 * the customers, by start. Of a partial day the hours away are tiled. Empty without customers. Equal neighbours are one part.
 */
export const coverageLane = (
  all: Roster,
  absence: Away,
  customers: readonly OwnedCustomer[],
  within: Stretch,
  named: ReadonlyMap<CustomerId, string> = namedIn(all),
): LanePart[] => {
  const groups = alike(customers, named);
  const parts: LanePart[] = [];
  if (groups.length === 0) return parts;
  const spans = awaySpans(absence).flatMap((span): Span[] => {
    const inside = intersect(span, absence.during);
    const shown = inside && intersect(inside, within);
    return shown ? [shown] : [];
  });
  for (const { startsAt, endsAt } of spans) {
    const end = endsAt ?? within.endsAt;
    for (let at = startsAt; compareInstants(at, end) < 0;) {
      const { shares, until } = sharesAt(groups, absence.id, at, all);
      const next = earliest(until, nextWaitingEdge(absence.id, at, all), end) ?? end;
      const last = parts.at(-1);
      if (last && compareInstants(last.endsAt, at) === 0 && isSameShares(last.shares, shares))
        parts[parts.length - 1] = { ...last, endsAt: next };
      else parts.push({ startsAt: at, endsAt: next, shares });
      at = next;
    }
  }
  return parts;
};
