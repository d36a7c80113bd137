import fc from 'fast-check';
import type { AbsenceStatus } from './absences.js';
import type { AssignmentStatus, Cover } from './assignments.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { isGap, proofFigures, type ProofInput, proveCoverage, tilesWhere } from './proof.js';
import { resilience } from './resilience.js';
import { type Because, responsibleIn } from './responsible.js';
import { roster, type RosterRows } from './roster.js';
import { compareInstants, type Span } from './spans.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
const customerId = (n: number) => asId<CustomerId>(id(2, n));
const team = (n: number) => asId<TeamId>(id(5, n));
const PEOPLE = 7;
const CUSTOMERS = 5;
const ABSENCES = 8;

/** Around Europe's and New York's clock changes, so that days of 23 and 25 hours are among them. */
const STARTS = ['2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30'].map((day) => Temporal.PlainDate.from(day));
const ZONES = ['Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];

interface Clock {
  readonly start: Temporal.PlainDate;
  /** A wall-clock moment of a zone: hours from the first midnight there. */
  readonly zone: string;
}
const wall = ({ start, zone }: Clock, hours: number): Temporal.Instant =>
  start
    .add({ days: Math.floor(hours / 24) })
    .toZonedDateTime(zone)
    .add({ hours: hours % 24 })
    .toInstant();

const hours = fc.tuple(fc.integer({ min: 0, max: 96 }), fc.option(fc.integer({ min: 1, max: 60 }), { freq: 9 }));
type Hours = readonly [from: number, length: number | null];
const spanOf = (clock: Clock, [from, length]: Hours): Span => ({
  startsAt: wall(clock, from),
  endsAt: length === null ? null : wall(clock, from + length),
});
const person = fc.integer({ min: 1, max: PEOPLE }).map(user);
const someCustomers = fc.uniqueArray(fc.integer({ min: 1, max: CUSTOMERS }), { maxLength: CUSTOMERS });

/** Absences in several zones, whole and in parts, of owners and of those who stand in for them; splits, tiers, noes, leavers, teams. */
const anyWorld: fc.Arbitrary<ProofInput> = fc
  .record({
    start: fc.constantFrom(...STARTS),
    people: fc.array(
      fc.record({
        manager: fc.option(person),
        team: fc.option(fc.constantFrom(1, 2)),
        left: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 6 }),
      }),
      { minLength: PEOPLE, maxLength: PEOPLE },
    ),
    fallbacks: fc.tuple(fc.option(person), fc.option(person)),
    owners: fc.array(fc.option(person, { freq: 9 }), { minLength: CUSTOMERS, maxLength: CUSTOMERS }),
    away: fc.array(
      fc.record({
        who: person,
        zone: fc.constantFrom(...ZONES),
        during: hours,
        windows: fc.array(hours, { maxLength: 2 }),
        status: fc.constantFrom<AbsenceStatus>('planned', 'active', 'completed', 'cancelled', 'suggested'),
      }),
      { minLength: 2, maxLength: ABSENCES },
    ),
    covers: fc.array(
      fc.record({
        of: fc.integer({ min: 0, max: ABSENCES - 1 }),
        backup: person,
        tier: fc.integer({ min: 0, max: 2 }),
        status: fc.constantFrom<AssignmentStatus>('pending', 'accepted', 'declined', 'active', 'completed'),
        zone: fc.constantFrom(...ZONES),
        during: hours,
        customers: fc.option(someCustomers),
      }),
      { maxLength: 14 },
    ),
    length: fc.integer({ min: 1, max: 130 }),
  })
  .map(({ start, people, fallbacks, owners, away, covers, length }): ProofInput => {
    const utc = { start, zone: 'UTC' };
    return {
      customers: owners.map((csmId, n) => ({ id: customerId(n + 1), csmId })),
      from: wall(utc, 5),
      to: wall(utc, 5 + length),
      rows: {
        people: people.map((one, n) => ({
          id: user(n + 1),
          teamId: one.team === null ? null : team(one.team),
          managerId: one.manager,
          leftAt: one.left === null ? null : wall(utc, one.left),
        })),
        absences: away.map(({ who, zone, during, windows, status }, n) => ({
          id: asId<AbsenceId>(id(3, n)),
          userId: who,
          status,
          during: spanOf({ start, zone }, during),
          windows: windows.map((window) => spanOf({ start, zone }, window)),
        })),
        assignments: covers.map(({ of, backup, tier, status, zone, during, customers }, n) => ({
          id: asId<AssignmentId>(id(4, n)),
          absenceId: asId<AbsenceId>(id(3, of)),
          backupUserId: backup,
          tier,
          status,
          during: spanOf({ start, zone }, during),
          customerIds: customers && customers.map(customerId),
          acceptedAt: status === 'pending' || status === 'declined' ? null : wall(utc, 0),
        })),
        teams: fallbacks.map((fallbackUserId, n) => ({ id: team(n + 1), fallbackUserId })),
      },
    };
  });

