import { asId, type AssignmentId, type CustomerId, type UserId } from './ids.js';
import { type LadderRow, type LadderState, type NextAsk, nextAsks } from './ladder.js';
import { RUNGS } from './policies.js';
import { overlaps, type Span } from './spans.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const customer = (n: number) => asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const [ANA, BEN, EVA, FINN, MIA, FALL] = [user(1), user(2), user(3), user(4), user(5), user(6)];
const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2026-07-01T08:00:00Z');
const WEEK: Span = { startsAt: at('2026-07-06T00:00:00Z'), endsAt: at('2026-07-11T00:00:00Z') };
const day = (n: number): Span => ({
  startsAt: at(`2026-07-${String(n).padStart(2, '0')}T00:00:00Z`),
  endsAt: at(`2026-07-${String(n + 1).padStart(2, '0')}T00:00:00Z`),
});

let nextRow = 1;
const row = (backupUserId: UserId, given: Partial<LadderRow> = {}): LadderRow => ({
  id: asId<AssignmentId>(`00000000-0000-4000-b000-${String(nextRow++).padStart(12, '0')}`),
  backupUserId,
  tier: 1,
  status: 'pending',
  during: WEEK,
  endedReason: null,
  customerIds: [customer(1), customer(2)],
  rung: 'first',
  createdAt: NOW,
  isReleasing: false,
  ...given,
});
const lapsed = (backupUserId: UserId, given: Partial<LadderRow> = {}) =>
  row(backupUserId, {
    status: 'completed',
    endedReason: 'lapsed',
    during: { startsAt: WEEK.startsAt, endsAt: WEEK.startsAt },
    ...given,
  });

/** The team is Ben, Eva, Finn, in that order; the first who is not refused takes all. */
const state = (given: Partial<LadderState> = {}, team = [BEN, EVA, FINN]): LadderState => ({
  now: NOW,
  absence: { userId: ANA, during: WEEK, windows: [] },
  policy: { ladder: RUNGS, secondary: false, urgentAnswerMinutes: 15 },
  customerIds: [customer(1), customer(2)],
  rows: [],
  elsewhere: [],
  away: new Map(),
  fallbackUserId: FALL,
  managerIds: [MIA],
  mayHold: () => true,
  choosable: new Set(team),
  choose: ({ customerIds, refused, holders }) => {
    const free = team.find((one) => !refused.has(one) && !customerIds.some((id) => holders.get(id)?.has(one)));
    return free ? [{ userId: free, customerIds }] : [];
  },
  ...given,
});
const told = (ask: NextAsk | undefined) => ask && [ask.backupUserId, ask.rung, ask.tier, ask.withoutAsking];
const firstOf = (given: Partial<LadderState>, team?: UserId[]) => told(nextAsks(state(given, team)).asks[0]);

describe('who is asked next', () => {
  test('at first the first choice, for everything and all of the time', () => {
    expect(nextAsks(state())).toEqual({
      withdraw: [],
      asks: [
        {
          backupUserId: BEN,
          customerIds: [customer(1), customer(2)],
          tier: 1,
          rung: 'first',
          during: null,
          withoutAsking: false,
        },
      ],
      gap: [],
    });
  });

  test.each(['pending', 'accepted', 'active'] as const)('nobody while one is %s', (status) => {
    expect(nextAsks(state({ rows: [row(BEN, { status })] })).asks).toEqual([]);
  });

  test('after a no, and after no answer, the next suggestion; never again who was asked', () => {
    expect(firstOf({ rows: [row(BEN, { status: 'declined' })] })).toEqual([EVA, 'next-suggestion', 1, false]);
    expect(firstOf({ rows: [lapsed(BEN), row(EVA, { status: 'declined' })] })).toEqual([
      FINN,
      'next-suggestion',
      1,
      false,
    ]);
  });

  test('with nobody left to ask, the team’s fallback is assigned unasked; without one the manager', () => {
    const rows = [lapsed(BEN), lapsed(EVA), lapsed(FINN)];
    expect(firstOf({ rows })).toEqual([FALL, 'team-fallback', 1, true]);
    expect(firstOf({ rows, fallbackUserId: null })).toEqual([MIA, 'manager', 1, true]);
  });

  test('who did not answer may still be the last step, who said no never is', () => {
    const rows = [lapsed(BEN), row(EVA, { status: 'declined' }), row(FINN, { status: 'declined' })];
    expect(firstOf({ rows, fallbackUserId: BEN })).toEqual([BEN, 'team-fallback', 1, true]);
    expect(firstOf({ rows, fallbackUserId: EVA })).toEqual([MIA, 'manager', 1, true]);
  });

  test('the last steps are neither the absent person nor somebody away; then it is a gap', () => {
    const rows = [lapsed(BEN), lapsed(EVA), lapsed(FINN)];
    const away = new Map([[MIA, [day(8)]]]);
    expect(nextAsks(state({ rows, fallbackUserId: ANA, away }))).toEqual({
      withdraw: [],
      asks: [],
      gap: [customer(1), customer(2)],
    });
  });

  test('one person in the team, and nobody above: a gap at once', () => {
    expect(nextAsks(state({ fallbackUserId: null, managerIds: [] }, []))).toMatchObject({
      asks: [],
      gap: [customer(1), customer(2)],
    });
  });

  test('no customers, nothing to ask', () => {
    expect(nextAsks(state({ customerIds: [] }))).toEqual({ withdraw: [], asks: [], gap: [] });
  });

  test('a step that the team left out is left out', () => {
    const policy = { ladder: ['manager'] as const, secondary: false, urgentAnswerMinutes: 15 };
    expect(firstOf({ rows: [lapsed(BEN)], policy })).toEqual([MIA, 'manager', 1, true]);
    const none = { ...policy, ladder: [] };
    expect(nextAsks(state({ rows: [lapsed(BEN)], policy: none }))).toMatchObject({ asks: [], gap: { length: 2 } });
  });
});

