import { type CoverGiven, fairnessLedger, fairnessScores } from './fairness.js';
import { asId, type CustomerId, type UserId } from './ids.js';
import { languageWords, speaks } from './languages.js';
import { customerPoints } from './loads.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const cust = (n: number) => asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const [ANA, BEN, EVA] = [user(1), user(2), user(3)];
const at = (day: number) => Temporal.Instant.from(`2026-07-${String(day).padStart(2, '0')}T00:00:00Z`);
const july = { startsAt: at(1), endsAt: at(31) };
const cover = (backupUserId: UserId, customer: number, from: number, to: number | null): CoverGiven => ({
  backupUserId,
  absentUserId: ANA,
  customerId: cust(customer),
  during: { startsAt: at(from), endsAt: to === null ? null : at(to) },
});
const ledger = (covers: CoverGiven[]) =>
  fairnessLedger([ANA, BEN, EVA], covers, july).map(({ given, received, balance }) => [given, received, balance]);

describe('the fairness ledger', () => {
  test('in customer-days: two customers for five days are ten, given and received', () => {
    expect(ledger([cover(BEN, 1, 6, 11), cover(BEN, 2, 6, 11)])).toEqual([
      [0, 10, -10],
      [10, 0, 10],
      [0, 0, 0],
    ]);
  });

  test('two tiers at once are given by both and received once', () => {
    expect(ledger([cover(BEN, 1, 6, 11), cover(EVA, 1, 8, 13)])).toEqual([
      [0, 7, -7],
      [5, 0, 5],
      [5, 0, 5],
    ]);
  });

  test('only what lies inside counts, open-ended up to the end', () => {
    expect(ledger([cover(BEN, 1, 29, null)])).toEqual([
      [0, 2, -2],
      [2, 0, 2],
      [0, 0, 0],
    ]);
  });

  test('who has given least scores 100, who most 0, all the same 50', () => {
    expect([
      ...fairnessScores(
        new Map([
          [ANA, -10],
          [BEN, 10],
          [EVA, 0],
        ]),
      ).values(),
    ]).toEqual([100, 0, 50]);
    expect([
      ...fairnessScores(
        new Map([
          [ANA, 3],
          [BEN, 3],
        ]),
      ).values(),
    ]).toEqual([50, 50]);
  });
});

describe('the load of a customer', () => {
  const weights = { arr: 1, health: 1, complexity: 1 };

  test('is one point without weights, and for a typical customer with them', () => {
    expect(customerPoints({ arr: 9e9, healthScore: 0, openItems: 99 }, null, 100)).toBe(1);
    expect(customerPoints({ arr: 100, healthScore: 50, openItems: 3 }, weights, 100)).toBe(1);
  });

  test('grows with ARR, bad health and open work, each at most threefold', () => {
    expect(customerPoints({ arr: 300, healthScore: 50, openItems: 3 }, weights, 100)).toBe(1.5);
    expect(customerPoints({ arr: 9e9, healthScore: 50, openItems: 3 }, weights, 100)).toBe(1.5);
    expect(customerPoints({ arr: 100, healthScore: 0, openItems: 3 }, weights, 100)).toBe(1.25);
    expect(customerPoints({ arr: 100, healthScore: 50, openItems: 0 }, weights, 100)).toBe(0.75);
    expect(customerPoints({ arr: 0, healthScore: 50, openItems: 3 }, { arr: 1, health: 0, complexity: 0 }, 0)).toBe(1);
  });
});

describe('languages among skills', () => {
  test.each([
    ['de', ['German']],
    ['de', ['deutsch']],
    ['de-AT', ['DE']],
    ['pt-BR', ['Portuguese']],
  ])('%s is %j', (language, skills) => {
    expect(speaks(skills, language)).toBe(true);
  });

  test('another language is not, nor is no language', () => {
    expect(speaks(['French', 'Enterprise'], 'de')).toBe(false);
    expect(languageWords('').size).toBe(0);
    expect(speaks(['German'], 'not a language')).toBe(false);
  });
});
