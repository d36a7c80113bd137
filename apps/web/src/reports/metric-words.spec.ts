import { shareWords, summaryOf, valueWords } from './metric-words.js';

test.each([
  [130, 'minutes', '2 h 10'],
  [0, 'minutes', '0 min'],
  [0.955, 'share', '96%'],
  [4.25, 'of 5', '4.3 of 5'],
  [4, 'of 5', '4 of 5'],
  [0.834, 'per 100 customer-days', '0.83 per 100 customer-days'],
  [12, 'per 100 customer-days', '12 per 100 customer-days'],
] as const)('%d %s reads "%s"', (value, unit, words) => {
  expect(valueWords(value, unit)).toBe(words);
});

test.each([
  [0, '0%'],
  [0.001, 'under 1%'],
  [0.01, '1%'],
  [0.99, '99%'],
  [0.9999, 'over 99%'],
  [1, '100%'],
])('a share of %d reads "%s": all and none are said of all and none alone', (share, words) => {
  expect(shareWords(share)).toBe(words);
});

test.each([
  [[], 'Nothing to measure yet'],
  [['not_measured'], 'Nothing to measure yet'],
  [['met', 'met'], 'All 2 measured targets are met'],
  [['met', 'missed', 'not_measured'], '1 of 2 targets are met, 1 not measured yet'],
] as const)('of %j: %s', (statuses, words) => {
  expect(summaryOf(statuses.map((status) => ({ status })))).toBe(words);
});
