import { localInput, toInstant } from './local-moment.js';

test.each([
  ['2026-07-23T07:00:00.000Z', 'Europe/Berlin', '2026-07-23T09:00'],
  ['2026-12-31T23:30:00.000Z', 'Asia/Tokyo', '2027-01-01T08:30'],
  ['2026-11-01T05:30:00.000Z', 'America/New_York', '2026-11-01T01:30'],
  ['2026-07-23T12:05:00.000Z', 'Asia/Kolkata', '2026-07-23T17:35'],
])('%s in %s is %s, and back', (instant, zone, local) => {
  expect(localInput(instant, zone)).toBe(local);
  expect(toInstant(local, zone)).toBe(instant);
});

test('what is no date and time is refused', () => {
  expect(() => toInstant('tomorrow', 'UTC')).toThrow(RangeError);
});
