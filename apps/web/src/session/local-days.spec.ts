import { instantOf, isDay, nextMonday, plusDays } from './local-days.js';

test.each([
  ['2026-07-22', '2026-07-27'],
  ['2026-07-26', '2026-07-27'],
  ['2026-07-27', '2026-08-03'],
  ['2026-12-31', '2027-01-04'],
])('the Monday after %s is %s', (day, monday) => {
  expect(nextMonday(day)).toBe(monday);
});

test('days go over the end of a month and a leap day', () => {
  expect(plusDays('2026-07-27', 12)).toBe('2026-08-08');
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
});

test.each([
  ['2026-07-22', 'Europe/Berlin', '2026-07-22T07:00:00.000Z'],
  ['2026-01-22', 'Europe/Berlin', '2026-01-22T08:00:00.000Z'],
  ['2026-10-25', 'Europe/Lisbon', '2026-10-25T09:00:00.000Z'],
  ['2026-07-22', 'Asia/Kolkata', '2026-07-22T03:30:00.000Z'],
  ['2026-07-22', 'America/Sao_Paulo', '2026-07-22T12:00:00.000Z'],
])('nine on %s in %s is %s', (day, zone, instant) => {
  expect(instantOf(day, '09:00', zone)).toBe(instant);
});

test.each([
  ['2026-07-20', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['0202-07-20', false],
  ['2026-7-2', false],
  ['', false],
  [null, false],
])('%j is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
