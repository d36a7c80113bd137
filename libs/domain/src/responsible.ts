import { awaySpans, type Away } from './absences.js';
import { coversCustomer, type EndedReason, isInForceAt } from './assignments.js';
import { managerChain } from './directory.js';
import type { AssignmentId, CustomerId, UserId } from './ids.js';
import { absencesAt, byTurn, roster, type Roster, type RosterCover, type RosterRows } from './roster.js';
import { compareEnds, compareInstants, contains, intersect, type Span, union } from './spans.js';

export type Because = 'owner' | 'coverage' | 'team-fallback' | 'manager' | 'gap';

export type SkipReason =
  | 'absent'
  | 'declined'
  | 'not-answered'
  | 'lapsed'
  | 'rejected'
  | 'released'
  | 'ended'
  | 'left'
  | 'passed-already'
  | 'unknown-person'
  | 'none-set';

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
  /** For the absent: since when they are away without a break; hours of a partial day count on their own. */
  readonly awaySince?: Temporal.Instant | null;
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

/** The unbroken time away around the instant; null when they are not away then. */
const awayAround = (away: readonly Away[], at: Temporal.Instant): Span | null => {
  const parts = away.flatMap((absence) => awaySpans(absence).flatMap((part) => intersect(part, absence.during) ?? []));
  return union(parts).find((part) => contains(part, at)) ?? null;
};

/** The first instant at which the person is back from what they are away by at `at`; null when that is open-ended. */
export const backAt = (userId: UserId, at: Temporal.Instant, all: Roster): Temporal.Instant | null => {
  const around = awayAround(absencesAt(userId, at, all), at);
  return around === null ? at : around.endsAt;
};

const TOLD = ['lapsed', 'rejected', 'released'] as const satisfies readonly (EndedReason & SkipReason)[];

const whyNotInForce = (
  { status, acceptedAt, during, endedReason = null }: RosterCover,
  at: Temporal.Instant,
): SkipReason => {
  if (status === 'declined') return 'declined';
  if (status === 'completed') return TOLD.find((reason) => reason === endedReason) ?? 'ended';
  return acceptedAt !== null && compareEnds(during.endsAt, at) <= 0 ? 'ended' : 'not-answered';
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
  const link = (outcome: ChainLink['outcome'], around: Span | null = null): ChainLink => ({
    ...place,
    userId,
    outcome,
    awaySince: around?.startsAt ?? null,
    awayUntil: around?.endsAt ?? null,
  });
  if (walk.passed.has(userId)) return yield link('passed-already');
  walk.passed.add(userId);
  const person = walk.all.people.get(userId);
  if (!person) return yield link('unknown-person');

  const away = absencesAt(userId, walk.at, walk.all);
  const hasLeft = person.leftAt != null && compareInstants(person.leftAt, walk.at) <= 0;
  if (!hasLeft && away.length === 0) return yield link('responsible');
  yield hasLeft ? link('left') : link('absent', awayAround(away, walk.at));

  const step = place.step === 'owner' ? 'coverage' : place.step;
  const covers = away
    .flatMap(({ id }) => walk.all.covers.get(id) ?? [])
    .filter((cover) => (walk.customerId === null ? cover.customerIds === null : coversCustomer(cover, walk.customerId)))
    .toSorted(byTurn);
  for (const cover of covers) {
    const there: Place = { step, standsInFor: userId, assignmentId: cover.id, tier: cover.tier };
    if (isInForceAt(cover, walk.at)) yield* walkPerson(walk, cover.backupUserId, there);
    else yield { ...there, userId: cover.backupUserId, outcome: whyNotInForce(cover, walk.at), awayUntil: null };
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

/** Where the walk goes at one instant. */
export interface Standing {
  readonly responsible: UserId | null;
  readonly because: Because;
  /** Up to the responsible one; all of it when nobody is. */
  readonly chain: readonly ChainLink[];
  /** Who could take it after them; null when nobody, or when only one was wanted. */
  readonly next: ChainLink | null;
  /** Everything that was walked, also behind the responsible one: as long as nothing of theirs changes, the walk goes the same way. */
  readonly walked: readonly ChainLink[];
}

/** One step of {@link responsibleIn}, for sweeps over time: ends at the first able person, or at the second when two are wanted. */
export const standingIn = (all: Roster, { customer, at }: ResponsibleQuestion, wanted: 1 | 2): Standing => {
  const walked: ChainLink[] = [];
  let first: number | null = null;
  let next: ChainLink | null = null;
  for (const link of walkAll({ customerId: customer.id, at, all, passed: new Set() }, customer.csmId)) {
    walked.push(link);
    if (link.outcome !== 'responsible') continue;
    if (first === null) first = walked.length;
    else next = link;
    if (next !== null || wanted === 1) break;
  }
  const chain = first === null ? walked : walked.slice(0, first);
  const able = first === null ? undefined : chain.at(-1);
  return { responsible: able?.userId ?? null, because: able?.step ?? 'gap', chain, next, walked };
};

/** Every instant, in no order, at which the presence of the person or the coverage of their absences changes. */
export const changesOf = (userId: UserId, all: Roster): Temporal.Instant[] => {
  const edges: Temporal.Instant[] = [];
  const add = ({ startsAt, endsAt }: Span): void => {
    edges.push(startsAt);
    if (endsAt !== null) edges.push(endsAt);
  };
  const leftAt = all.people.get(userId)?.leftAt ?? null;
  if (leftAt !== null) edges.push(leftAt);
  for (const absence of all.absences.get(userId) ?? []) {
    add(absence.during);
    absence.windows.forEach(add);
    for (const { during } of all.covers.get(absence.id) ?? []) add(during);
  }
  return edges;
};

/** The first instant after `at` at which anything of anybody on the chain changes: until then the walk goes the same way. */
const nextChangeAt = (chain: readonly ChainLink[], at: Temporal.Instant, all: Roster): Temporal.Instant | null => {
  let soonest: Temporal.Instant | null = null;
  for (const userId of new Set(chain.map((link) => link.userId))) {
    if (userId === null) continue;
    for (const edge of changesOf(userId, all))
      if (compareInstants(edge, at) > 0 && compareEnds(edge, soonest) < 0) soonest = edge;
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

/** Everybody who could look after the customer at that instant, in the order of the walk: the first one does, the others come after. */
export const ableInOrder = (
  all: Roster,
  { customer, at }: ResponsibleQuestion,
): (ChainLink & { readonly userId: UserId })[] =>
  [...walkAll({ customerId: customer.id, at, all, passed: new Set() }, customer.csmId)].flatMap((link) =>
    link.outcome === 'responsible' && link.userId !== null ? [{ ...link, userId: link.userId }] : [],
  );

/** {@link responsible} over rows that are indexed already: for many questions about one tenant. */
export const responsibleIn = (all: Roster, { customer, at }: ResponsibleQuestion): Responsibility => {
  const now = standingIn(all, { customer, at }, 2);
  let { chain } = now;
  let until = nextChangeAt(chain, at, all);
  while (until !== null) {
    const later = standingIn(all, { customer, at: until }, 1);
    if (later.responsible !== now.responsible || later.because !== now.because) break;
    chain = later.chain;
    until = nextChangeAt(chain, until, all);
  }
  const { responsible, because, next } = now;
  return { responsible, because, chain: now.chain, next: next?.userId ?? null, until, skipped: skippedOf(now.chain) };
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
