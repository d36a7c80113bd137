import type { AssignmentStatus } from './assignments.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { isGap, isWeak, proofFigures, type ProofInput, proveCoverage, tilesWhere } from './proof.js';
import { resilience, stakesOf } from './resilience.js';
import type { RosterCover, RosterRows } from './roster.js';
import { whatIf } from './what-if.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const [ANA, BEN, EVA, MIA] = [1, 2, 3, 4].map((n) => asId<UserId>(id(1, n))) as [UserId, UserId, UserId, UserId];
const customer = (n: number) => asId<CustomerId>(id(2, n));
const absence = (n: number) => asId<AbsenceId>(id(3, n));
const EMEA = asId<TeamId>(id(5, 1));
const day = (n: number) => Temporal.Instant.from('2026-07-06T00:00Z').add({ hours: 24 * n });
const days = (from: number, to: number) => ({ startsAt: day(from), endsAt: day(to) });

const away = (n: number, userId: UserId, from: number, to: number): RosterRows['absences'][number] => ({
  id: absence(n),
  userId,
  status: 'planned',
  during: days(from, to),
  windows: [],
});
const cover = (n: number, of: number, backupUserId: UserId, more: Partial<RosterCover> = {}): RosterCover => {
  const status: AssignmentStatus = more.status ?? 'accepted';
  return {
    id: asId<AssignmentId>(id(4, n)),
    absenceId: absence(of),
    backupUserId,
    tier: 1,
    status,
    customerIds: null,
    during: days(2, 5),
    acceptedAt: status === 'pending' || status === 'declined' ? null : day(0),
    ...more,
  };
};
/** Ana owns two customers, Ben one, customer 4 nobody; no managers unless given. Looked at for ten days. */
const world = (rows: Partial<RosterRows> = {}, managerId: UserId | null = null): ProofInput => ({
  customers: [
    { id: customer(1), csmId: ANA },
    { id: customer(2), csmId: ANA },
    { id: customer(3), csmId: BEN },
  ],
  from: day(0),
  to: day(10),
  rows: {
    people: [ANA, BEN, EVA, MIA].map((one) => ({ id: one, teamId: EMEA, managerId: one === MIA ? null : managerId })),
    absences: [away(0, ANA, 2, 5)],
    assignments: [],
    teams: [{ id: EMEA, fallbackUserId: null }],
    ...rows,
  },
});
const gaps = (input: ProofInput) =>
  tilesWhere(proveCoverage(input), isGap).map(({ customerId, startsAt, endsAt, cause }) => ({
    customerId,
    startsAt,
    endsAt,
    cause,
  }));

test('nobody asked is a gap for exactly the days away, with its cause', () => {
  const both = [customer(1), customer(2)];
  expect(gaps(world())).toEqual(both.map((customerId) => ({ customerId, ...days(2, 5), cause: 'nobody-asked' })));
  expect(proofFigures(proveCoverage(world()))).toEqual({
    customers: 3,
    covered: 1,
    coveredRatio: 1 / 3,
    coveredTimeRatio: 0.8,
    weak: 0,
  });
});

test.each<[string, Partial<RosterRows>]>([
  ['not-answered', { assignments: [cover(0, 0, BEN, { status: 'pending' })] }],
  ['declined', { assignments: [cover(0, 0, BEN, { status: 'declined' })] }],
  ['coverage-ended', { assignments: [cover(0, 0, BEN, { during: days(1, 2), status: 'completed' })] }],
  ['backup-absent', { assignments: [cover(0, 0, BEN)], absences: [away(0, ANA, 2, 5), away(1, BEN, 2, 5)] }],
  [
    'not-answered',
    { assignments: [cover(0, 0, BEN, { status: 'declined' }), cover(1, 0, EVA, { status: 'pending', tier: 2 })] },
  ],
])('the cause of a gap is the nearest thing to coverage: %s', (cause, rows) => {
  expect(gaps(world(rows)).filter((gap) => gap.customerId === customer(1))).toEqual([
    { customerId: customer(1), ...days(2, 5), cause },
  ]);
});

test('a backup who falls ill in the middle leaves a gap from that day on, no earlier', () => {
  const rows = { assignments: [cover(0, 0, BEN)], absences: [away(0, ANA, 2, 5), away(1, BEN, 4, 8)] };
  expect(gaps(world(rows))[0]).toEqual({ customerId: customer(1), ...days(4, 5), cause: 'backup-absent' });
});

