import fc from 'fast-check';
import { asId, type AssignmentId, type CustomerId, type UserId } from './ids.js';
import { type LadderRow, type LadderState, type NextAsk, nextAsks } from './ladder.js';
import { RUNGS } from './policies.js';
import { overlaps, type Span } from './spans.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const numRuns = soak ? 20_000 : 400;

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const customer = (n: number) => asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const ABSENT = user(0);
const START = Temporal.Instant.from('2026-07-06T00:00:00Z');
const WEEK: Span = { startsAt: START, endsAt: START.add({ hours: 120 }) };
const PEOPLE = 6;

/** What people do when they are asked, one after the other; nobody and nothing else decides. */
const world = fc.record({
  customers: fc.integer({ min: 0, max: 4 }),
  hoursAhead: fc.integer({ min: -24, max: 200 }),
  ladder: fc.subarray([...RUNGS]),
  secondary: fc.boolean(),
  team: fc.subarray([1, 2, 3, 4]),
  fallback: fc.option(fc.integer({ min: 0, max: PEOPLE }), { nil: null }),
  managers: fc.subarray([1, 5, 6]),
  conflicts: fc.array(fc.tuple(fc.integer({ min: 1, max: PEOPLE }), fc.integer({ min: 1, max: 4 })), { maxLength: 4 }),
  away: fc.array(
    fc.tuple(fc.integer({ min: 1, max: PEOPLE }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 3 })),
    { maxLength: 3 },
  ),
  answers: fc.array(fc.constantFrom('yes', 'no', 'silence', 'release', 'reject'), { minLength: 60, maxLength: 60 }),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const spanOfDays = (from: number, days: number): Span => ({
  startsAt: START.add({ hours: 24 * from }),
  endsAt: START.add({ hours: 24 * (from + days) }),
});

const play = (given: World) => {
  const customerIds = Array.from({ length: given.customers }, (_, n) => customer(n + 1));
  const away = new Map<UserId, Span[]>();
  for (const [who, from, days] of given.away)
    away.set(user(who), [...(away.get(user(who)) ?? []), spanOfDays(from, days)]);
  const isAway = (id: UserId, part: Span) => (away.get(id) ?? []).some((one) => overlaps(one, part));
  const mayHold = (id: UserId, customerId: CustomerId) =>
    !given.conflicts.some(([who, which]) => user(who) === id && customer(which) === customerId);
  const rows: LadderRow[] = [];
  const history: { ask: NextAsk; refused: UserId[]; held: boolean }[] = [];
  let now = START.add({ hours: -given.hoursAhead });

  const stateNow = (): LadderState => ({
    now,
    absence: { userId: ABSENT, during: WEEK, windows: [] },
    policy: { ladder: given.ladder, secondary: given.secondary, urgentAnswerMinutes: 15 },
    customerIds,
    rows,
    elsewhere: [],
    away,
    fallbackUserId: given.fallback === null ? null : user(given.fallback),
    managerIds: given.managers.map(user),
    mayHold,
    choosable: new Set(given.team.map(user)),
    choose: ({ customerIds: wanted, during, refused, holders }) => {
      const left = new Set(wanted);
      return given.team.map(user).flatMap((userId) => {
        if (refused.has(userId) || isAway(userId, during)) return [];
        const theirs = [...left].filter((id) => mayHold(userId, id) && !holders.get(id)?.has(userId));
        theirs.forEach((id) => left.delete(id));
        return theirs.length > 0 ? [{ userId, customerIds: theirs }] : [];
      });
    },
  });
  const refusals = () =>
    rows.filter((one) => one.status === 'declined' || one.endedReason === 'rejected').map((one) => one.backupUserId);

  let step = 0;
  for (; step < given.answers.length; step++) {
    const next = nextAsks(stateNow());
    for (const id of next.withdraw) settle(rows, id, { status: 'completed', endedReason: 'replaced' });
    for (const ask of next.asks) {
      const held = rows.some(
        (one) =>
          ['pending', 'accepted', 'active'].includes(one.status) &&
          one.backupUserId === ask.backupUserId &&
          overlaps(one.during, ask.during ?? WEEK) &&
          one.customerIds.some((id) => ask.customerIds.includes(id)),
      );
      history.push({ ask, refused: refusals(), held });
      rows.push({
        id: asId<AssignmentId>(`00000000-0000-4000-b000-${String(rows.length).padStart(12, '0')}`),
        backupUserId: ask.backupUserId,
        tier: ask.tier,
        status: ask.withoutAsking ? 'accepted' : 'pending',
        during: ask.during ?? WEEK,
        endedReason: null,
        customerIds: ask.customerIds,
        rung: ask.rung,
        createdAt: now,
        isReleasing: false,
      });
      if (ask.withoutAsking) replaceLeaving(rows, ask);
    }
    const waiting = rows.find(({ status }) => status === 'pending');
    if (!waiting && next.asks.length === 0 && next.withdraw.length === 0)
      return { rows, history, gap: next.gap, steps: step, stateNow };
    if (waiting) answer(rows, waiting, given.answers[step] ?? 'silence');
    now = now.add({ minutes: 20 });
  }
  return { rows, history, gap: nextAsks(stateNow()).gap, steps: step, stateNow };
};

const settle = (rows: LadderRow[], id: AssignmentId, change: Partial<LadderRow>): void => {
  const index = rows.findIndex((one) => one.id === id);
  const before = rows[index];
  if (before) rows[index] = { ...before, ...change };
};

const replaceLeaving = (rows: LadderRow[], { customerIds }: Pick<NextAsk, 'customerIds'>): void => {
  for (const one of rows.filter(({ isReleasing, status }) => isReleasing && status === 'accepted'))
    if (one.customerIds.every((id) => customerIds.includes(id)))
      settle(rows, one.id, { status: 'completed', endedReason: 'released' });
};

const answer = (rows: LadderRow[], waiting: LadderRow, said: World['answers'][number]): void => {
  if (said === 'no') return settle(rows, waiting.id, { status: 'declined' });
  if (said === 'reject') return settle(rows, waiting.id, { status: 'completed', endedReason: 'rejected' });
  if (said === 'silence') return settle(rows, waiting.id, { status: 'completed', endedReason: 'lapsed' });
  settle(rows, waiting.id, { status: 'accepted' });
  replaceLeaving(rows, waiting);
  if (said === 'release') settle(rows, waiting.id, { isReleasing: true });
};

test('the ladder ends, whatever people answer, with coverage or with the gap named', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { rows, gap, steps } = play(given);
      expect(steps).toBeLessThan(given.answers.length);
      for (let n = 1; n <= given.customers; n++) {
        const isHeld = rows.some((one) => one.status === 'accepted' && one.customerIds.includes(customer(n)));
        expect(isHeld || gap.includes(customer(n))).toBe(true);
      }
    }),
    { numRuns },
  );
});

