import { mostWords, slaWords, timeWords, weeksOf } from './trend-words.js';

const count = (value: number) => ({ value, list: '' });
const row = (week_on: string, created: number, resolved: number, median_minutes: number | null, missed = 0) => ({
  week_on,
  created: count(created),
  resolved: count(resolved),
  sla_missed: count(missed),
  median_minutes,
});

test('weeks are added up over segments, in order; a week without a resolution has no time', () => {
  expect(
    weeksOf([
      row('2026-07-13', 1, 3, 60, 1),
      row('2026-07-06', 0, 0, null),
      row('2026-07-13', 2, 1, 100),
      row('2026-07-13', 4, 0, null, 2),
    ]),
  ).toEqual([
    { week_on: '2026-07-06', created: 0, resolved: 0, missed: 0, median: null },
    { week_on: '2026-07-13', created: 7, resolved: 4, missed: 3, median: 70 },
  ]);
});

test.each([
  [[null, 10, null, 9, 8], 'Time to resolve, week by week'],
  [[10, null, 10, 5, 5], 'Time to resolve falls'],
  [[10, 10, 10, 12], 'Time to resolve is as it was'],
  [[10, 10, 20, 30], 'Time to resolve rises'],
])('%j: %s', (medians, words) => {
  expect(timeWords(medians.map((median) => ({ median })))).toBe(words);
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
