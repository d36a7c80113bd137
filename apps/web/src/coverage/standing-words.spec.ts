import { instructionsOf, linkWords, standingInOf, type Cover } from './standing-words.js';

const cover = (
  id: string,
  name: string,
  [from, to]: readonly [string, string],
  customers: readonly string[],
): Cover => ({
  assignment: {
    id,
    absence_id: `absence of ${name}`,
    absent: { user_id: name, name, place: null },
    backup: { user_id: 'finn', name: 'Finn', place: null },
    during: { starts_at: `${from}T00:00:00Z`, ends_at: `${to}T00:00:00Z` },
    time_zone: 'UTC',
    covered_customer_ids: [...customers],
  } as unknown as Cover['assignment'],
  arr: customers.length * 100_000,
  after_me: null,
  instructions: null,
});
const said = (now: string, covers: readonly Cover[], covered: number) =>
  standingInOf({
    standing_in: [...covers],
    counts: { mine: 2, covered, both: 2 + covered },
    covered_arr: covered * 100_000,
    time_zone: 'UTC',
    now,
  }).map(({ title, detail }) => `${title}: ${detail}`);

const december = ['2026-12-01', '2026-12-04'] as const;
const first = cover('1', 'Ana Duarte', december, ['a', 'b']);
const second = cover('2', 'Ana Duarte', december, ['c']);
const later = cover('3', 'Eva Laurent', ['2026-12-08', '2026-12-11'], ['d', 'e']);

test('today one stands in for who is away today; who is away next week is a sentence of its own', () => {
  expect(said('2026-12-01T09:00:00Z', [first, second, later], 3)).toEqual([
    'You stand in for Ana Duarte: 3 customers, €300k',
    'You will stand in for Eva Laurent: 8 to 10 Dec · 2 customers, €200k',
  ]);
});

test('before anything begins nothing is said of today', () => {
  expect(said('2026-11-30T09:00:00Z', [first, later], 0)).toEqual([
    'You will stand in for Ana Duarte and Eva Laurent: 4 customers, €400k',
  ]);
});

test('a cover that begins this minute is one of today, with the number of the list', () => {
  expect(said('2026-12-01T00:00:00Z', [first, cover('4', 'Eva Laurent', december, ['b'])], 2)).toEqual([
    'You stand in for Ana Duarte and Eva Laurent: 2 customers, €200k',
  ]);
});

test('a customer in two covers to come is one customer', () => {
  expect(said('2026-11-30T09:00:00Z', [first, cover('5', 'Eva Laurent', december, ['b', 'd'])], 0)).toEqual([
    'You will stand in for Ana Duarte and Eva Laurent: 3 customers',
  ]);
});

const twin = cover('6', 'Ana Duarte', december, ['x']);
test.each([
  ['by the customers where the days are the same', [first, second], ['2 customers', '1 customer']],
  ['by their number where nothing else does', [second, twin], ['1 customer (1 of 2)', '1 customer (2 of 2)']],
  [
    'by the days where they differ',
    [first, cover('7', 'Ana Duarte', ['2026-12-08', '2026-12-09'], ['y'])],
    ['1 to 3 Dec', '8 Dec'],
  ],
])('two parts of one absence are told apart %s', (_, covers, words) => {
  const standing = { isAhead: false, covers, title: '', detail: '' };
  expect(covers.map((one) => linkWords(one, standing))).toEqual(words.map((each) => `Ana Duarte, ${each}`));
});

test('what the owner said is said once, however many parts', () => {
  const saying = (one: Cover, instructions: string | null): Cover => ({ ...one, instructions });
  const covers = [saying(first, 'Ring them'), saying(second, 'Ring them'), saying(later, 'Ring them'), twin];
  expect(instructionsOf(covers).map(({ assignment }) => assignment.id)).toEqual(['1', '3']);
});
