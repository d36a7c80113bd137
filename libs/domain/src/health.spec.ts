import { hasHealthDropped } from './health.js';

test.each([
  [80, 65, true],
  [80, 66, false],
  [50, 49, true],
  [51, 50, false],
  [49, 40, false],
  [40, 25, true],
  [40, 90, false],
  [70, 70, false],
])('from %i to %i: told is %s', (before, after, told) => {
  expect(hasHealthDropped(before, after)).toBe(told);
});
