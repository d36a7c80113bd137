import { awaySpans, isAwayAt, type Away } from './absences.js';
import { type Cover, coversCustomer, isInForceAt } from './assignments.js';
import { managerChain } from './directory.js';
import type { AbsenceId, AssignmentId, CustomerId, TeamId, UserId } from './ids.js';
import { compareInstants, type Span } from './spans.js';

export type Because = 'owner' | 'coverage' | 'team-fallback' | 'manager' | 'gap';

export type SkipReason =
  'absent' | 'declined' | 'not-answered' | 'ended' | 'left' | 'passed-already' | 'unknown-person' | 'none-set';

/** One step of the walk, so that every surface can say why (surfaces.md). */
export interface ChainLink {
  readonly step: Exclude<Because, 'gap'>;
  /** null when nobody is named for this step ("Team fallback: none is set"). */
  readonly userId: UserId | null;
  /** Whose place they would take; null for the owner. */
  readonly standsInFor: UserId | null;
  readonly assignmentId: AssignmentId | null;
  readonly tier: number | null;
  readonly outcome: 'responsible' | SkipReason;
  /** For the absent: the first instant they are back as far as this absence goes; null when open-ended. */
  readonly awayUntil: Temporal.Instant | null;
}

export interface Responsibility {
  /** null is a gap: nobody. */
  readonly responsible: UserId | null;
  readonly because: Because;
  /** The first instant at which somebody else (or nobody) is responsible, or for another reason; null when nothing known ahead changes it. */
  readonly until: Temporal.Instant | null;
  /** Who it would be if the responsible person were not there. */
  readonly next: UserId | null;
  /** Every earlier one with the reason, once each, in the order of the walk. */
  readonly skipped: readonly { readonly userId: UserId; readonly reason: SkipReason }[];
  readonly chain: readonly ChainLink[];
}

export interface ResponsiblePerson {
  readonly id: UserId;
  readonly teamId: TeamId | null;
  readonly managerId: UserId | null;
  /** From then on they are no longer with us: nobody's owner, backup or fallback, but still a step towards team and managers. */
  readonly leftAt?: Temporal.Instant | null;
}

/** The people, absences and assignments that a question can touch; more than that does no harm. Indexed once, asked often. */
export interface Roster {
  readonly people: ReadonlyMap<UserId, ResponsiblePerson>;
  readonly absences: ReadonlyMap<UserId, readonly Away[]>;
  readonly covers: ReadonlyMap<AbsenceId, readonly Cover[]>;
  readonly fallbacks: ReadonlyMap<TeamId, UserId | null>;
}

export interface RosterRows {
  readonly people: readonly ResponsiblePerson[];
  readonly absences: readonly Away[];
  readonly assignments: readonly Cover[];
  readonly teams: readonly { readonly id: TeamId; readonly fallbackUserId: UserId | null }[];
}

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Who is asked first: the lower tier, then who began earlier; the id only decides what nothing else does. */
const byTurn = (a: Cover, b: Cover): number =>
  a.tier - b.tier || compareInstants(a.during.startsAt, b.during.startsAt) || byText(a.id, b.id);

