import { hoursLeft, nextWorkingDay, outNow, type OutChoice } from './out-now.js';

const zone = 'Europe/Berlin';
const now = Temporal.Instant.from('2026-07-07T10:48:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);
const choice = (more: Partial<OutChoice>): OutChoice => ({
  until: 'today',
  backAt: undefined,
  backOn: undefined,
  ...more,
});

test.each([
  ['the rest of today', { until: 'today' }, { lastOn: day('2026-07-07'), partialHours: null }],
  ['nobody knows', { until: 'open' }, { lastOn: null, partialHours: null }],
  ['back on a day', { until: 'day', backOn: day('2026-07-08') }, { lastOn: day('2026-07-07'), partialHours: null }],
  ['back at an hour', { until: 'hours', backAt: '15:00' }, { lastOn: day('2026-07-07'), partialHours: '12:48-15:00' }],
] as const)('%s', (_, given, time) => {
  expect(outNow(choice(given), now, zone)).toEqual(time);
});

test.each([
  ['today is no day to be back on', { until: 'day', backOn: day('2026-07-07') }, 'back_on'],
  ['no day at all', { until: 'day' }, 'back_on'],
  ['an hour that has gone', { until: 'hours', backAt: '12:48' }, 'back_at'],
  ['no hour at all', { until: 'hours' }, 'back_at'],
  ['no hour of a day', { until: 'hours', backAt: '29:00' }, 'back_at'],
] as const)('%s is told at its field', (_, given, field) => {
  expect(outNow(choice(given), now, zone)).toMatchObject({ field });
});

test('half hours that are left, the first a quarter of an hour away at least', () => {
  expect(hoursLeft(now, zone).slice(0, 2)).toEqual(['13:30', '14:00']);
  expect(hoursLeft(now, zone).at(-1)).toBe('23:30');
  expect(hoursLeft(Temporal.Instant.from('2026-07-07T10:45:00Z'), zone)[0]).toBe('13:00');
  expect(hoursLeft(Temporal.Instant.from('2026-07-07T21:16:00Z'), zone)).toEqual([]);
});

test('on the day the clocks go back the hour that comes twice is one choice', () => {
  const hours = hoursLeft(Temporal.Instant.from('2026-10-24T22:10:00Z'), zone);
  expect(hours.filter((hour) => hour === '02:30')).toHaveLength(1);
  expect(hours).toHaveLength(new Set(hours).size);
});

test('the next working day is over the weekend', () => {
  const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;
  expect(nextWorkingDay(Temporal.Instant.from('2026-07-10T10:00:00Z'), zone, hours)).toEqual(day('2026-07-13'));
  expect(nextWorkingDay(now, zone, { ...hours, days: [] })).toEqual(day('2026-07-08'));
});
