import fc from 'fast-check';
import { type AbsenceStatus, moveAbsence, stopAbsence } from './absences.js';
import {
  acceptAssignment,
  type Assignment,
  type AssignmentStatus,
  type Cover,
  declineAssignment,
  endAssignment,
  followAbsence,
} from './assignments.js';
import { DomainError } from './errors.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { type Because, responsible } from './responsible.js';
import type { RosterRows } from './roster.js';
import type { Span } from './spans.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
const customerId = (n: number) => asId<CustomerId>(id(2, n));
const absenceId = (n: number) => asId<AbsenceId>(id(3, n));
const assignmentId = (n: number) => asId<AssignmentId>(id(4, n));
const emea = asId<TeamId>(id(5, 1));
const hour = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 3_600_000);
const s = (from: number, to: number | null): Span => ({ startsAt: hour(from), endsAt: to === null ? null : hour(to) });

const ANA = user(1);
const CORVANE = { id: customerId(1), csmId: ANA };

/** The same rule said another way: recursion over paths, no order of visits, no early end. */
const bruteForce = (rows: RosterRows, at: Temporal.Instant): { responsible: UserId | null; because: Because } => {
  const inside = ({ startsAt, endsAt }: Span) =>
    startsAt.epochNanoseconds <= at.epochNanoseconds &&
    (endsAt === null || at.epochNanoseconds < endsAt.epochNanoseconds);
  const awayOf = (one: UserId) =>
    rows.absences.filter(
      (absence) =>
        absence.userId === one &&
        !['suggested', 'cancelled'].includes(absence.status) &&
        inside(absence.during) &&
        (absence.windows.length === 0 || absence.windows.some(inside)),
    );
  const forceOf = (one: UserId): Cover[] => {
    const ids = new Set(awayOf(one).map((absence) => absence.id));
    return rows.assignments
      .filter(
        (cover) =>
          ids.has(cover.absenceId) &&
          cover.acceptedAt !== null &&
          inside(cover.during) &&
          (cover.customerIds === null || cover.customerIds.includes(CORVANE.id)),
      )
      .toSorted(
        (a, b) =>
          a.tier - b.tier ||
          Number(a.during.startsAt.epochNanoseconds - b.during.startsAt.epochNanoseconds) ||
          (a.id < b.id ? -1 : 1),
      );
  };
  const personOf = (one: UserId) => rows.people.find((person) => person.id === one);
  const has = (one: UserId) => {
    const leftAt = personOf(one)?.leftAt;
    return !leftAt || leftAt.epochNanoseconds > at.epochNanoseconds;
  };
  const find = (one: UserId, path: UserId[]): UserId[] => {
    if (path.includes(one)) return [];
    if (awayOf(one).length === 0) return has(one) ? [one] : [];
    return forceOf(one).flatMap((cover) => find(cover.backupUserId, [...path, one]));
  };
  const above = (one: UserId, seen: UserId[]): UserId[] => {
    const manager = personOf(one)?.managerId;
    return !manager || seen.includes(manager) ? [] : [manager, ...above(manager, [...seen, manager])];
  };
  const fallback = rows.teams.find((team) => team.id === personOf(ANA)?.teamId)?.fallbackUserId;
  const [own] = find(ANA, []);
  if (own) return { responsible: own, because: own === ANA ? 'owner' : 'coverage' };
  const [team] = fallback ? find(fallback, [ANA]) : [];
  if (team) return { responsible: team, because: 'team-fallback' };
  const [manager] = above(ANA, [ANA]).flatMap((one) => find(one, [ANA]));
  return manager ? { responsible: manager, because: 'manager' } : { responsible: null, because: 'gap' };
};

const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 1, max: 12 }), { freq: 8 }))
  .map(([from, length]) => s(from, length === null ? null : from + length));
