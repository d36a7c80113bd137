import { parseOptions } from './options.js';
import { percentile, ratioOf, spreadOf } from './statistics.js';

test.each([
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4], 0.99, 4],
  [[7], 0.99, 7],
  [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
])('a percentile is a value that was measured: %j at %d', (sorted, share, expected) => {
  expect(percentile(sorted, share)).toBe(expected);
});

test('the median of an even number of rounds lies between the two in the middle', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1, high: 4 });
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 });
  expect(() => spreadOf([])).toThrow('no rounds');
});

test('a ratio is taken round by round, so noise that hits both contenders cancels out', () => {
  expect(ratioOf([50, 100, 25], [100, 200, 50])).toEqual({ median: 0.5, low: 0.5, high: 0.5, meaningful: true });
});

test('rounds that disagree too much are called noise', () => {
  expect(ratioOf([50, 100, 90], [100, 100, 100]).meaningful).toBe(false);
  expect(() => ratioOf([1], [1, 2])).toThrow('unequally');
});

test('the command line is checked', () => {
  expect(parseOptions(['--full', '--rounds', '2'])).toMatchObject({ tenants: 200, escalations: 1_000_000, rounds: 2 });
  expect(parseOptions([])).toMatchObject({ tenants: 50, customersPerTenant: 250, escalations: 20_000 });
  expect(parseOptions(['--only', 'split,card']).only).toEqual(['card', 'split']);
  expect(() => parseOptions(['--only', 'cards'])).toThrow('"cards"');
  expect(() => parseOptions(['--tenants', '-1'])).toThrow('--tenants');
  expect(() => parseOptions(['--tenants', '0'])).toThrow('from 1 to 5000');
  expect(() => parseOptions(['--fast'])).toThrow('npm run bench');
});
