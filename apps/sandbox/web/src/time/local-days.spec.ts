import { instantOf, mondayOf, nextMonday, plusDays, weekdayOf } from './local-days.js';

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-07-06')).toBe(0);
  expect(weekdayOf('2026-07-12')).toBe(6);
  expect(mondayOf('2026-07-12')).toBe('2026-07-06');
  expect(nextMonday('2026-07-06')).toBe('2026-07-13');
  expect(nextMonday('2026-07-12')).toBe('2026-07-13');
});

test('days are counted over the ends of months and years', () => {
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(plusDays('2026-03-01', -1)).toBe('2026-02-28');
});

test.each([
  ['2026-07-06', '09:00', 'Europe/Lisbon', '2026-07-06T08:00:00.000Z'],
  ['2026-11-30', '00:00', 'Asia/Kolkata', '2026-11-29T18:30:00.000Z'],
  ['2026-10-25', '09:00', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
])('%s %s in %s', (day, time, zone, instant) => {
  expect(instantOf(day, time, zone)).toBe(instant);
});

test('a time that the change to summer skips is the hour after', () => {
  expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
});
