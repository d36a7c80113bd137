import { movedTo, placeFor } from './ordering.js';

const ROWS = ['a', 'b', 'c', 'd'];

test.each([
  [0, 2, 'bcad'],
  [3, 0, 'dabc'],
  [1, 1, 'abcd'],
  [0, 3, 'bcda'],
  [9, 0, 'abcd'],
])('from place %i to place %i', (from, to, after) => expect(movedTo(ROWS, from, to).join('')).toBe(after));

test('a row goes where the pointer is: above a middle before that row, below it after it', () => {
  const middles = [20, 60, 100, 140];
  expect([10, 50, 61, 99, 101, 500].map((y) => placeFor(middles, y, 0))).toEqual([0, 0, 1, 1, 2, 3]);
  expect([10, 50, 99, 139, 141].map((y) => placeFor(middles, y, 3))).toEqual([0, 1, 2, 3, 3]);
});
