import { type CheckedCustomer, deadEnds, type DeadEndInput } from './dead-ends.js';
import { type AbsenceId, asId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { roster } from './roster.js';
import { MANAGER_OF_CSM, type RoutingRule } from './routing-rules.js';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [ANA, MIA, MAX, SUE] = [1, 2, 3, 4].map((n) => asId<UserId>(uuid(n))) as [UserId, UserId, UserId, UserId];
const support = asId<TeamId>(uuid(20));
const customerId = asId<CustomerId>(uuid(30));
/** A Monday. */
const from = Temporal.Instant.from('2026-07-06T00:00:00Z');
const hours = (starts: number, ends: number) => ({
  startsAt: from.add({ hours: starts }),
  endsAt: from.add({ hours: ends }),
});
const rule = (n: number, assignTo: string, more: Partial<RoutingRule> = {}): RoutingRule => ({
  id: uuid(n),
  category: 'Technical',
  severity: [],
  conditions: [],
  actions: { assignTo, notify: [], createSlackChannel: false },
  ...more,
});
const catchAll = rule(99, MANAGER_OF_CSM, { category: '*' });
const aCustomer = (more: Partial<CheckedCustomer> = {}): CheckedCustomer => ({
  id: customerId,
  csmId: ANA,
  timeZone: 'UTC',
  csmTeam: [],
  arr: 1000,
  healthScore: 70,
  segment: null,
  industry: null,
  stage: null,
  renewalOn: null,
  ...more,
});

type Absence = [who: UserId, during: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }, backup?: UserId];
const find = (given: {
  book?: RoutingRule[];
  before?: RoutingRule[];
  away?: Absence[];
  managers?: [UserId, UserId][];
  category?: Partial<DeadEndInput['categories'][number]>;
  customers?: CheckedCustomer[];
  members?: UserId[];
}) => {
  const { book = [], away = [], managers = [[ANA, MIA]], members = [SUE] } = given;
  return deadEnds({
    book: [...book, catchAll],
    ...(given.before && { before: [...given.before, catchAll] }),
    categories: [{ name: 'Technical', defaultOwnerId: null, defaultTeamId: null, ...given.category }],
    customers: given.customers ?? [aCustomer()],
    members: new Map([[support, members]]),
    from,
    roster: roster({
      people: [ANA, MIA, MAX, SUE].map((id) => ({
        id,
        teamId: null,
        managerId: managers.find(([of]) => of === id)?.[1] ?? null,
      })),
      absences: away.map(([userId, during], n) => ({
        id: asId<AbsenceId>(uuid(40 + n)),
        userId,
        status: 'planned' as const,
        during,
        windows: [],
      })),
      assignments: away.flatMap(([, during, backupUserId], n) =>
        backupUserId
          ? [
              {
                id: asId<AssignmentId>(uuid(50 + n)),
                absenceId: asId<AbsenceId>(uuid(40 + n)),
                backupUserId,
                tier: 1,
                status: 'accepted' as const,
                customerIds: null,
                during,
                acceptedAt: during.startsAt,
              },
            ]
          : [],
      ),
      teams: [],
    }),
  });
};
const where = (found: ReturnType<typeof find>) =>
  found.map(({ severity, at, until }) => [severity, String(at), until && String(until)]);

test('with a manager who is there, nothing is wrong', () => {
  expect(find({})).toEqual([]);
});

test('an absent manager without coverage is found for every severity, with the hour and what was tried', () => {
  const found = find({ away: [[MIA, hours(10, 34)]] });

  expect(where(found)).toEqual(
    ['P0', 'P1', 'P2', 'P3'].map((severity) => [severity, '2026-07-06T10:00:00Z', '2026-07-07T10:00:00Z']),
  );
  expect(found[0]).toMatchObject({
    category: 'Technical',
    weekday: 1,
    hour: 10,
    customerId,
    customers: 1,
    ruleId: catchAll.id,
    why: [
      { kind: 'catch-all', outcome: 'nobody-free' },
      { kind: 'manager-chain', outcome: 'nobody-free' },
    ],
  });
});

test.each<[string, Parameters<typeof find>[0]]>([
  ['whoever covers the manager', { away: [[MIA, hours(10, 34), MAX]] }],
  [
    'the manager above',
    {
      away: [[MIA, hours(10, 34)]],
      managers: [
        [ANA, MIA],
        [MIA, MAX],
      ],
    },
  ],
  ['the category’s owner', { away: [[MIA, hours(10, 34)]], category: { defaultOwnerId: SUE } }],
  ['the category’s team', { away: [[MIA, hours(10, 34)]], category: { defaultTeamId: support } }],
  ['a rule', { away: [[MIA, hours(10, 34)]], book: [rule(1, SUE)] }],
  ['a rule’s team', { away: [[MIA, hours(10, 34)]], book: [rule(1, support)] }],
])('%s is enough', (_, given) => {
  expect(find(given)).toEqual([]);
});

test('a backup who is away themselves is not', () => {
  const found = find({
    away: [
      [MIA, hours(10, 40), MAX],
      [MAX, hours(20, 60)],
    ],
  });
  expect(where(found).at(0)).toEqual(['P0', '2026-07-06T20:00:00Z', '2026-07-07T16:00:00Z']);
});