test('a customer without owner is a gap for all of the time; an owner who left too', () => {
  const input = world({ absences: [] });
  const people = input.rows.people.map((one) => (one.id === BEN ? { ...one, leftAt: day(3) } : one));
  expect(gaps({ ...input, customers: [{ id: customer(4), csmId: null }] })).toEqual([
    { customerId: customer(4), ...days(0, 10), cause: 'no-owner' },
  ]);
  expect(gaps({ ...input, rows: { ...input.rows, people } })).toEqual([
    { customerId: customer(3), ...days(3, 10), cause: 'owner-left' },
  ]);
});

test('fallback and manager are cover of a weaker grade: no gap, and told with the reason', () => {
  const proof = proveCoverage(world({}, MIA));
  expect(tilesWhere(proof, isGap)).toEqual([]);
  expect(tilesWhere(proof, isWeak)).toMatchObject([
    { customerId: customer(1), responsible: MIA, because: 'manager', cause: 'nobody-asked', ...days(2, 5) },
    { customerId: customer(2) },
  ]);
  expect(proofFigures(proof)).toMatchObject({ covered: 3, coveredRatio: 1, weak: 2 });
});

test('without customers there is nothing to miss', () => {
  expect(proofFigures(proveCoverage({ ...world(), customers: [] }))).toMatchObject({
    coveredRatio: 1,
    coveredTimeRatio: 1,
  });
});

test('who must not fall sick is who covers alone; a second backup takes that away', () => {
  const alone = world({ assignments: [cover(0, 0, BEN)] }, MIA);
  expect(resilience(alone)).toEqual([
    {
      userId: BEN,
      points: [{ customerIds: [customer(1), customer(2)], ...days(2, 5), leftWith: 'manager', standsIn: true }],
    },
  ]);
  expect(resilience(world({ assignments: [cover(0, 0, BEN), cover(1, 0, EVA, { tier: 2 })] }, MIA))).toEqual([]);
});

test('without fallback and manager every owner is a single point of their own customers', () => {
  const points = resilience(world({ absences: [] }));
  expect(points).toMatchObject([
    { userId: ANA, points: [{ ...days(0, 10), leftWith: 'nobody', standsIn: false }] },
    { userId: BEN },
  ]);
  const worth = new Map([
    [customer(1), { arr: 100, healthScore: 80 }],
    [customer(2), { arr: null, healthScore: 40 }],
  ]);
  expect(stakesOf(points[0]?.points ?? [], worth)).toEqual({ customers: 2, arr: 100, lowestHealth: 40 });
});

describe('what if Ben were away too', () => {
  const withMore = (rows: RosterRows, covers: readonly RosterCover[]): RosterRows => ({
    ...rows,
    absences: [...rows.absences, away(9, BEN, 3, 6)],
    assignments: [...rows.assignments, ...covers],
  });
  const ask = (rows: Partial<RosterRows>, covers: readonly RosterCover[] = [], managerId: UserId | null = null) =>
    whatIf({
      ...world(rows, managerId),
      before: world(rows, managerId).rows,
      after: withMore(world(rows, managerId).rows, covers),
      capacity: new Map([
        [EVA, 2],
        [MIA, 50],
      ]),
    });

  test('his customer and those he stands in for are without anybody; what was a gap before is not counted', () => {
    const found = ask({ assignments: [cover(0, 0, BEN, { customerIds: [customer(1)] })] });
    expect(found.gaps.map(({ customerId, startsAt, endsAt }) => ({ customerId, startsAt, endsAt }))).toEqual([
      { customerId: customer(1), ...days(3, 5) },
      { customerId: customer(3), ...days(3, 6) },
    ]);
    expect(found.overload).toEqual([]);
  });

  test('with a manager nobody is without anybody, and it says that only the manager is left', () => {
    const found = ask({ assignments: [cover(0, 0, EVA)] }, [], MIA);
    expect(found.gaps).toEqual([]);
    expect(found.weak).toMatchObject([{ customerId: customer(3), responsible: MIA, ...days(3, 6) }]);
  });

  test('a yes of somebody full is coverage, and an overload from the day on which both come together', () => {
    const found = ask({ assignments: [cover(0, 0, EVA)] }, [cover(9, 9, EVA, { during: days(3, 6) })], MIA);
    expect(found.weak).toEqual([]);
    expect(found.overload).toEqual([{ userId: EVA, points: 3, pointsBefore: 2, capacityPoints: 2, at: day(3) }]);
    expect(found.singlePoints).toMatchObject([
      { userId: EVA, points: [{ customerIds: [customer(3)], ...days(3, 6) }] },
    ]);
  });

  test('carrying exactly as much as one can is no overload', () => {
    const part = [cover(0, 0, EVA, { customerIds: [customer(1)] })];
    expect(ask({ assignments: part }, [cover(9, 9, EVA, { during: days(3, 6) })], MIA).overload).toEqual([]);
  });
});