const grouped = <Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> => {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

/** Puts rows where the walk finds them. The order of the rows never matters: ties go by tier, then start, then id. */
export const roster = ({ people, absences, assignments, teams }: RosterRows): Roster => ({
  people: new Map(people.map((person) => [person.id, person])),
  absences: grouped(
    absences.toSorted((a, b) => compareInstants(a.during.startsAt, b.during.startsAt) || byText(a.id, b.id)),
    ({ userId }) => userId,
  ),
  covers: grouped(assignments, ({ absenceId }) => absenceId),
  fallbacks: new Map(teams.map((team) => [team.id, team.fallbackUserId])),
});

/** The person's absences that hold the instant. */
export const absencesAt = (userId: UserId, at: Temporal.Instant, { absences }: Roster): readonly Away[] =>
  (absences.get(userId) ?? []).filter((absence) => isAwayAt(absence, at));

/** True when the person is away at that instant. */
export const isAbsentAt = (userId: UserId, at: Temporal.Instant, all: Roster): boolean =>
  absencesAt(userId, at, all).length > 0;

const awayUntil = (away: readonly Away[], at: Temporal.Instant): Temporal.Instant | null => {
  let latest: Temporal.Instant | null = at;
  for (const part of away.flatMap((absence) => awaySpans(absence))) {
    if (latest === null || compareInstants(part.startsAt, at) > 0) continue;
    if (part.endsAt === null) latest = null;
    else if (compareInstants(part.endsAt, latest) > 0) latest = part.endsAt;
  }
  return latest;
};

const whyNotInForce = ({ status }: Cover): SkipReason => {
  if (status === 'declined') return 'declined';
  return status === 'completed' ? 'ended' : 'not-answered';
};

type Place = Pick<ChainLink, 'step' | 'standsInFor' | 'assignmentId' | 'tier'>;

interface Walk {
  readonly customerId: CustomerId | null;
  readonly at: Temporal.Instant;
  readonly all: Roster;
  /** People seen so far: nobody is asked twice, so cycles end. */
  readonly passed: Set<UserId>;
}

/** One person: available, or absent and then their own coverage, depth first. */
function* walkPerson(walk: Walk, userId: UserId, place: Place): Generator<ChainLink> {
  const link = (outcome: ChainLink['outcome'], until: Temporal.Instant | null = null): ChainLink => ({
    ...place,
    userId,
    outcome,
    awayUntil: until,
  });
  if (walk.passed.has(userId)) return yield link('passed-already');
  walk.passed.add(userId);
  const person = walk.all.people.get(userId);
  if (!person) return yield link('unknown-person');

  const away = absencesAt(userId, walk.at, walk.all);
  const hasLeft = person.leftAt != null && compareInstants(person.leftAt, walk.at) <= 0;
  if (!hasLeft && away.length === 0) return yield link('responsible');
  yield hasLeft ? link('left') : link('absent', awayUntil(away, walk.at));

  const step = place.step === 'owner' ? 'coverage' : place.step;
  const covers = away
    .flatMap(({ id }) => walk.all.covers.get(id) ?? [])
    .filter((cover) => (walk.customerId === null ? cover.customerIds === null : coversCustomer(cover, walk.customerId)))
    .toSorted(byTurn);
  for (const cover of covers) {
    const there: Place = { step, standsInFor: userId, assignmentId: cover.id, tier: cover.tier };
    if (isInForceAt(cover, walk.at)) yield* walkPerson(walk, cover.backupUserId, there);
    else yield { ...there, userId: cover.backupUserId, outcome: whyNotInForce(cover), awayUntil: null };
  }
}

const NOWHERE = { assignmentId: null, tier: null } as const;

/** All links in order; every 'responsible' one is somebody who could take it, the first one does. */
function* walkAll(walk: Walk, ownerId: UserId | null): Generator<ChainLink> {
  if (ownerId === null)
    return yield { step: 'owner', userId: null, standsInFor: null, ...NOWHERE, outcome: 'none-set', awayUntil: null };
  yield* walkPerson(walk, ownerId, { step: 'owner', standsInFor: null, ...NOWHERE });

  const teamId = walk.all.people.get(ownerId)?.teamId ?? null;
  const fallbackId = teamId === null ? null : (walk.all.fallbacks.get(teamId) ?? null);
  const fallback: Place = { step: 'team-fallback', standsInFor: ownerId, ...NOWHERE };
  if (fallbackId === null) yield { ...fallback, userId: null, outcome: 'none-set', awayUntil: null };
  else yield* walkPerson(walk, fallbackId, fallback);

  for (const managerId of managerChain(ownerId, walk.all.people)) {
    yield* walkPerson(walk, managerId, { step: 'manager', standsInFor: ownerId, ...NOWHERE });
  }
}

interface Answer {
  readonly responsible: UserId | null;
  readonly because: Because;
  readonly chain: readonly ChainLink[];
  readonly next: UserId | null;
}

const answerAt = (customerId: CustomerId, ownerId: UserId | null, at: Temporal.Instant, all: Roster): Answer => {
  const chain: ChainLink[] = [];
  const able: ChainLink[] = [];
  for (const link of walkAll({ customerId, at, all, passed: new Set() }, ownerId)) {
    if (able.length === 0) chain.push(link);
    if (link.outcome === 'responsible') able.push(link);
    if (able.length === 2) break;
  }
  const first = able[0];
  return { responsible: first?.userId ?? null, because: first?.step ?? 'gap', chain, next: able[1]?.userId ?? null };
};

/** The first instant after `at` at which presence or coverage of anybody on the chain changes: until then the walk goes the same way. */
const nextChangeAt = (chain: readonly ChainLink[], at: Temporal.Instant, all: Roster): Temporal.Instant | null => {
  let soonest: Temporal.Instant | null = null;
  const considerEdge = (edge: Temporal.Instant | null): void => {
    if (edge === null || compareInstants(edge, at) <= 0) return;
    if (soonest === null || compareInstants(edge, soonest) < 0) soonest = edge;
  };
  const consider = ({ startsAt, endsAt }: Span): void => [startsAt, endsAt].forEach(considerEdge);
  for (const userId of new Set(chain.map((link) => link.userId))) {
    if (userId === null) continue;
    considerEdge(all.people.get(userId)?.leftAt ?? null);
    for (const absence of all.absences.get(userId) ?? []) {
      consider(absence.during);
      absence.windows.forEach(consider);
      (all.covers.get(absence.id) ?? []).forEach((cover) => consider(cover.during));
    }
  }
  return soonest;
};

const skippedOf = (chain: readonly ChainLink[]): Responsibility['skipped'] => {
  const reasons = new Map<UserId, SkipReason>();
  for (const { userId, outcome } of chain) {
    if (userId !== null && outcome !== 'responsible' && !reasons.has(userId)) reasons.set(userId, outcome);
  }
  return [...reasons].map(([userId, reason]) => ({ userId, reason }));
};

export interface ResponsibleQuestion {
  readonly customer: { readonly id: CustomerId; readonly csmId: UserId | null };
  readonly at: Temporal.Instant;
}

/** {@link responsible} over rows that are indexed already: for many questions about one tenant. */
export const responsibleIn = (all: Roster, { customer, at }: ResponsibleQuestion): Responsibility => {
  const now = answerAt(customer.id, customer.csmId, at, all);
  let chain = now.chain;
  let until = nextChangeAt(chain, at, all);
  while (until !== null) {
    const later = answerAt(customer.id, customer.csmId, until, all);
    if (later.responsible !== now.responsible || later.because !== now.because) break;
    chain = later.chain;
    until = nextChangeAt(chain, until, all);
  }
  return { ...now, until, skipped: skippedOf(now.chain) };
};

/**
 * Who looks after the customer at that instant (product.md 5). Owner if not absent; else the accepted assignments of that absence
 * that cover the customer, by tier, skipping whoever is absent and following their own coverage (cycles end); else the fallback of
 * the owner's team; else the chain of managers; else a gap. Partial days count by their windows. Nothing is stored, and nothing
 * that is added for the future changes an answer about the past.
 */
export const responsible = ({ customer, at, ...rows }: ResponsibleQuestion & RosterRows): Responsibility =>
  responsibleIn(roster(rows), { customer, at });

export interface Available {
  /** The person, or who stands in for everything they do; null when neither is there. */
  readonly userId: UserId | null;
  readonly chain: readonly ChainLink[];
}

/**
 * The person if they are there at that instant, else whoever covers them: for the customer when one is given, otherwise only
 * coverage of everything counts. Used where one certain person is meant: owners of escalations, managers (product.md 15, 16).
 */
export const availableInstead = (
  all: Roster,
  userId: UserId,
  at: Temporal.Instant,
  customerId: CustomerId | null = null,
): Available => {
  const chain: ChainLink[] = [];
  for (const link of walkPerson({ customerId, at, all, passed: new Set() }, userId, {
    step: 'owner',
    standsInFor: null,
    ...NOWHERE,
  })) {
    chain.push(link);
    if (link.outcome === 'responsible') return { userId: link.userId, chain };
  }
  return { userId: null, chain };
};
