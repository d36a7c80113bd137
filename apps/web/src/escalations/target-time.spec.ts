import { targetOf, whyNotTarget } from './target-time.js';

test.each([
  ['2026-07-21', 'Europe/Berlin', true],
  // 18:00 in Berlin is 16:00 in UTC
  ['2026-07-22', 'Europe/Berlin', true],
  ['2026-07-22', 'America/New_York', false],
  ['2026-07-23', 'Europe/Berlin', false],
  ['', 'Europe/Berlin', false],
])('at 16:00 UTC of 22 Jul the promise of "%s" in %s is past: %s', (day, zone, isPast) =>
  expect(whyNotTarget(targetOf(day, zone), Date.parse('2026-07-22T16:00:00Z')) !== undefined).toBe(isPast),
);
