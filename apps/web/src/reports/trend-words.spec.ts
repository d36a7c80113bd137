import { carriedIn, loadWords, mostWords, slaWords, targetWords, timeWords } from './trend-words.js';

test.each([
  [[null, 10, null, 9, 8], 'Time to resolve, week by week'],
  [[10, null, 10, 5, 5], 'Time to resolve falls'],
  [[10, 10, 10, 12], 'Time to resolve is as it was'],
  [[10, 10, 20, 30], 'Time to resolve rises'],
])('%j: %s', (medians, words) => {
  expect(timeWords(medians.map((median_minutes) => ({ median_minutes })))).toBe(words);
});

test.each([
  [0, 0, 'No clock ended in this time'],
  [3, 3, 'All 3 were in time'],
  [23, 24, '96% in time, 1 of 24 late'],
  [0, 2, '0% in time, 2 of 2 late'],
])('%d of %d: %s', (part, whole, words) => {
  expect(slaWords(part, whole)).toBe(words);
});

const named = (...values: readonly (readonly [string, number])[]) => values.map(([name, value]) => ({ name, value }));
test.each([
  [named(), 'None came'],
  [named(['SMB', 0]), 'None came'],
  [named(['SMB', 2]), 'All come from SMB'],
  [named(['SMB', 2], ['Enterprise', 5]), 'Most come from Enterprise'],
  [named(['SMB', 2], ['Enterprise', 2]), 'As many come from SMB as from Enterprise'],
])('%j: %s', (parts, words) => {
  expect(mostWords(parts)).toBe(words);
});

test.each([
  [[], 'No clock ended in this time'],
  [[null, 0.9, 0.96, null, 1], 'On target for 2 weeks now'],
  [[0.95, 1], 'On target for 2 weeks'],
  [[1, 0.5, 0.94], 'Below the target in 2 of 3 weeks'],
])('in time %j: %s', (shares, words) => {
  expect(targetWords(shares.map((share) => ({ sla: { share } })))).toBe(words);
});

const carrying = (...open: readonly number[]) => open.map((count, n) => ({ name: `P${n}`, open: count }));
test.each([
  [carrying(), 'Nobody has one'],
  [carrying(0, 0), 'Nobody has one'],
  [carrying(3, 5, 4), 'P1 has 5 of 12'],
  [carrying(0, 4), 'P1 has all of them'],
  [carrying(3, 3, 1), 'Nobody has more than 3'],
])('carried by %j: %s', (people, words) => {
  expect(loadWords(people)).toBe(words);
});

test('what nobody has is in the whole, and is no name', () => {
  expect(loadWords([...carrying(4, 1), { name: null, open: 5 }])).toBe('P0 has 4 of 10');
  expect(loadWords([{ name: null, open: 2 }])).toBe('All 2 are in the queue');
});

test('the bars are all that is open: one’s people, others who own one, and the queue', () => {
  const list = { value: 0, list: '/' };
  const load = (open: number) => ({
    open,
    by_severity: { P0: open, P1: 0, P2: 0, P3: 0 },
    share: null,
    secondary: 0,
    created: list,
    resolved: list,
    covering_customers: 0,
    covering_escalations: 0,
  });
  const someone = (name: string, open: number) => ({
    user: { user_id: name, name, place: null },
    team_id: null,
    load: load(open),
  });
  const carried = carriedIn({ people: [someone('Ana', 1), someone('Ben', 0), someone('Eli', 4)], unowned: load(2) });
  expect(carried.map(({ owner, open }) => [owner?.name ?? null, open])).toEqual([
    ['Eli', 4],
    [null, 2],
    ['Ana', 1],
  ]);
});