type Answer = { readonly responsible: UserId | null; readonly because: Because };
const at = (when: Temporal.Instant) => when.epochNanoseconds;

/** The rule of product.md 5 said another way: recursion over paths at one instant; knows nothing of sweeps, groups or spans. */
const bruteForce = (rows: RosterRows, customer: ProofInput['customers'][number], when: Temporal.Instant): Answer => {
  const inside = ({ startsAt, endsAt }: Span) => at(startsAt) <= at(when) && (endsAt === null || at(when) < at(endsAt));
  const awayOf = (one: UserId) =>
    rows.absences.filter(
      ({ userId, status, during, windows }) =>
        userId === one &&
        status !== 'suggested' &&
        status !== 'cancelled' &&
        inside(during) &&
        (windows.length === 0 || windows.some(inside)),
    );
  const coversOf = (one: UserId): Cover[] => {
    const ids = new Set(awayOf(one).map((absence) => absence.id));
    return rows.assignments
      .filter(
        (cover) =>
          ids.has(cover.absenceId) &&
          cover.acceptedAt !== null &&
          inside(cover.during) &&
          (cover.customerIds === null || cover.customerIds.includes(customer.id)),
      )
      .toSorted(
        (a, b) => a.tier - b.tier || Number(at(a.during.startsAt) - at(b.during.startsAt)) || (a.id < b.id ? -1 : 1),
      );
  };
  const personOf = (one: UserId) => rows.people.find((row) => row.id === one);
  const isHere = (one: UserId) => {
    const leftAt = personOf(one)?.leftAt;
    return awayOf(one).length === 0 && (!leftAt || at(leftAt) > at(when));
  };
  const find = (one: UserId, path: readonly UserId[]): UserId[] => {
    if (path.includes(one)) return [];
    if (isHere(one)) return [one];
    return coversOf(one).flatMap((cover) => find(cover.backupUserId, [...path, one]));
  };
  const above = (one: UserId, seen: readonly UserId[]): UserId[] => {
    const manager = personOf(one)?.managerId;
    return !manager || seen.includes(manager) ? [] : [manager, ...above(manager, [...seen, manager])];
  };
  const owner = customer.csmId;
  if (owner === null) return { responsible: null, because: 'gap' };
  const [own] = find(owner, []);
  if (own) return { responsible: own, because: own === owner ? 'owner' : 'coverage' };
  const fallback = rows.teams.find((row) => row.id === personOf(owner)?.teamId)?.fallbackUserId;
  const [inTeam] = fallback ? find(fallback, [owner]) : [];
  if (inTeam) return { responsible: inTeam, because: 'team-fallback' };
  const [manager] = above(owner, [owner]).flatMap((one) => find(one, [owner]));
  return manager ? { responsible: manager, because: 'manager' } : { responsible: null, because: 'gap' };
};

const edgesOf = ({ rows, from, to }: ProofInput): Temporal.Instant[] => {
  const spans = [
    ...rows.absences.flatMap(({ during, windows }) => [during, ...windows]),
    ...rows.assignments.map(({ during }) => during),
  ];
  const all = [
    ...spans.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
    ...rows.people.map(({ leftAt = null }) => leftAt),
    from,
  ];
  const inside = all.filter(
    (edge) => edge !== null && compareInstants(from, edge) <= 0 && compareInstants(edge, to) < 0,
  );
  return inside.filter((edge) => edge !== null).toSorted(compareInstants);
};

/** Gaps of one customer by brute force: from change to change, neighbours joined. */
const gapsOf = (world: ProofInput, customer: ProofInput['customers'][number], rows = world.rows): string[] => {
  const edges = [...edgesOf({ ...world, rows }), world.to];
  const gaps: { from: Temporal.Instant; to: Temporal.Instant }[] = [];
  edges.slice(0, -1).forEach((edge, n) => {
    const next = edges[n + 1] ?? world.to;
    if (edge.equals(next) || bruteForce(rows, customer, edge).because !== 'gap') return;
    const last = gaps.at(-1);
    if (last?.to.equals(edge)) last.to = next;
    else gaps.push({ from: edge, to: next });
  });
  return gaps.map(({ from, to }) => `${customer.id} ${from} ${to}`);
};

