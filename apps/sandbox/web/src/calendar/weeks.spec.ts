import type { GoogleEvent } from '../api/google-calendar.js';
import { barsIn, hoursOf, isInTheWay, itemOf, meetingsOn, rowsFor, weeksFrom, whenOf } from './weeks.js';

const event = (id: string, start: object, end: object, more: Partial<GoogleEvent> = {}): GoogleEvent => ({
  id,
  etag: '"1"',
  summary: id,
  eventType: 'default',
  start,
  end,
  attendees: [],
  ...more,
});
const ooo = event(
  'away',
  { dateTime: '2026-11-29T23:00:00Z' },
  { dateTime: '2026-12-11T23:00:00Z' },
  {
    eventType: 'outOfOffice',
  },
);

test('weeks follow each other over the year', () => {
  expect(weeksFrom('2026-12-21', 3)).toEqual(['2026-12-21', '2026-12-28', '2027-01-04']);
});

test('an absence ends on its last day, not at the midnight after it', () => {
  expect(itemOf(ooo, 'Europe/Berlin')).toMatchObject({ firstDay: '2026-11-30', lastDay: '2026-12-11', time: null });
  expect(itemOf(event('day', { date: '2026-12-24' }, { date: '2026-12-25' }), 'UTC')).toMatchObject({
    firstDay: '2026-12-24',
    lastDay: '2026-12-24',
  });
});

test('a bar is cut at the edges of its weeks', () => {
  const items = [itemOf(ooo, 'Europe/Berlin')];
  expect(barsIn('2026-11-23', items)).toEqual([]);
  expect(barsIn('2026-11-30', items)).toMatchObject([{ from: 1, to: 7, startsHere: true, endsHere: false }]);
  expect(barsIn('2026-12-07', items)).toMatchObject([{ from: 1, to: 5, startsHere: false, endsHere: true }]);
});

test('bars share a row only where they do not overlap', () => {
  const items = [
    itemOf(event('long', { date: '2026-11-30' }, { date: '2026-12-03' }), 'UTC'),
    itemOf(event('over', { date: '2026-12-02' }, { date: '2026-12-04' }), 'UTC'),
    itemOf(event('after', { date: '2026-12-03' }, { date: '2026-12-04' }), 'UTC'),
  ];
  const rows = rowsFor(barsIn('2026-11-30', items)).map(({ bar, row }) => [bar.item.event.id, row]);
  expect(rows).toEqual([
    ['long', 0],
    ['over', 1],
    ['after', 0],
  ]);
});

test('a meeting with guests during an absence is in the way, one without is not', () => {
  const at = [{ dateTime: '2026-12-01T09:00:00Z' }, { dateTime: '2026-12-01T10:00:00Z' }] as const;
  const review = itemOf(event('review', ...at, { attendees: [{ email: 'lena@corvane.example' }] }), 'UTC');
  const items = [itemOf(ooo, 'UTC'), review, itemOf(event('own', ...at), 'UTC')];
  expect(meetingsOn('2026-12-01', items).map((item) => [item.event.id, isInTheWay(item, items)])).toEqual([
    ['review', true],
    ['own', false],
  ]);
  expect(isInTheWay(review, [review])).toBe(false);
});

test('some hours away are in the way of what overlaps them, not of the rest of the day', () => {
  const dentist = itemOf(
    event(
      'dentist',
      { dateTime: '2026-12-01T13:00:00Z' },
      { dateTime: '2026-12-01T15:00:00Z' },
      { eventType: 'outOfOffice' },
    ),
    'UTC',
  );
  const meeting = (from: string, to: string) =>
    itemOf(
      event(
        'm',
        { dateTime: `2026-12-01T${from}Z` },
        { dateTime: `2026-12-01T${to}Z` },
        { attendees: [{ email: 'lena@corvane.example' }] },
      ),
      'UTC',
    );
  expect(isInTheWay(meeting('12:00:00', '13:00:00'), [dentist])).toBe(false);
  expect(isInTheWay(meeting('12:30:00', '13:30:00'), [dentist])).toBe(true);
  expect(hoursOf(dentist, 'Europe/Berlin')).toBe('14:00 to 16:00');
  expect(hoursOf(itemOf(ooo, 'Europe/Berlin'), 'Europe/Berlin')).toBeNull();
});

test('an all-day event that was confirmed as an absence is one', () => {
  const vacation = event('Vacation', { date: '2026-12-01' }, { date: '2026-12-03' });
  const review = itemOf(
    event(
      'review',
      { dateTime: '2026-12-02T09:00:00Z' },
      { dateTime: '2026-12-02T10:00:00Z' },
      { attendees: [{ email: 'lena@corvane.example' }] },
    ),
    'UTC',
  );
  expect(isInTheWay(review, [itemOf(vacation, 'UTC', true)])).toBe(true);
  expect(isInTheWay(review, [itemOf(vacation, 'UTC')])).toBe(false);
});

test.each([
  ['days', { date: '2026-08-03' }, { date: '2026-08-15' }, 'Mon 3 Aug to Fri 14 Aug'],
  ['one day', { date: '2026-08-03' }, { date: '2026-08-04' }, 'Mon 3 Aug, all day'],
  [
    'midnight to midnight',
    { dateTime: '2026-08-02T22:00:00Z' },
    { dateTime: '2026-08-07T22:00:00Z' },
    'Mon 3 Aug to Fri 7 Aug',
  ],
  ['hours', { dateTime: '2026-08-04T08:00:00Z' }, { dateTime: '2026-08-04T08:45:00Z' }, 'Tue 4 Aug, 10:00 to 10:45'],
  [
    'hours of two days',
    { dateTime: '2026-08-04T12:00:00Z' },
    { dateTime: '2026-08-05T08:00:00Z' },
    'Tue 4 Aug, 14:00 to Wed 5 Aug, 10:00',
  ],
])('an event of %s says when it is', (_, start, end, words) => {
  expect(whenOf(itemOf(event('e', start, end), 'Europe/Berlin'), 'Europe/Berlin')).toBe(words);
});
