import { dayText, due, moment, money, nearDay, since, spanText, until, type Reader } from './when.js';

const berlin: Reader = { now: '2026-07-07T10:48:00Z', timeZone: 'Europe/Berlin', locale: 'en-GB' };
const tokyo: Reader = { ...berlin, timeZone: 'Asia/Tokyo' };

test.each([
  ['a whole day ends on the day before its midnight', '2026-07-10T22:00:00Z', 'until Fri 10 Jul'],
  ['an hour is said', '2026-07-10T16:00:00Z', 'until Fri 10 Jul, 18:00'],
  ['the hour alone when it is today', '2026-07-07T16:00:00Z', 'until 18:00'],
  ['the end of today', '2026-07-07T22:00:00Z', 'until tonight'],
  ['another year', '2027-01-06T23:00:00Z', 'until Wed 6 Jan 2027'],
  ['no end', null, 'until further notice'],
])('until: %s', (_rule, endsAt, text) => {
  expect(until(endsAt, berlin)).toBe(text);
});

test('the reader’s zone decides the day', () => {
  expect(until('2026-07-10T22:00:00Z', tokyo)).toBe('until Sat 11 Jul, 07:00');
  expect(nearDay('2026-07-07T15:30:00Z', tokyo)).toBe('tomorrow');
  expect(nearDay('2026-07-07T15:30:00Z', berlin)).toBe('today');
});

test.each([
  ['2026-08-18T22:00:00Z', '2026-08-21T22:00:00Z', '19 to 21 Aug'],
  ['2026-07-29T22:00:00Z', '2026-08-02T22:00:00Z', '30 Jul to 2 Aug'],
  ['2026-12-23T23:00:00Z', '2027-01-06T23:00:00Z', '24 Dec 2026 to 6 Jan 2027'],
  ['2026-07-09T22:00:00Z', '2026-07-10T22:00:00Z', 'Fri 10 Jul'],
  ['2026-07-10T07:00:00Z', '2026-07-10T10:00:00Z', 'Fri 10 Jul, 09:00 to 12:00'],
  ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 'Sun 25 Oct'],
  ['2026-07-09T22:00:00Z', null, 'from Fri 10 Jul'],
])('a span from %s to %s reads "%s"', (startsAt, endsAt, text) => {
  expect(spanText(startsAt, endsAt, berlin)).toBe(text);
});

test('something that lies back is told by weekday for six days, then by date', () => {
  expect(since('2026-07-02T15:40:00Z', berlin)).toBe('Thu 17:40');
  expect(since('2026-07-01T15:40:00Z', berlin)).toBe('Wed 17:40');
  expect(since('2026-06-30T15:40:00Z', berlin)).toBe('Tue 30 Jun, 17:40');
});

test('lateness is computed against now, the instant itself is in time', () => {
  expect(due(berlin.now, berlin)).toEqual({ text: 'due today 12:48', over: false });
  expect(due('2026-07-07T10:47:59Z', berlin)).toEqual({ text: 'over since today 12:47', over: true });
});

test('times are 24 h in every language and an unknown language counts as English', () => {
  expect(moment('2026-07-10T22:05:00Z', { ...berlin, locale: 'en-US' })).toBe('Sat 11 Jul, 00:05');
  expect(dayText(Temporal.PlainDate.from('2026-07-10'), { ...berlin, locale: 'xx-nonsense-!!' })).toBe('Fri 10 Jul');
  expect(dayText(Temporal.PlainDate.from('2026-07-10'), { ...berlin, locale: 'de' })).toMatch(/^Fr 10 Juli?$/);
});

test.each([
  [412_000, 'EUR', '€412k'],
  [1_240_000, 'EUR', '€1.2M'],
  [900, 'USD', 'US$900'],
  [0, 'EUR', '€0'],
])('%d %s reads %s', (amount, currency, text) => {
  expect(money(amount, currency, berlin)).toBe(text);
});
