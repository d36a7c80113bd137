import fc from 'fast-check';
import { asId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { type Candidate, suggestBackups, type SuggestBackupsInput } from './suggestions.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const customerId = (n: number) => asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const emea = asId<TeamId>('00000000-0000-4000-a000-000000000001');
const americas = asId<TeamId>('00000000-0000-4000-a000-000000000002');
const [ANA, BEN, EVA, FINN] = [user(1), user(2), user(3), user(4)];

const candidate = (given: Partial<Candidate> = {}): Candidate => ({
  id: BEN,
  roles: ['csm'],
  teamId: emea,
  skills: [],
  capacityPoints: 50,
  load: 0,
  coverageLoad: 0,
  knownCustomerIds: [],
  isAbsent: false,
  ...given,
});
const ids = (count: number) => Array.from({ length: count }, (_, n) => customerId(n));
const tags = Array.from({ length: 20 }, (_, n) => `need-${n}`);
const portfolio38 = ids(38).map((id, n) => ({ id, segment: null, industry: null, needs: [tags[n % 20] ?? ''] }));
const ask = (candidates: Candidate[], more: Partial<SuggestBackupsInput> = {}) =>
  suggestBackups({
    absentee: { id: ANA, teamId: emea },
    preferredBackupUserId: null,
    portfolio: portfolio38,
    candidates,
    ...more,
  });

test('the three of the mock-up: 75, 40 and 35', () => {
  const { items } = ask(
    [
      candidate({ id: FINN, load: 24, knownCustomerIds: ids(6), skills: tags.slice(0, 12) }),
      candidate({ id: EVA, load: 27, knownCustomerIds: ids(9), skills: tags.slice(0, 15) }),
      candidate({ id: BEN, load: 31, knownCustomerIds: ids(17), skills: tags.slice(0, 16) }),
    ],
    { preferredBackupUserId: BEN },
  );
  expect(items.map(({ userId, score }) => [userId, Math.round(score)])).toEqual([
    [BEN, 75],
    [EVA, 40],
    [FINN, 35],
  ]);
  expect(items[0]?.factors.capacityScore).toBeCloseTo(38);
  expect(items[0]?.evidence).toMatchObject({
    load: 31,
    capacityPoints: 50,
    knownCustomers: 17,
    portfolioCustomers: 38,
  });
});

test("with the default capacity it is PRD-258's formula", () => {
  const anyCase = fc.record({
    load: fc.nat(60),
    coverageLoad: fc.nat(20),
    known: fc.nat(38),
    skills: fc.nat(20),
    isPreferred: fc.boolean(),
  });
  fc.assert(
    fc.property(anyCase, ({ load, coverageLoad, known, skills, isPreferred }) => {
      fc.pre(load + coverageLoad < 50);
      const { items } = ask(
        [candidate({ load, coverageLoad, knownCustomerIds: ids(known), skills: tags.slice(0, skills) })],
        {
          preferredBackupUserId: isPreferred ? BEN : null,
        },
      );
      const capacity = Math.max(0, 100 - (load + coverageLoad) * 2);
      const familiarity = (known / 38) * 100;
      const preference = isPreferred ? 30 : 0;
      expect(items[0]?.score).toBeCloseTo(
        capacity * 0.3 + familiarity * 0.3 + (skills / 20) * 100 * 0.25 + preference,
        9,
      );
    }),
  );
});

test.each<[string, Partial<Candidate>, string]>([
  ['away, even if full and of another team', { isAbsent: true, load: 60, teamId: americas }, 'absent'],
  ['full to the last point', { load: 40, coverageLoad: 10 }, 'at_capacity'],
  ['over it, of another team', { load: 60, teamId: americas }, 'at_capacity'],
  ['able to carry nothing', { capacityPoints: 0 }, 'at_capacity'],
  ['of another team', { teamId: americas }, 'not_eligible'],
  ['without a team', { teamId: null }, 'not_eligible'],
  ['no CSM', { roles: ['manager'] }, 'not_eligible'],
])('left out: %s', (_name, given, reason) => {
  expect(ask([candidate(given)])).toEqual({ items: [], excluded: [{ userId: BEN, reason }] });
});

test('one free point is enough', () => {
  expect(ask([candidate({ load: 49 })]).items[0]?.factors.capacityScore).toBeCloseTo(2);
});

test('the absent person is neither suggested nor listed, not even as the preferred one', () => {
  expect(ask([candidate({ id: ANA })], { preferredBackupUserId: ANA })).toEqual({ items: [], excluded: [] });
});

test('an empty portfolio is nobody’s to know', () => {
  const { items } = ask([candidate({ knownCustomerIds: ids(3), skills: tags })], { portfolio: [] });
  expect(items[0]?.factors).toMatchObject({ familiarityScore: 0, skillMatchScore: 0 });
});

test('skills count once, whatever their case, and segments and industries are skills too', () => {
  const portfolio = [
    { id: customerId(1), segment: 'Enterprise', industry: 'Banking', needs: ['SSO', 'sso'] },
    { id: customerId(2), segment: 'Enterprise', industry: null, needs: ['German'] },
  ];
  const { items } = ask([candidate({ skills: ['enterprise', 'BANKING', 'banking', 'knitting'] })], { portfolio });
  expect(items[0]?.factors.skillMatchScore).toBe(50);
  expect(items[0]?.evidence.matchedSkills).toEqual(['banking', 'enterprise']);
});

test('customers outside the portfolio are no familiarity', () => {
  expect(
    ask([candidate({ knownCustomerIds: [customerId(900), customerId(0), customerId(0)] })]).items[0]?.evidence
      .knownCustomers,
  ).toBe(1);
});

test('equal scores: who carries less, then the id; the order given never matters', () => {
  const weights = { capacity: 0, familiarity: 0.3, skill: 0.25, fairness: 0 };
  const three = [candidate({ id: FINN, load: 5 }), candidate({ id: EVA, load: 5 }), candidate({ id: BEN, load: 9 })];
  const order = ask(three, { weights }).items.map(({ userId }) => userId);
  expect(order).toEqual([EVA, FINN, BEN]);
  expect(ask(three.toReversed(), { weights }).items.map(({ userId }) => userId)).toEqual(order);
});
