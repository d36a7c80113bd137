import type { AbsenceStatus } from './absences.js';
import type { AssignmentStatus } from './assignments.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { availableInstead, type Because, responsible } from './responsible.js';
import { roster, type RosterRows } from './roster.js';
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

const [ANA, BEN, EVA, FINN, MIA, ADA] = [user(1), user(2), user(3), user(4), user(5), user(6)];
const CORVANE = { id: customerId(1), csmId: ANA };

interface AwayGiven {
  who: UserId;
  during: Span;
  status?: AbsenceStatus;
  windows?: Span[];
}
interface CoverGiven {
  of: number;
  backup: UserId;
  tier?: number;
  status?: AssignmentStatus;
  customerIds?: CustomerId[] | null;
  during?: Span;
}

/** Ana, Ben, Eva and Finn report to Mia, she to Ada; all but Ada are in EMEA. Absences are numbered as given, covers point at them. */
const world = (given: {
  away?: AwayGiven[];
  covers?: CoverGiven[];
  fallback?: UserId | null;
  left?: UserId[];
}): RosterRows => {
  const away = given.away ?? [];
  return {
    people: [ANA, BEN, EVA, FINN, MIA, ADA].map((one) => ({
      id: one,
      teamId: one === ADA ? null : emea,
      managerId: one === ADA ? null : one === MIA ? ADA : MIA,
      leftAt: given.left?.includes(one) ? hour(0) : null,
    })),
    absences: away.map(({ who, during, status = 'active', windows = [] }, index) => ({
      id: absenceId(index),
      userId: who,
      during,
      status,
      windows,
    })),
    assignments: (given.covers ?? []).map(
      ({ of, backup, tier = 1, status = 'accepted', customerIds = null, during }, index) => ({
        id: assignmentId(index),
        absenceId: absenceId(of),
        backupUserId: backup,
        tier,
        status,
        customerIds,
        during: during ?? away[of]?.during ?? s(0, 1),
        acceptedAt: status === 'pending' || status === 'declined' ? null : hour(0),
      }),
    ),
    teams: [{ id: emea, fallbackUserId: given.fallback ?? null }],
  };
};
const ask = (given: Parameters<typeof world>[0], at = 50) =>
  responsible({ customer: CORVANE, at: hour(at), ...world(given) });
const day = s(48, 72);

test('the owner is responsible while here, until their next absence', () => {
  expect(ask({ away: [{ who: ANA, during: day }] }, 10)).toMatchObject({
    responsible: ANA,
    because: 'owner',
    until: hour(48),
    skipped: [],
  });
});

test('nothing planned, or an open end, means no end', () => {
  const openEnd = { away: [{ who: ANA, during: s(48, null) }], covers: [{ of: 0, backup: BEN }] };
  expect(ask(openEnd)).toMatchObject({ responsible: BEN, until: null });
  expect(ask({})).toMatchObject({ responsible: ANA, because: 'owner', until: null, next: MIA });
});

test.each<[string, CoverGiven[], AwayGiven[], { responsible: UserId | null; because: Because }]>([
  ['the primary backup', [{ of: 0, backup: BEN }], [], { responsible: BEN, because: 'coverage' }],
  [
    'the secondary when the primary is away',
    [
      { of: 0, backup: EVA, tier: 2 },
      { of: 0, backup: BEN },
    ],
    [{ who: BEN, during: day }],
    { responsible: EVA, because: 'coverage' },
  ],
  [
    "the primary's own backup before the secondary",
    [
      { of: 0, backup: EVA, tier: 2 },
      { of: 0, backup: BEN },
      { of: 1, backup: FINN },
    ],
    [{ who: BEN, during: day }],
    { responsible: FINN, because: 'coverage' },
  ],
  [
    'nobody through a backup who covers other customers',
    [{ of: 0, backup: BEN, customerIds: [customerId(2)] }],
    [],
    { responsible: MIA, because: 'manager' },
  ],
  [
    'the manager when the backup has not answered',
    [{ of: 0, backup: BEN, status: 'pending' }],
    [],
    { responsible: MIA, because: 'manager' },
  ],
  [
    'the manager when the backup declined',
    [{ of: 0, backup: BEN, status: 'declined' }],
    [],
    { responsible: MIA, because: 'manager' },
  ],
  [
    'the manager before a yes counts',
    [{ of: 0, backup: BEN, during: s(51, 72) }],
    [],
    { responsible: MIA, because: 'manager' },
  ],
  [
    'a backup whose turn ended later, in the past',
    [{ of: 0, backup: BEN, status: 'completed', during: s(48, 60) }],
    [],
    { responsible: BEN, because: 'coverage' },
  ],
  [
    'two who cover each other: neither',
    [
      { of: 0, backup: BEN },
      { of: 1, backup: ANA },
    ],
    [{ who: BEN, during: day }],
    { responsible: MIA, because: 'manager' },
  ],
  [
    "the manager's manager when the manager is away",
    [],
    [{ who: MIA, during: day }],
    { responsible: ADA, because: 'manager' },
  ],
  [
    "the absent manager's cover before the next manager",
    [{ of: 1, backup: FINN }],
    [{ who: MIA, during: day }],
    { responsible: FINN, because: 'manager' },
  ],
  [
    'nobody at all',
    [],
    [
      { who: MIA, during: day },
      { who: ADA, during: day },
    ],
    { responsible: null, because: 'gap' },
  ],
])('while Ana is away it is %s', (_name, covers, more, expected) => {
  expect(ask({ away: [{ who: ANA, during: day }, ...more], covers })).toMatchObject(expected);
});