test('a cycle among managers ends, and is found when all of it is away', () => {
  const managers: [UserId, UserId][] = [
    [ANA, MIA],
    [MIA, MAX],
    [MAX, MIA],
  ];
  expect(find({ managers, away: [[MIA, hours(0, 50)]] })).toEqual([]);
  expect(
    find({
      managers,
      away: [
        [MIA, hours(0, 50)],
        [MAX, hours(30, 60)],
      ],
    })[0],
  ).toMatchObject({ hour: 6, weekday: 2 });
});

test('whoever is back before the response clock runs out is reachable in time', () => {
  expect(where(find({ away: [[MIA, hours(10, 12)]] })).map(([severity]) => severity)).toEqual(['P0', 'P1']);
  expect(where(find({ away: [[MIA, hours(10, 11)]] })).map(([severity]) => severity)).toEqual(['P0', 'P1']);
  const almost = { startsAt: from, endsAt: from.add({ minutes: 14 }) };
  expect(find({ away: [[MIA, almost]] })).toEqual([]);
});

test('only the hours at which the failing rule decides count, in the zone of the CSM', () => {
  const night = rule(1, support, { conditions: [{ field: 'hour', operator: 'lt', value: 6 }] });
  const day = rule(2, SUE, { conditions: [{ field: 'hour', operator: 'gte', value: 6 }] });
  const empty = { book: [night, day], away: [[MIA, hours(0, 48)] satisfies Absence], members: [] };

  expect(find(empty)[0]).toMatchObject({ severity: 'P0', hour: 0, at: from, ruleId: night.id });
  const tokyo = find({ ...empty, customers: [aCustomer({ timeZone: 'Asia/Tokyo' })] });
  expect(tokyo[0]).toMatchObject({ hour: 0, weekday: 2, at: from.add({ hours: 15 }) });
});

test('customers whom no rule tells apart are counted, and those a rule catches are not', () => {
  const rich = rule(1, SUE, { conditions: [{ field: 'customer.arr', operator: 'gte', value: 5000 }] });
  const customers = [1000, 4999, 5000, 9000].map((arr, n) => aCustomer({ id: asId<CustomerId>(uuid(31 + n)), arr }));
  expect(find({ book: [rich], customers, away: [[MIA, hours(0, 48)]] })[0]).toMatchObject({ customers: 2 });
  // two CSMs under the same manager who is away: everybody is concerned, not only those who are found first
  const all = customers.map((customer, n) => ({ ...customer, csmId: n < 2 ? ANA : MAX }));
  const found = find({
    customers: all,
    managers: [
      [ANA, MIA],
      [MAX, MIA],
    ],
    away: [[MIA, hours(0, 48)]],
  });
  expect(found.map(({ customers: concerned }) => concerned)).toEqual([4, 4, 4, 4]);
});

test('beside the book before only what the change adds is found, also behind what was there already', () => {
  const away: Absence[] = [
    [MIA, hours(10, 34)],
    [SUE, hours(0, 300)],
  ];
  const toSue = rule(1, SUE);
  expect(find({ book: [toSue], before: [], away })).toEqual([]);
  // nobody of the managers is a way out while a team is: support is there, so the same hours are dead only without that rule
  const toSupport = rule(1, support);
  expect(find({ book: [], before: [toSupport], away, members: [MAX] })).toHaveLength(4);
  expect(find({ book: [], before: [], away, members: [MAX] })).toEqual([]);
  const early = rule(2, support, { conditions: [{ field: 'hour', operator: 'gte', value: 14 }] });
  const added = find({ book: [], before: [early], away, members: [MAX] });
  expect(added.map(({ severity, at }) => [severity, String(at)])).toEqual(
    // a P3 may be answered the next day
    ['P0', 'P1', 'P2'].map((severity) => [severity, '2026-07-06T14:00:00Z']),
  );
  // dead before until 9:10 of the next day, now until 10:00: what is new begins between two full hours
  expect(
    find({
      before: [rule(3, MAX)],
      away: [
        [MIA, hours(10, 34)],
        [MAX, { ...hours(10, 33), endsAt: from.add({ hours: 33, minutes: 10 }) }],
      ],
    })[0],
  ).toMatchObject({
    at: from.add({ hours: 32, minutes: 55, seconds: 1 }),
  });
});

test('a customer without a CSM has no manager to go to', () => {
  const found = find({ customers: [aCustomer({ csmId: null })] });
  expect(found).toHaveLength(4);
  expect(found[0]).toMatchObject({ at: from, until: null, why: [{ kind: 'catch-all', outcome: 'no-manager' }] });
});

test('ninety days are looked at, and not the ninety-first', () => {
  const last = 90 * 24;
  expect(where(find({ away: [[MIA, hours(last - 1, last + 200)]] }))).toEqual(
    ['P0', 'P1', 'P2', 'P3'].map((severity) => [severity, '2026-10-03T23:00:00Z', null]),
  );
  expect(find({ away: [[MIA, hours(last, last + 200)]] })).toEqual([]);
});