const person = fc.integer({ min: 1, max: 6 }).map(user);
const anyRows = fc
  .record({
    managers: fc.array(fc.option(person), { minLength: 6, maxLength: 6 }),
    left: fc.array(fc.option(fc.integer({ min: 0, max: 25 }).map(hour), { freq: 3 }), { minLength: 6, maxLength: 6 }),
    isLeaving: fc.boolean(),
    fallback: fc.option(person),
    away: fc.array(
      fc.record({
        userId: person,
        during: anyHours,
        windows: fc.array(anyHours, { maxLength: 2 }),
        status: fc.constantFrom<AbsenceStatus>(
          'planned',
          'active',
          'completed',
          'cancelled',
          'suggested',
          'coverage_assigned',
        ),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    covers: fc.array(
      fc.record({
        of: fc.integer({ min: 0, max: 8 }),
        backupUserId: person,
        tier: fc.integer({ min: 0, max: 3 }),
        status: fc.constantFrom<AssignmentStatus>('pending', 'accepted', 'declined', 'active', 'completed'),
        during: anyHours,
        customerIds: fc.constantFrom(null, null, [CORVANE.id], [customerId(2)]),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ managers, left, isLeaving, fallback, away, covers }): RosterRows => ({
    people: managers.map((managerId, index) => ({
      id: user(index + 1),
      teamId: emea,
      managerId,
      leftAt: isLeaving ? (left[index] ?? null) : null,
    })),
    absences: away.map((absence, index) => ({ ...absence, id: absenceId(index) })),
    assignments: covers.map(({ of, ...cover }, index) => ({
      ...cover,
      id: assignmentId(index),
      absenceId: absenceId(of),
      acceptedAt: cover.status === 'pending' || cover.status === 'declined' ? null : hour(0),
    })),
    teams: [{ id: emea, fallbackUserId: fallback }],
  }));

const edgesOf = (rows: RosterRows): Temporal.Instant[] =>
  [
    ...rows.absences.flatMap(({ during, windows }) => [during, ...windows]),
    ...rows.assignments.map(({ during }) => during),
  ]
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .concat(rows.people.map(({ leftAt }) => leftAt ?? null))
    .filter((edge) => edge !== null)
    .toSorted((a, b) => Temporal.Instant.compare(a, b));

const same = (
  a: { responsible: UserId | null; because: Because },
  b: { responsible: UserId | null; because: Because },
) => a.responsible === b.responsible && a.because === b.because;

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 5_000 : 200;

test('at every change, a second before and a second after, it agrees with brute force, and so does "until"', () => {
  const seen = new Set<Because>();
  fc.assert(
    fc.property(anyRows, (rows) => {
      const edges = edgesOf(rows);
      for (const edge of new Set(edges.map(String))) {
        for (const seconds of [-1, 0, 1]) {
          const at = Temporal.Instant.from(edge).add({ seconds });
          const answer = responsible({ customer: CORVANE, at, ...rows });
          const expected = bruteForce(rows, at);
          seen.add(expected.because);
          expect({ responsible: answer.responsible, because: answer.because }).toEqual(expected);
          const changesAt = edges.find(
            (later) => Temporal.Instant.compare(later, at) > 0 && !same(bruteForce(rows, later), expected),
          );
          expect(answer.until).toEqual(changesAt ?? null);
        }
      }
    }),
    { numRuns },
  );
  expect([...seen].toSorted()).toEqual(['coverage', 'gap', 'manager', 'owner', 'team-fallback']);
});

test('the order of the rows does not matter', () => {
  fc.assert(
    fc.property(anyRows, fc.integer({ min: 0, max: 30 }), (rows, at) => {
      const turned: RosterRows = {
        people: rows.people.toReversed(),
        absences: rows.absences.toReversed(),
        assignments: rows.assignments.toReversed(),
        teams: rows.teams,
      };
      expect(responsible({ customer: CORVANE, at: hour(at), ...turned })).toEqual(
        responsible({ customer: CORVANE, at: hour(at), ...rows }),
      );
    }),
  );
});

test('what is planned for later does not change who was responsible before', () => {
  fc.assert(
    fc.property(anyRows, anyRows, fc.integer({ min: 0, max: 30 }), (rows, plans, at) => {
      const later = (span: Span): Span => ({
        startsAt: span.startsAt.add({ hours: 40 }),
        endsAt: span.endsAt?.add({ hours: 40 }) ?? null,
      });
      const more: RosterRows = {
        ...rows,
        absences: [
          ...rows.absences,
          ...plans.absences.map((absence, index) => ({
            ...absence,
            id: absenceId(100 + index),
            during: later(absence.during),
            windows: absence.windows.map(later),
          })),
        ],
      };
      const { responsible: was, because, skipped } = responsible({ customer: CORVANE, at: hour(at), ...rows });
      expect(responsible({ customer: CORVANE, at: hour(at), ...more })).toMatchObject({
        responsible: was,
        because,
        skipped,
      });
    }),
  );
});

/** What people and jobs do at an instant; what the rules refuse changes nothing. */
type Edit = (rows: RosterRows, now: Temporal.Instant) => RosterRows;
const unlessRefused =
  (edit: Edit): Edit =>
  (rows, now) => {
    try {
      return edit(rows, now);
    } catch (error) {
      if (error instanceof DomainError) return rows;
      throw error;
    }
  };
const full = (cover: Cover): Assignment => ({
  approval: 'none',
  answerBy: null,
  declinedReason: null,
  endedReason: null,
  ...cover,
});
/** As the repository stores it: what ended before it began is in force at no time. */
const stored = (cover: Assignment): Cover =>
  cover.during.endsAt !== null && cover.during.startsAt.equals(cover.during.endsAt)
    ? { ...cover, acceptedAt: null }
    : cover;
const onAbsence =
  (n: number, change: (absence: RosterRows['absences'][number], now: Temporal.Instant) => object): Edit =>
  (rows, now) => ({
    ...rows,
    absences: rows.absences.map((one, index) =>
      index === n % rows.absences.length ? { ...one, ...change(one, now) } : one,
    ),
  });
const onCover =
  (n: number, change: (cover: Assignment, now: Temporal.Instant) => Assignment): Edit =>
  (rows, now) => ({
    ...rows,
    assignments: rows.assignments.map((one, index) =>
      index === n % rows.assignments.length ? stored(change(full(one), now)) : one,
    ),
  });

const anyEdit: fc.Arbitrary<Edit> = fc
  .record({ kind: fc.integer({ min: 0, max: 7 }), n: fc.nat(20), hours: anyHours, who: person })
  .map(({ kind, n, hours, who }) => {
    const moved = { during: hours, windows: [] };
    const edits: Edit[] = [
      onAbsence(n, (absence, now) => {
        const end = stopAbsence(absence, now);
        return end.do === 'cancel'
          ? { status: 'cancelled' }
          : { status: 'completed', during: end.during, windows: end.windows };
      }),
      onAbsence(n, (absence, now) => {
        // a new time that is over already cannot be typed (absences.in-the-past)
        if (hours.endsAt !== null && Temporal.Instant.compare(hours.endsAt, now) <= 0) return {};
        const running = Temporal.Instant.compare(absence.during.startsAt, now) < 0;
        const startsAt = running ? absence.during.startsAt : now;
        return moveAbsence(absence, { ...moved, during: { startsAt, endsAt: hours.endsAt } }, now);
      }),
      (rows, now) => ({
        ...rows,
        absences: [
          ...rows.absences,
          {
            id: absenceId(90 + n),
            userId: who,
            status: 'planned',
            windows: [],
            during: { ...hours, startsAt: now, endsAt: null },
          },
        ],
      }),
      onCover(n, (cover, now) => acceptAssignment(cover, cover.backupUserId, now)),
      onCover(n, (cover, now) => declineAssignment(cover, cover.backupUserId, 'no', now)),
      onCover(n, (cover, now) => endAssignment(cover, 'released', now)),
      onCover(n, (cover, now) =>
        hours.endsAt !== null && Temporal.Instant.compare(hours.endsAt, now) <= 0
          ? cover
          : followAbsence(cover, hours, now),
      ),
      (rows, now) => ({
        ...rows,
        people: rows.people.map((one) => (one.id === who && !one.leftAt ? { ...one, leftAt: now } : one)),
      }),
    ];
    return unlessRefused(edits[kind] ?? ((rows) => rows));
  });

test('whatever is done from now on, who was responsible until now stays', () => {
  let changed = 0;
  fc.assert(
    fc.property(
      anyRows,
      fc.array(anyEdit, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 25 }),
      (rows, edits, hourNow) => {
        const now = hour(hourNow);
        const after = edits.reduce((world, edit) => edit(world, now), rows);
        if (after !== rows) changed += 1;
        const instants = [...edgesOf(rows), now].flatMap((edge) => [-1, 0, 1].map((seconds) => edge.add({ seconds })));
        for (const at of instants.filter((one) => Temporal.Instant.compare(one, now) < 0)) {
          const was = responsible({ customer: CORVANE, at, ...rows });
          const is = responsible({ customer: CORVANE, at, ...after });
          if (!same(was, is))
            expect({ at, ...is }).toMatchObject({ responsible: was.responsible, because: was.because });
        }
      },
    ),
    { numRuns },
  );
  expect(changed).toBeGreaterThan(0);
});