describe('how long it climbs', () => {
  const running: Span = { startsAt: NOW, endsAt: WEEK.endsAt };
  const absence = { userId: ANA, during: running, windows: [] };
  const asked = (minutesAgo: number) => lapsed(BEN, { createdAt: NOW.add({ minutes: -minutesAgo }), during: running });

  test('a running absence: another suggestion while the hour lasts, then the last steps', () => {
    expect(firstOf({ absence, rows: [asked(45)] })).toEqual([EVA, 'next-suggestion', 1, false]);
    expect(firstOf({ absence, rows: [asked(46)] })).toEqual([FALL, 'team-fallback', 1, true]);
  });

  test('ahead of time: up to the start, so that somebody is responsible before it', () => {
    const soon = (minutes: number) => ({
      absence: { userId: ANA, during: { startsAt: NOW.add({ minutes }), endsAt: WEEK.endsAt }, windows: [] },
      rows: [lapsed(BEN, { createdAt: NOW.add({ hours: -24 }) })],
    });
    expect(firstOf(soon(15))).toEqual([EVA, 'next-suggestion', 1, false]);
    expect(firstOf(soon(14))).toEqual([FALL, 'team-fallback', 1, true]);
  });
});

describe('a secondary backup', () => {
  const policy = { ladder: RUNGS, secondary: true, urgentAnswerMinutes: 15 };
  const second = (backupUserId: UserId, given: Partial<LadderRow> = {}) =>
    row(backupUserId, { tier: 2, rung: 'secondary', ...given });

  test('is asked beside the first one, and is somebody else', () => {
    expect(nextAsks(state({ policy })).asks.map(told)).toEqual([
      [BEN, 'first', 1, false],
      [EVA, 'secondary', 2, false],
    ]);
    expect(nextAsks(state({ policy, rows: [row(BEN), second(EVA)] })).asks).toEqual([]);
  });

  test('stands for the first one who did not answer, before anybody else is asked', () => {
    expect(nextAsks(state({ policy, rows: [lapsed(BEN), second(EVA, { status: 'accepted' })] })).asks).toEqual([]);
    const without = { ...policy, ladder: ['next-suggestion', 'manager'] as const };
    expect(firstOf({ policy: without, rows: [lapsed(BEN), second(EVA, { status: 'accepted' })] })).toEqual([
      FINN,
      'next-suggestion',
      1,
      false,
    ]);
  });

  test('by hand before there is a first one, it does not keep the first one from being asked', () => {
    expect(firstOf({ rows: [second(EVA, { rung: 'by-hand' })] })).toEqual([BEN, 'first', 1, false]);
  });
});

describe('the backup falls ill', () => {
  test('for a part: somebody else for that part, at the next tier', () => {
    const away = new Map([[BEN, [day(8), day(9)]]]);
    const { asks, withdraw } = nextAsks(state({ rows: [row(BEN, { status: 'accepted' })], away }));
    expect(withdraw).toEqual([]);
    expect(asks).toEqual([
      expect.objectContaining({
        backupUserId: EVA,
        tier: 2,
        during: { startsAt: day(8).startsAt, endsAt: day(9).endsAt },
        withoutAsking: false,
      }),
    ]);
  });

  test('before answering: the question is taken back and somebody else asked', () => {
    const pending = row(BEN);
    const away = new Map([[BEN, [day(8)]]]);
    const team = [EVA, FINN];
    expect(nextAsks(state({ rows: [pending], away }, team))).toMatchObject({
      withdraw: [pending.id],
      asks: [{ backupUserId: EVA, tier: 1, during: null }],
    });
  });

  test('in hours in which nobody has to be covered, nothing happens', () => {
    const windows = [{ startsAt: at('2026-07-06T09:00:00Z'), endsAt: at('2026-07-06T12:00:00Z') }];
    const away = new Map([[BEN, [{ startsAt: at('2026-07-06T12:00:00Z'), endsAt: at('2026-07-06T18:00:00Z') }]]]);
    const absence = { userId: ANA, during: day(6), windows };
    const rows = [row(BEN, { status: 'accepted', during: day(6) })];
    expect(nextAsks(state({ absence, rows, away }))).toEqual({ withdraw: [], asks: [], gap: [] });
  });
});