/** Spans of a customer as text, neighbours joined: a gap with another cause is another tile, and the same gap. */
const joined = (spans: readonly { customerId: CustomerId; startsAt: Temporal.Instant; endsAt: Temporal.Instant }[]) => {
  const found: { customerId: CustomerId; startsAt: Temporal.Instant; endsAt: Temporal.Instant }[] = [];
  for (const span of spans.toSorted((a, b) =>
    a.customerId < b.customerId ? -1 : Number(a.customerId > b.customerId),
  )) {
    const last = found.at(-1);
    if (last?.customerId === span.customerId && last.endsAt.equals(span.startsAt))
      found[found.length - 1] = { ...last, endsAt: span.endsAt };
    else found.push(span);
  }
  return found.map(({ customerId, startsAt, endsAt }) => `${customerId} ${startsAt} ${endsAt}`);
};

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 10_000 : 150;
const LONGEST_MS = 1_200_000;

test(
  'no customer without someone: tiles cover the horizon, and at every change ± 1 s exactly the person brute force finds, or a gap',
  () => {
    const seen = new Set<Because>();
    fc.assert(
      fc.property(anyWorld, (world) => {
        const proof = proveCoverage(world);
        const indexed = roster(world.rows);
        const tiled = new Map(proof.groups.flatMap(({ customerIds, tiles }) => customerIds.map((one) => [one, tiles])));
        expect(tiled.size).toBe(world.customers.length);
        for (const customer of world.customers) {
          const tiles = tiled.get(customer.id) ?? [];
          const edges = [world.from, ...tiles.map(({ endsAt }) => endsAt)];
          expect(tiles.map(({ startsAt }) => startsAt)).toEqual(edges.slice(0, -1));
          expect(edges.at(-1)).toEqual(world.to);
          for (const edge of edgesOf(world))
            for (const seconds of [-1, 0, 1]) {
              const when = edge.add({ seconds });
              const tile = tiles.find((one) => at(one.startsAt) <= at(when) && at(when) < at(one.endsAt));
              if (!tile) continue; // a second before the horizon or after it
              const expected = bruteForce(world.rows, customer, when);
              seen.add(expected.because);
              const told = [tile, responsibleIn(indexed, { customer, at: when })];
              const wrong = told.filter(
                (one) => one.responsible !== expected.responsible || one.because !== expected.because,
              );
              if (wrong.length > 0) expect(wrong[0]).toMatchObject({ ...expected, at: when });
            }
        }
      }),
      { numRuns },
    );
    expect([...seen].toSorted()).toEqual(['coverage', 'gap', 'manager', 'owner', 'team-fallback']);
  },
  LONGEST_MS,
);

test(
  'the gaps of the proof are the gaps of brute force, to the nanosecond, each with a cause; the ratio is 1 only without any',
  () => {
    let gaps = 0;
    fc.assert(
      fc.property(anyWorld, (world) => {
        const proof = proveCoverage(world);
        const found = tilesWhere(proof, isGap);
        const expected = world.customers.flatMap((customer) => gapsOf(world, customer));
        gaps += expected.length;
        expect(joined(found)).toEqual(expected);
        expect(found.filter(({ cause }) => cause === null)).toEqual([]);
        expect(proofFigures(proof).coveredRatio === 1).toBe(expected.length === 0);
      }),
      { numRuns },
    );
    expect(gaps).toBeGreaterThan(0);
  },
  LONGEST_MS,
);

test(
  'who must not fall sick: exactly the spans that become gaps when that person is away too',
  () => {
    let points = 0;
    fc.assert(
      fc.property(anyWorld, (world) => {
        const found = new Map(resilience(world).map((one) => [one.userId, one.points]));
        const before = new Set(tilesWhere(proveCoverage(world), isGap).map(({ customerId: one }) => one));
        const sound = world.customers.filter((customer) => !before.has(customer.id));
        for (const { id: userId } of world.rows.people) {
          const sick = { id: asId<AbsenceId>(id(3, 999)), userId, status: 'active', windows: [] } as const;
          const absences = [...world.rows.absences, { ...sick, during: { startsAt: world.from, endsAt: world.to } }];
          const expected = sound.flatMap((customer) => gapsOf(world, customer, { ...world.rows, absences }));
          const alone = (found.get(userId) ?? []).filter(({ leftWith }) => leftWith === 'nobody');
          const spans = alone.flatMap(({ customerIds, startsAt, endsAt }) =>
            customerIds.filter((one) => !before.has(one)).map((one) => ({ customerId: one, startsAt, endsAt })),
          );
          points += expected.length;
          expect(joined(spans)).toEqual(expected);
        }
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
    expect(points).toBeGreaterThan(0);
  },
  LONGEST_MS,
);
