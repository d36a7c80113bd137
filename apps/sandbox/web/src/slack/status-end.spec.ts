import { endOf } from './status-end.js';

test.each([
  ['', 'Europe/Lisbon', 0],
  ['2026-07-10', 'Europe/Lisbon', Date.parse('2026-07-10T23:00:00Z') / 1000],
  ['2026-07-10', 'Asia/Tokyo', Date.parse('2026-07-10T15:00:00Z') / 1000],
])('a status through %j in %s ends at the end of that day there', (day, zone, seconds) => {
  expect(endOf(day, zone)).toBe(seconds);
});