test('nobody is asked who is the absent person, said no, is away, or holds the customer already', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { history, stateNow } = play(given);
      const { away, mayHold } = stateNow();
      for (const { ask, refused, held } of history) {
        expect(ask.backupUserId).not.toBe(ABSENT);
        expect(refused).not.toContain(ask.backupUserId);
        expect(held).toBe(false);
        expect((away.get(ask.backupUserId) ?? []).some((one) => overlaps(one, ask.during ?? WEEK))).toBe(false);
        expect(ask.customerIds.every((id) => mayHold(ask.backupUserId, id))).toBe(true);
        expect(ask.tier).toBeGreaterThanOrEqual(1);
        expect(ask.tier).toBeLessThanOrEqual(5);
      }
    }),
    { numRuns },
  );
});

test('at every hour somebody of the team is asked for every customer, when anybody is there who may; nobody twice', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { stateNow } = play({ ...given, ladder: [], secondary: false, answers: [] });
      const state = stateNow();
      const { asks } = nextAsks(state);
      for (let hour = Math.max(0, -given.hoursAhead); hour < 120; hour++)
        for (const id of state.customerIds) {
          const now = { startsAt: START.add({ hours: hour }), endsAt: START.add({ hours: hour + 1 }) };
          const isThere = (who: UserId) => !(state.away.get(who) ?? []).some((one) => overlaps(one, now));
          const able = given.team.map(user).some((who) => isThere(who) && state.mayHold(who, id));
          const asked = asks.filter((ask) => ask.customerIds.includes(id) && overlaps(ask.during ?? WEEK, now));
          expect(asked.length).toBe(able ? 1 : 0);
        }
    }),
    { numRuns: soak ? 2_000 : 60 },
  );
});

test('repeating it changes nothing until something happened', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { stateNow } = play(given);
      expect(nextAsks(stateNow())).toMatchObject({ asks: [], withdraw: [] });
    }),
    { numRuns },
  );
});

test('while the absence runs and nobody answers, somebody is responsible within the hour of the first question', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.constantFrom(5, 10, 15, 20, 30), (size, urgentAnswerMinutes) => {
      const team = Array.from({ length: size }, (_, n) => user(n + 1));
      const rows: LadderRow[] = [];
      let now = START.add({ hours: 30 });
      const first = now;
      for (;;) {
        const [ask] = nextAsks({
          now,
          absence: { userId: ABSENT, during: WEEK, windows: [] },
          policy: { ladder: RUNGS, secondary: false, urgentAnswerMinutes },
          customerIds: [customer(1)],
          rows,
          elsewhere: [],
          away: new Map(),
          fallbackUserId: null,
          managerIds: [user(90)],
          mayHold: () => true,
          choosable: new Set(team),
          choose: ({ customerIds, refused }) =>
            team
              .filter((one) => !refused.has(one))
              .slice(0, 1)
              .map((userId) => ({ userId, customerIds })),
        }).asks;
        if (!ask || ask.withoutAsking) {
          expect(ask?.rung).toBe('manager');
          break;
        }
        const id = asId<AssignmentId>(`00000000-0000-4000-b000-${String(rows.length).padStart(12, '0')}`);
        rows.push({
          ...{ id, backupUserId: ask.backupUserId, tier: ask.tier, rung: ask.rung, customerIds: ask.customerIds },
          ...{ during: WEEK, createdAt: now, status: 'completed', endedReason: 'lapsed', isReleasing: false },
        });
        now = now.add({ minutes: urgentAnswerMinutes });
      }
      expect(first.until(now).total('minutes')).toBeLessThanOrEqual(60);
    }),
    { numRuns: 60 },
  );
});
