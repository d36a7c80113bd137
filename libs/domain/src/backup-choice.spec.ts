import {
  type BackupChoice,
  type ChoiceCandidate,
  type ChoiceCustomer,
  chooseBackups,
  type ChoiceInput,
} from './backup-choice.js';
import type { CoverageRule } from './coverage-rules.js';
import { asId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { DEFAULT_POLICY } from './policies.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const cust = (n: number) => asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const emea = asId<TeamId>('00000000-0000-4000-a000-000000000001');
const americas = asId<TeamId>('00000000-0000-4000-a000-000000000002');
const [ANA, BEN, EVA, FINN, GUS] = [user(1), user(2), user(3), user(4), user(5)];
const NAMES = new Map([
  [ANA, 'ana'],
  [BEN, 'ben'],
  [EVA, 'eva'],
  [FINN, 'finn'],
  [GUS, 'gus'],
]);
const HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;

const candidate = (id: UserId, given: Partial<ChoiceCandidate> = {}): ChoiceCandidate => ({
  id,
  roles: ['csm'],
  teamId: emea,
  skills: [],
  capacityPoints: 50,
  load: 10,
  coverageLoad: 0,
  knownCustomerIds: [],
  coveredCustomerIds: [],
  isAbsent: false,
  timeZone: 'Europe/Lisbon',
  workingHours: HOURS,
  turn: null,
  ...given,
});
const aCustomer = (n: number, given: Partial<ChoiceCustomer> & { arr?: number } = {}): ChoiceCustomer => ({
  id: cust(n),
  segment: 'Enterprise',
  industry: 'Banking',
  needs: [],
  language: null,
  presetUserId: null,
  facts: {
    arr: given.arr ?? 1000,
    healthScore: 70,
    segment: 'Enterprise',
    industry: 'Banking',
    stage: 'value',
    daysToRenewal: 90,
    language: null,
  },
  ...given,
});
const rule = (
  given: Omit<Partial<CoverageRule>, 'action'> & { action: Partial<CoverageRule['action']> },
): CoverageRule => ({
  id: 'rule',
  position: 1,
  name: 'Rule',
  active: true,
  conditions: [],
  ...given,
  action: { strategy: null, backupUserId: null, backupTeamId: null, skill: null, ...given.action },
});
const choose = (given: Partial<ChoiceInput> = {}): BackupChoice =>
  chooseBackups({
    absentee: { id: ANA, teamId: emea, timeZone: 'Europe/Lisbon', workingHours: HOURS },
    preferredBackupUserId: null,
    policy: DEFAULT_POLICY,
    rules: [],
    absence: { kind: 'vacation', days: 5, unplanned: false },
    teamName: 'EMEA',
    customers: [aCustomer(1), aCustomer(2), aCustomer(3)],
    candidates: [candidate(ANA), candidate(BEN, { load: 20 }), candidate(EVA), candidate(FINN, { load: 30 })],
    refused: new Set(),
    holders: new Map(),
    at: Temporal.Instant.from('2026-07-06T00:00:00Z'),
    ...given,
  });
const who = ({ picks }: BackupChoice) =>
  Object.fromEntries(
    picks.map(({ userId, customerIds }) => [NAMES.get(userId), customerIds.map((id) => Number(id.slice(-3)))]),
  );

describe('whom the choice falls on', () => {
  test('nobody named: the best score, for everything', () => {
    expect(who(choose())).toEqual({ eva: [1, 2, 3] });
  });

  test('the preferred backup, also over their capacity and from another team', () => {
    expect(who(choose({ preferredBackupUserId: FINN }))).toEqual({ finn: [1, 2, 3] });
    const full = candidate(GUS, { teamId: americas, load: 50 });
    expect(who(choose({ preferredBackupUserId: GUS, candidates: [candidate(EVA), full] }))).toEqual({ gus: [1, 2, 3] });
  });

  test('pre-configured per customer beats per CSM', () => {
    const customers = [aCustomer(1, { presetUserId: BEN }), aCustomer(2), aCustomer(3)];
    expect(who(choose({ customers, preferredBackupUserId: FINN }))).toEqual({ ben: [1], finn: [2, 3] });
  });

  test.each([
    ['away', candidate(BEN, { isAbsent: true })],
    ['with a declared conflict', candidate(BEN, { conflicts: new Map([[cust(1), 'married to their CFO']]) })],
    ['a supporter by now', candidate(BEN, { roles: ['supporter'] })],
  ])('who is named but %s is not asked', (_, ben) => {
    const customers = [aCustomer(1, { presetUserId: BEN })];
    expect(who(choose({ customers, candidates: [ben, candidate(EVA)] }))).toEqual({ eva: [1] });
  });

  test('who was asked in vain, and who holds the customer at another tier, is left out', () => {
    expect(who(choose({ refused: new Set([EVA]) }))).toEqual({ ben: [1, 2, 3] });
    expect(who(choose({ holders: new Map([[cust(1), new Set([EVA])]]) }))).toEqual({ ben: [1], eva: [2, 3] });
  });

  test('nobody there: everything is left over', () => {
    expect(choose({ candidates: [candidate(ANA)] })).toMatchObject({
      picks: [],
      unplaced: [cust(1), cust(2), cust(3)],
    });
  });
});

describe('strategies', () => {
  const withStrategy = (strategy: 'round_robin' | 'workload' | 'skill') => ({ ...DEFAULT_POLICY, strategy });

  test('round robin: whose turn is longest ago, who never had one first; it is their turn then', () => {
    const candidates = [
      candidate(BEN, { turn: 4 }),
      candidate(EVA, { turn: 7 }),
      candidate(FINN, { turn: 5, load: 0 }),
    ];
    expect(who(choose({ policy: withStrategy('round_robin'), candidates }))).toEqual({ ben: [1, 2, 3] });
    const fresh = [...candidates, candidate(GUS)];
    const choice = choose({ policy: withStrategy('round_robin'), candidates: fresh });
    expect(who(choice)).toEqual({ gus: [1, 2, 3] });
    expect(choice.turns).toEqual([GUS]);
  });

  test('round robin with equal turns: who has given less coverage', () => {
    const candidates = [candidate(BEN, { balance: 20 }), candidate(EVA, { balance: 3 })];
    expect(who(choose({ policy: withStrategy('round_robin'), candidates }))).toEqual({ eva: [1, 2, 3] });
  });

  test('a pre-configured backup comes before the turn (PRD-131: round robin if no primary), and takes none', () => {
    const choice = choose({ policy: withStrategy('round_robin'), preferredBackupUserId: FINN });
    expect(who(choice)).toEqual({ finn: [1, 2, 3] });
    expect(choice.turns).toEqual([]);
  });

  test('workload: who carries the smallest share of what they can', () => {
    const candidates = [
      candidate(BEN, { load: 20, capacityPoints: 100 }),
      candidate(EVA, { load: 15, capacityPoints: 50, knownCustomerIds: [cust(1), cust(2), cust(3)] }),
    ];
    expect(who(choose({ policy: withStrategy('workload'), candidates }))).toEqual({ ben: [1, 2, 3] });
    expect(who(choose({ candidates }))).toEqual({ eva: [1, 2, 3] });
  });

  test('skill: whose skills fit segment and industry best', () => {
    const candidates = [candidate(EVA), candidate(FINN, { load: 40, skills: ['banking', 'Enterprise'] })];
    expect(who(choose({ policy: withStrategy('skill'), candidates }))).toEqual({ finn: [1, 2, 3] });
  });
});

describe('hard limits', () => {
  test('the customer’s language, when somebody of the team speaks it: "de" is German', () => {
    const customers = [aCustomer(1, { language: 'de' }), aCustomer(2)];
    const candidates = [candidate(EVA), candidate(BEN, { load: 40, skills: ['German'] })];
    expect(who(choose({ customers, candidates }))).toEqual({ ben: [1], eva: [2] });
    expect(who(choose({ customers: [aCustomer(1, { language: 'el' })], candidates }))).toEqual({ eva: [1] });
  });

  test('who cannot carry the whole stands back for who can; when nobody can, the portfolio is split', () => {
    const twenty = Array.from({ length: 20 }, (_, n) => aCustomer(n + 1));
    const room = [
      candidate(EVA, { load: 31, knownCustomerIds: twenty.map(({ id }) => id) }),
      candidate(BEN, { load: 30 }),
    ];
    expect(who(choose({ customers: twenty, candidates: room }))).toEqual({ ben: twenty.map((_, n) => n + 1) });
    const tight = [candidate(EVA, { load: 40 }), candidate(BEN, { load: 38 })];
    const choice = choose({ customers: twenty, candidates: tight });
    expect(choice.picks.map(({ userId, customerIds }) => [NAMES.get(userId), customerIds.length])).toEqual([
      ['ben', 11],
      ['eva', 9],
    ]);
    const full = choose({ customers: twenty, candidates: [candidate(EVA, { load: 45 })] });
    expect([full.picks[0]?.customerIds.length, full.unplaced.length]).toEqual([5, 15]);
  });

  test('more customers than the policy keeps together are split, although one could carry them', () => {
    const six = Array.from({ length: 6 }, (_, n) => aCustomer(n + 1));
    const choice = choose({
      customers: six,
      policy: { ...DEFAULT_POLICY, splitAbove: 5 },
      candidates: [candidate(BEN), candidate(EVA)],
    });
    expect(choice.picks.map(({ customerIds }) => customerIds.length)).toEqual([3, 3]);
  });
});

describe('coverage rules', () => {
  const big = { field: 'customer.arr', operator: 'gte', value: 100_000 } as const;
  const customers = [aCustomer(1, { arr: 250_000 }), aCustomer(2)];

  test('the first that matches decides, customer by customer: one portfolio goes to several backups', () => {
    const rules = [
      rule({ id: 'later', position: 2, action: { backupUserId: FINN } }),
      rule({ id: 'big', position: 1, conditions: [big], action: { backupUserId: BEN } }),
    ];
    const choice = choose({ customers, rules });
    expect(who(choice)).toEqual({ ben: [1], finn: [2] });
    expect(choice.ruleOf).toEqual(
      new Map([
        [cust(1), 'big'],
        [cust(2), 'later'],
      ]),
    );
  });

  test('a rule beats the CSM’s preferred backup, what is pre-configured for the customer beats the rule', () => {
    const rules = [rule({ action: { backupUserId: BEN } })];
    const preset = [aCustomer(1, { presetUserId: EVA }), aCustomer(2)];
    expect(who(choose({ customers: preset, rules, preferredBackupUserId: FINN }))).toEqual({ ben: [2], eva: [1] });
  });

  test('another team, a skill', () => {
    const candidates = [
      candidate(EVA),
      candidate(GUS, { teamId: americas }),
      candidate(BEN, { skills: ['SSO'], load: 45 }),
    ];
    expect(who(choose({ candidates, rules: [rule({ action: { backupTeamId: americas } })] }))).toEqual({
      gus: [1, 2, 3],
    });
    expect(who(choose({ candidates, rules: [rule({ action: { skill: 'sso' } })] }))).toEqual({ ben: [1, 2, 3] });
  });

  test('one that is switched off, or names somebody away, is passed over', () => {
    const off = rule({ active: false, action: { backupUserId: BEN } });
    expect(who(choose({ rules: [off] }))).toEqual({ eva: [1, 2, 3] });
    const away = [candidate(BEN, { isAbsent: true }), candidate(EVA)];
    expect(who(choose({ rules: [rule({ action: { backupUserId: BEN } })], candidates: away }))).toEqual({
      eva: [1, 2, 3],
    });
  });
});

test('the order of rows never changes the choice', () => {
  const customers = Array.from({ length: 12 }, (_, n) => aCustomer(n + 1));
  const candidates = [candidate(BEN, { load: 44 }), candidate(EVA, { load: 44 }), candidate(FINN, { load: 44 })];
  const once = who(choose({ customers, candidates }));
  expect(who(choose({ customers: customers.toReversed(), candidates: candidates.toReversed() }))).toEqual(once);
});
