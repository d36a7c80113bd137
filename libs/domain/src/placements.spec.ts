import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { coverageHistory, type Placements, responsibleAsPlaced } from './placements.js';
import type { RosterRows } from './roster.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const [ANA, BEN, EVA, MIA] = [1, 2, 3, 4].map((n) => asId<UserId>(id(1, n))) as [UserId, UserId, UserId, UserId];
const EMEA = asId<TeamId>(id(5, 1));
const customer = { id: asId<CustomerId>(id(2, 1)), csmId: BEN };
const day = (n: number) => Temporal.Instant.from('2026-07-06T00:00Z').add({ hours: 24 * n });

/** Ana's until day 3, Ben's from then on; Ana is away on days 1 and 2, covered by Eva; Mia became the manager on day 8. */
const rows: RosterRows = {
  people: [ANA, BEN, EVA, MIA].map((one) => ({ id: one, teamId: EMEA, managerId: one === BEN ? MIA : null })),
  absences: [
    {
      id: asId<AbsenceId>(id(3, 0)),
      userId: ANA,
      status: 'completed',
      during: { startsAt: day(1), endsAt: day(3) },
      windows: [],
    },
    {
      id: asId<AbsenceId>(id(3, 1)),
      userId: BEN,
      status: 'active',
      during: { startsAt: day(7), endsAt: day(9) },
      windows: [],
    },
  ],
  assignments: [
    {
      id: asId<AssignmentId>(id(4, 0)),
      absenceId: asId<AbsenceId>(id(3, 0)),
      backupUserId: EVA,
      tier: 1,
      status: 'completed',
      customerIds: null,
      during: { startsAt: day(1), endsAt: day(3) },
      acceptedAt: day(0),
    },
  ],
  teams: [{ id: EMEA, fallbackUserId: null }],
};
const placements: Placements = {
  owners: [
    { since: day(-5), csmId: ANA },
    { since: day(3), csmId: BEN },
  ],
  people: [
    { id: BEN, since: day(-5), teamId: EMEA, managerId: null },
    { id: BEN, since: day(8), teamId: EMEA, managerId: MIA },
  ],
  teams: [],
};
const question = { customer, rows, placements };

test('who had coverage when: each time with the owner and the manager of that time', () => {
  const tiles = coverageHistory({ ...question, from: day(-9), to: day(12) });
  expect(
    tiles.map(({ startsAt, endsAt, csmId, responsible, because }) => [startsAt, endsAt, csmId, responsible, because]),
  ).toEqual([
    [day(-9), day(1), ANA, ANA, 'owner'],
    [day(1), day(3), ANA, EVA, 'coverage'],
    [day(3), day(7), BEN, BEN, 'owner'],
    [day(7), day(8), BEN, null, 'gap'],
    [day(8), day(9), BEN, MIA, 'manager'],
    [day(9), day(12), BEN, BEN, 'owner'],
  ]);
});

test.each([
  [0, ANA, 'owner', 1],
  [2, EVA, 'coverage', 3],
  [4, BEN, 'owner', 7],
  [7, null, 'gap', 8],
] as const)('asked about day %i it answers as it was then, until it changed', (n, responsible, because, until) => {
  expect(responsibleAsPlaced(question, day(n))).toMatchObject({ responsible, because, until: day(until) });
});

test('a hand-over in the middle of the coverage of the old owner ends it for that customer', () => {
  const early = {
    ...placements,
    owners: [
      { since: day(-5), csmId: ANA },
      { since: day(2), csmId: BEN },
    ],
  };
  expect(responsibleAsPlaced({ ...question, placements: early }, day(1))).toMatchObject({
    responsible: EVA,
    until: day(2),
  });
});