test('a backup who wants out is replaced, and not by themselves', () => {
  expect(firstOf({ rows: [row(BEN, { status: 'active', isReleasing: true })] })).toEqual([
    EVA,
    'next-suggestion',
    1,
    false,
  ]);
});

test('only the customers nobody looks after are asked for, also when another absence covers some', () => {
  const elsewhere = [{ customerId: customer(1), tier: 1, during: WEEK }];
  expect(nextAsks(state({ elsewhere })).asks).toMatchObject([{ customerIds: [customer(2)] }]);
});

test('one person is asked once for everything that falls to them, whoever said no to which part of it', () => {
  const rows = [
    row(BEN, { status: 'declined', customerIds: [customer(1)], createdAt: NOW }),
    row(EVA, { status: 'declined', customerIds: [customer(2)], createdAt: NOW.subtract({ minutes: 5 }) }),
  ];
  expect(nextAsks(state({ rows })).asks).toEqual([
    {
      backupUserId: FINN,
      customerIds: [customer(1), customer(2)],
      tier: 1,
      rung: 'next-suggestion',
      during: null,
      withoutAsking: false,
    },
  ]);
});

/** Each is free when nothing of `away` overlaps; the first of the team who is takes all. */
const withAway = (
  away: ReadonlyMap<UserId, readonly Span[]>,
  given: Partial<LadderState> = {},
  team = [BEN, EVA, FINN],
) =>
  state(
    {
      away,
      choose: ({ customerIds, during, refused, holders }) => {
        const free = team.find(
          (one) =>
            !refused.has(one) &&
            !(away.get(one) ?? []).some((span) => overlaps(span, during)) &&
            !customerIds.some((id) => holders.get(id)?.has(one)),
        );
        return free ? [{ userId: free, customerIds }] : [];
      },
      ...given,
    },
    team,
  );
const when = ({ backupUserId, rung, during }: NextAsk) => [
  backupUserId,
  rung,
  during && String(during.startsAt).slice(8, 10),
  during && String(during.endsAt).slice(8, 10),
];
const days = (from: number, to: number): Span => ({ startsAt: day(from).startsAt, endsAt: day(to).startsAt });

describe('where nobody is there for all of it', () => {
  test('people who are there for a part are asked one after the other, whoever can stay longest first', () => {
    const away = new Map([
      [BEN, [days(9, 12)]],
      [EVA, [days(6, 8)]],
      [FINN, [days(8, 12)]],
    ]);
    expect(nextAsks(withAway(away)).asks.map(when)).toEqual([
      [BEN, 'first', '06', '09'],
      [EVA, 'first', '09', '11'],
    ]);
  });

  test('control: whoever is there for all of it is asked, though others are there for a part', () => {
    expect(nextAsks(withAway(new Map([[BEN, [day(7)]]]))).asks.map(when)).toEqual([[EVA, 'first', null, null]]);
  });

  test('the team’s fallback and the managers stand in only while nobody of the team is there', () => {
    const away = new Map([
      [BEN, [day(8)]],
      [EVA, [WEEK]],
      [FINN, [WEEK]],
      [FALL, [WEEK]],
    ]);
    const { asks, gap } = nextAsks(withAway(away));
    expect([asks.map(when), gap]).toEqual([
      [
        [BEN, 'first', '06', '08'],
        [BEN, 'first', '09', '11'],
        [MIA, 'manager', '08', '09'],
      ],
      [],
    ]);
  });

  test('a time with nobody at all is a gap, and the rest is covered all the same', () => {
    const away = new Map([
      [BEN, [day(10)]],
      [MIA, [WEEK]],
      [FALL, [WEEK]],
    ]);
    const { asks, gap } = nextAsks(withAway(away, {}, [BEN]));
    expect([asks.map(when), gap]).toEqual([[[BEN, 'first', '06', '10']], [customer(1), customer(2)]]);
  });

  test('after a no to one part, that part alone is asked again', () => {
    const away = new Map([
      [BEN, [days(9, 12)]],
      [EVA, [days(6, 9)]],
      [FINN, [days(6, 8)]],
    ]);
    const rows = [
      row(BEN, { status: 'accepted', during: days(6, 9) }),
      row(EVA, { status: 'declined', during: days(9, 11) }),
    ];
    expect(nextAsks(withAway(away, { rows })).asks.map(when)).toEqual([[FINN, 'next-suggestion', '09', '11']]);
  });

  test('who is chosen for a part is told what they carry of this absence already', () => {
    const away = new Map([[EVA, [day(9)]]]);
    const seen: number[] = [];
    const rows = [row(BEN, { status: 'accepted', customerIds: [customer(1)] })];
    nextAsks(
      state({
        away,
        rows,
        choose: ({ customerIds, carried }) => {
          seen.push(carried.get(BEN)?.size ?? 0);
          return [{ userId: EVA, customerIds }];
        },
      }),
    );
    expect(seen).toEqual([1]);
  });
});
