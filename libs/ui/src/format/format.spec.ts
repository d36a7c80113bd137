import { formatCount, formatDays, formatLength, formatMoney, formatWorking } from './amounts.js';
import {
  formatAgo,
  formatAt,
  formatDay,
  formatDuring,
  formatMoment,
  formatSpan,
  formatTime,
  formatUntil,
} from './dates.js';
import { initialsOf, listNames, placeOf } from './names.js';

test.each([
  ['2026-07-20', '2026-07-31', '20 to 31 Jul'],
  ['2026-07-28', '2026-08-03', '28 Jul to 3 Aug'],
  ['2026-12-30', '2027-01-02', '30 Dec 2026 to 2 Jan 2027'],
  ['2026-09-01', '2026-09-01', '1 Sep'],
  ['2026-07-20', null, 'from 20 Jul'],
])('the days %s to %s read "%s"', (first, last, words) => {
  expect(formatSpan(first, last)).toBe(words);
});

const NOW = '2026-07-22T09:00:00Z';

test.each(['Europe/Lisbon', 'Europe/Berlin', 'Asia/Tokyo', 'America/New_York'])(
  'days of Lisbon stay those days when read in %s',
  (reader) => {
    expect(formatUntil('2026-07-31T23:00:00.000Z', 'Europe/Lisbon', reader, NOW)).toBe('Fri 31 Jul');
    expect(formatDuring('2026-07-19T23:00:00.000Z', '2026-07-31T23:00:00.000Z', 'Europe/Lisbon')).toBe('20 to 31 Jul');
  },
);

test('an end by day is told with the time of the reader, an open end in words', () => {
  expect(formatUntil('2026-07-31T16:00:00.000Z', 'Europe/Lisbon', 'Europe/Berlin', NOW)).toBe('Fri 31 Jul, 18:00');
  expect(formatUntil('2027-01-08T16:00:00.000Z', 'UTC', 'UTC', NOW)).toBe('Fri 8 Jan 2027, 16:00');
  expect(formatUntil(null, 'Europe/Berlin', 'Europe/Berlin', NOW)).toBe('further notice');
});

test.each([
  ['2026-07-22T08:42:00Z', 'at 10:42'],
  ['2026-07-23T04:26:00Z', 'tomorrow at 06:26'],
  ['2026-07-24T06:41:00Z', 'Fri 24 Jul at 08:41'],
])('what happens at %s happens "%s"', (instant, words) => expect(formatAt(instant, 'Europe/Berlin', NOW)).toBe(words));

test('midnight is 00:00 and times have 24 hours', () => {
  expect(formatTime('2026-07-22T22:00:00Z', 'Europe/Berlin')).toBe('00:00');
  expect(formatTime('2026-07-22T12:05:00Z', 'Asia/Kolkata')).toBe('17:35');
});

test.each([
  ['2026-07-22T08:42:00Z', '10:42'],
  ['2026-07-22T22:30:00Z', 'tomorrow 00:30'],
  ['2026-07-21T15:20:00Z', 'yesterday 17:20'],
  ['2026-07-24T06:41:00Z', 'Fri 24 Jul, 08:41'],
  ['2027-01-04T08:00:00Z', 'Mon 4 Jan 2027, 09:00'],
])('%s is said as "%s" in Berlin on Wed 22 Jul', (instant, words) => {
  expect(formatMoment(instant, 'Europe/Berlin', '2026-07-22T09:00:00Z')).toBe(words);
});

test.each([
  ['2026-07-22T07:12:00Z', '09:12'],
  ['2026-07-21T07:12:00Z', 'yesterday'],
  ['2026-07-20T07:12:00Z', 'Mon'],
  ['2026-07-15T07:12:00Z', '15 Jul'],
  ['2025-07-15T07:12:00Z', '15 Jul 2025'],
])('what was said at %s was said "%s"', (instant, words) => {
  expect(formatAgo(instant, 'Europe/Berlin', '2026-07-22T09:00:00Z')).toBe(words);
});

test('another year is named, this one is not', () => {
  expect(formatDay('2026-07-31', '2026-01-01')).toBe('Fri 31 Jul');
  expect(formatDay('2027-07-31', '2026-01-01')).toBe('Sat 31 Jul 2027');
});

test.each([
  [950, '€950'],
  [88_000, '€88k'],
  [412_300, '€412k'],
  [999_499, '€999k'],
  [999_500, '€1M'],
  [2_410_000, '€2.4M'],
  [412_000_000, '€412M'],
  [999_499_999, '€999M'],
  [999_500_000, '€1B'],
  [81_283_000_000, '€81.3B'],
])('%d euro is %s', (amount, words) => {
  expect(formatMoney(amount)).toBe(words);
});

test.each([
  [0.8, false, '0 min'],
  [0.8, true, '48 s'],
  [4.5, true, '4 min 30'],
  [26, false, '26 min'],
  [60, false, '1 h'],
  [125, false, '2 h 05'],
  [1319, false, '21 h 59'],
  [1620, false, '1 d 3 h'],
  [2880, false, '2 d'],
])('%d minutes (seconds: %s) are "%s"', (minutes, seconds, words) => {
  expect(formatLength(minutes, seconds)).toBe(words);
});

test.each([
  [4320, '72 working h'],
  [480, '8 working h'],
  [90, '1 working h 30 min'],
  [45.5, '45 working min'],
  [-3, '0 working min'],
])('%d minutes of work are no days: "%s"', (minutes, words) => expect(formatWorking(minutes)).toBe(words));

test('counts and days speak plainly', () => {
  expect(formatCount(1, 'customer')).toBe('1 customer');
  expect(formatCount(1240, 'customer')).toBe('1,240 customers');
  expect([-2, -1, 0, 1, 21].map(formatDays)).toEqual(['2 days ago', 'yesterday', 'today', 'tomorrow', 'in 21 days']);
});

test('names', () => {
  expect(initialsOf('Ana Duarte')).toBe('AD');
  expect(initialsOf('Cher')).toBe('C');
  expect(listNames(['Ben', 'Eva', 'Finn'])).toBe('Ben, Eva and Finn');
  expect(placeOf('America/Sao_Paulo')).toBe('Sao Paulo');
});