test('the team fallback comes before managers', () => {
  expect(ask({ away: [{ who: ANA, during: day }], fallback: EVA })).toMatchObject({
    responsible: EVA,
    because: 'team-fallback',
    until: hour(72),
    next: MIA,
  });
});

test('a backup is there from the first instant to the last, and not after', () => {
  const given = { away: [{ who: ANA, during: day }], covers: [{ of: 0, backup: BEN }] };
  const at = (instant: Temporal.Instant) =>
    responsible({ customer: CORVANE, at: instant, ...world(given) }).responsible;
  expect(at(hour(48).subtract({ nanoseconds: 1 }))).toBe(ANA);
  expect(at(hour(48))).toBe(BEN);
  expect(at(hour(72).subtract({ nanoseconds: 1 }))).toBe(BEN);
  expect(at(hour(72))).toBe(ANA);
});

test('a partial day counts by its hours', () => {
  const given = {
    away: [{ who: ANA, during: s(48, 96), windows: [s(57, 60), s(81, 84)] }],
    covers: [{ of: 0, backup: BEN }],
  };
  expect(ask(given, 56)).toMatchObject({ responsible: ANA, until: hour(57) });
  expect(ask(given, 57)).toMatchObject({ responsible: BEN, until: hour(60) });
  expect(ask(given, 60)).toMatchObject({ responsible: ANA, until: hour(81) });
});

test.each<AbsenceStatus>(['suggested', 'cancelled'])('a %s absence changes nothing', (status) => {
  expect(ask({ away: [{ who: ANA, during: day, status }] })).toMatchObject({ responsible: ANA, until: null });
});

test('it says who was skipped and why, and who is next', () => {
  const answer = ask({
    away: [
      { who: ANA, during: s(48, 96) },
      { who: BEN, during: day },
    ],
    covers: [
      { of: 0, backup: BEN },
      { of: 0, backup: EVA, tier: 2, status: 'declined' },
      { of: 0, backup: FINN, tier: 3 },
    ],
  });
  expect(answer).toMatchObject({ responsible: FINN, because: 'coverage', until: hour(72), next: MIA });
  expect(answer.skipped).toEqual([
    { userId: ANA, reason: 'absent' },
    { userId: BEN, reason: 'absent' },
    { userId: EVA, reason: 'declined' },
  ]);
  expect(answer.chain.map(({ step, userId, outcome, awayUntil }) => [step, userId, outcome, awayUntil])).toEqual([
    ['owner', ANA, 'absent', hour(96)],
    ['coverage', BEN, 'absent', hour(72)],
    ['coverage', EVA, 'declined', null],
    ['coverage', FINN, 'responsible', null],
  ]);
});

test('two absences at once are one queue: lower tier, then who began earlier', () => {
  const given = {
    away: [
      { who: ANA, during: day },
      { who: ANA, during: s(40, 80) },
    ],
  };
  expect(
    ask({
      ...given,
      covers: [
        { of: 0, backup: BEN },
        { of: 1, backup: EVA },
      ],
    }),
  ).toMatchObject({ responsible: EVA, until: hour(80) });
  expect(
    ask({
      ...given,
      covers: [
        { of: 0, backup: BEN },
        { of: 1, backup: EVA, tier: 2 },
      ],
    }),
  ).toMatchObject({ responsible: BEN, next: EVA });
});

test('an owner who left hands on to the team and its managers', () => {
  expect(ask({ left: [ANA] })).toMatchObject({
    responsible: MIA,
    because: 'manager',
    skipped: [{ userId: ANA, reason: 'left' }],
  });
});

test('a customer without an owner is a gap that says so', () => {
  const answer = responsible({ customer: { id: customerId(1), csmId: null }, at: hour(1), ...world({}) });
  expect(answer).toMatchObject({
    responsible: null,
    because: 'gap',
    until: null,
    chain: [{ step: 'owner', outcome: 'none-set' }],
  });
});

test('one certain person resolves to whoever covers everything of theirs', () => {
  const all = roster(
    world({
      away: [
        { who: MIA, during: day },
        { who: EVA, during: day },
      ],
      covers: [
        { of: 0, backup: EVA },
        { of: 1, backup: FINN },
      ],
    }),
  );
  expect(availableInstead(all, MIA, hour(1)).userId).toBe(MIA);
  expect(availableInstead(all, MIA, hour(50)).userId).toBe(FINN);
  const some = roster(
    world({ away: [{ who: MIA, during: day }], covers: [{ of: 0, backup: EVA, customerIds: [CORVANE.id] }] }),
  );
  expect(availableInstead(some, MIA, hour(50)).userId).toBeNull();
  expect(availableInstead(some, MIA, hour(50), CORVANE.id).userId).toBe(EVA);
});
