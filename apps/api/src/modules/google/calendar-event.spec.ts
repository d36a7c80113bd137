import { asId, type UserId } from '@understudy/domain';
import { absenceInTitle } from './absence-titles.js';
import { CalendarEvent, readCalendarEvent, toSighting } from './calendar-event.js';

const ana = { email: 'ana@harbor.example', timeZone: 'Europe/Lisbon' };
const event = (more: object): CalendarEvent =>
  CalendarEvent.parse({
    id: 'e1',
    status: 'confirmed',
    eventType: 'outOfOffice',
    summary: 'Away',
    organizer: { self: true },
    ...more,
  });
const dateTimes = (start: string, end: string, timeZone?: string) => ({
  start: { dateTime: start, timeZone },
  end: { dateTime: end, timeZone },
});
const dates = (start: string, end: string) => ({ start: { date: start }, end: { date: end } });
const read = (more: object, person = ana) => {
  const sighting = readCalendarEvent(event(more), person);
  if (sighting.kind === 'gone' || sighting.kind === 'ignored') return sighting;
  const { startsAt, endsAt, startOn, endOn, timeZone, allDay, isZoneAssumed } = sighting;
  const hours = endsAt.since(startsAt).total('hours');
  return [
    String(startsAt),
    String(endsAt),
    String(startOn),
    String(endOn),
    timeZone,
    allDay,
    hours,
    ...(isZoneAssumed ? ['zone assumed'] : []),
  ];
};

test.each([
  [
    'a week in summer',
    dateTimes('2026-07-06T00:00:00+01:00', '2026-07-11T00:00:00+01:00', 'Europe/Lisbon'),
    ['2026-07-05T23:00:00Z', '2026-07-10T23:00:00Z', '2026-07-06', '2026-07-10', 'Europe/Lisbon', true, 120],
  ],
  [
    'dates instead of times',
    dates('2026-07-06', '2026-07-11'),
    ['2026-07-05T23:00:00Z', '2026-07-10T23:00:00Z', '2026-07-06', '2026-07-10', 'Europe/Lisbon', true, 120],
  ],
  [
    'the day the clock goes forward: 23 hours',
    dates('2026-03-29', '2026-03-30'),
    ['2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z', '2026-03-29', '2026-03-29', 'Europe/Lisbon', true, 23],
  ],
  [
    'the day the clock goes back: 25 hours',
    dateTimes('2026-10-25T00:00:00+01:00', '2026-10-26T00:00:00Z', 'Europe/Lisbon'),
    ['2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z', '2026-10-25', '2026-10-25', 'Europe/Lisbon', true, 25],
  ],
  [
    'an afternoon',
    dateTimes('2026-07-06T13:00:00+01:00', '2026-07-06T17:30:00+01:00', 'Europe/Lisbon'),
    ['2026-07-06T12:00:00Z', '2026-07-06T16:30:00Z', '2026-07-06', '2026-07-06', 'Europe/Lisbon', false, 4.5],
  ],
  [
    'a night over midnight',
    dateTimes('2026-07-06T20:00:00+01:00', '2026-07-07T08:00:00+01:00', 'Europe/Lisbon'),
    ['2026-07-06T19:00:00Z', '2026-07-07T07:00:00Z', '2026-07-06', '2026-07-07', 'Europe/Lisbon', false, 12],
  ],
  [
    'the zone of the event, not of the person',
    dateTimes('2026-07-06T00:00:00+09:00', '2026-07-07T00:00:00+09:00', 'Asia/Tokyo'),
    ['2026-07-05T15:00:00Z', '2026-07-06T15:00:00Z', '2026-07-06', '2026-07-06', 'Asia/Tokyo', true, 24],
  ],
  [
    "a zone nobody knows: the person's, flagged",
    dateTimes('2026-07-06T00:00:00+01:00', '2026-07-07T00:00:00+01:00', 'Mars/Olympus'),
    [
      '2026-07-05T23:00:00Z',
      '2026-07-06T23:00:00Z',
      '2026-07-06',
      '2026-07-06',
      'Europe/Lisbon',
      true,
      24,
      'zone assumed',
    ],
  ],
  [
    "no zone, no offset: the person's, flagged",
    dateTimes('2026-07-06T09:00:00', '2026-07-06T10:00:00'),
    [
      '2026-07-06T08:00:00Z',
      '2026-07-06T09:00:00Z',
      '2026-07-06',
      '2026-07-06',
      'Europe/Lisbon',
      false,
      1,
      'zone assumed',
    ],
  ],
])('%s', (_name, times, expected) => {
  expect(read(times)).toEqual(expected);
});

test('a day whose midnight does not exist begins at its first minute', () => {
  const cairo = { email: ana.email, timeZone: 'Africa/Cairo' };
  expect(read(dates('2026-04-24', '2026-04-25'), cairo)).toEqual([
    '2026-04-23T22:00:00Z',
    '2026-04-24T21:00:00Z',
    '2026-04-24',
    '2026-04-24',
    'Africa/Cairo',
    true,
    23,
  ]);
});

test('what begins at the edge of the look ahead, or after it, is not taken yet', () => {
  const [eve, edge] = [event(dates('2028-07-05', '2028-07-12')), event(dates('2028-07-06', '2028-07-07'))].map((one) =>
    readCalendarEvent(one, ana, Temporal.Instant.from('2028-07-05T23:00Z')),
  );
  expect(eve).toMatchObject({ kind: 'fact', endOn: Temporal.PlainDate.from('2028-07-11') });
  expect(edge).toEqual({ kind: 'ignored', externalId: 'e1', because: 'too-far' });
});

test.each([
  ['ends before it starts', dateTimes('2026-07-06T10:00:00Z', '2026-07-06T09:00:00Z'), 'ends-before-start'],
  ['is over when it starts', dateTimes('2026-07-06T10:00:00Z', '2026-07-06T10:00:00Z'), 'ends-before-start'],
  ['has no end', { start: { date: '2026-07-06' } }, 'unreadable-time'],
  ['has a date that is none', dates('2026-02-30', '2026-03-01'), 'unreadable-time'],
  [
    'somebody else organises',
    { ...dates('2026-07-06', '2026-07-07'), organizer: { email: 'mia@harbor.example' } },
    'not-organiser',
  ],
  ['says that it needs no cover', { ...dates('2026-07-06', '2026-07-07'), summary: 'Dentist #NO-COVER' }, 'no-cover'],
  ['is focus time', { ...dates('2026-07-06', '2026-07-07'), eventType: 'focusTime' }, 'not-an-absence'],
  [
    'is a meeting about vacation',
    { ...dateTimes('2026-07-06T10:00:00Z', '2026-07-06T11:00:00Z'), eventType: 'default', summary: 'Vacation' },
    'not-an-absence',
  ],
])('an event that %s is ignored', (_name, more, because) => {
  expect(read(more)).toEqual({ kind: 'ignored', externalId: 'e1', because });
});

test('a cancelled event is gone, however little is left of it', () => {
  expect(readCalendarEvent(CalendarEvent.parse({ id: 'e1', status: 'cancelled' }), ana)).toEqual({
    kind: 'gone',
    externalId: 'e1',
  });
});

test('the organiser is also known by address, in any case', () => {
  const own = event({ ...dates('2026-07-06', '2026-07-07'), organizer: { email: 'Ana@Harbor.example' } });
  expect(readCalendarEvent(own, ana).kind).toBe('fact');
});

test.each([
  ['PTO', 'vacation'],
  ['Ana OOO', 'vacation'],
  ['Annual leave 🌴', 'vacation'],
  ['Urlaub Ana', 'vacation'],
  ['Congés', 'vacation'],
  ['congé payé', 'vacation'],
  ['Vacaciones', 'vacation'],
  ['In ferie', 'vacation'],
  ['FÉRIAS', 'vacation'],
  ['夏季休暇', 'vacation'],
  ['Day off', 'vacation'],
  ['Krank', 'sick'],
  ['Sick leave', 'sick'],
  ['Elternzeit', 'parental'],
  ['Maternity leave', 'parental'],
])('"%s" on a whole day suggests %s', (summary, absenceKind) => {
  const sighting = readCalendarEvent(
    event({ ...dates('2026-07-06', '2026-07-07'), eventType: 'default', summary }),
    ana,
  );
  expect(sighting).toMatchObject({ kind: 'suggestion', absenceKind, title: summary });
});

test.each([
  ['Adoption workshop'],
  ['Holiday party'],
  ['Bank holiday'],
  ['Vacation policy'],
  ['Conférences'],
  ['Crypto day'],
  ['Cooool'],
  ['Interferie'],
  [''],
])('"%s" suggests nothing', (summary) => {
  expect(absenceInTitle(summary)).toBeNull();
});

test('in the words of the domain, hours are a window and whole days are none', () => {
  const userId = asId<UserId>('018f0000-0000-7000-8000-000000000001');
  const whole = readCalendarEvent(event(dates('2026-07-06', '2026-07-08')), ana);
  const part = readCalendarEvent(event(dateTimes('2026-07-06T13:00:00Z', '2026-07-06T17:00:00Z')), ana);
  if (whole.kind === 'ignored' || part.kind === 'ignored') throw new Error('both are absences');
  expect(toSighting(userId, whole)).toMatchObject({
    ref: { source: 'google_calendar', externalId: 'e1', certainty: 'fact' },
    windows: [],
  });
  const hours = {
    startsAt: Temporal.Instant.from('2026-07-06T13:00:00Z'),
    endsAt: Temporal.Instant.from('2026-07-06T17:00:00Z'),
  };
  expect(toSighting(userId, part)).toMatchObject({ during: hours, windows: [hours] });
  expect(toSighting(userId, { kind: 'gone', externalId: 'e1' })).toEqual({
    ref: { source: 'google_calendar', externalId: 'e1' },
    isGone: true,
  });
});

test.each([
  ['a NUL, which PostgreSQL refuses', 'Vacation\0 in May', 'Vacation in May'],
  ['half a character', 'Vacation \ud83d', 'Vacation \ufffd'],
  [
    'a character that would be cut in two',
    `Vacation${'.'.repeat(291)}\ud83d\ude00`,
    `Vacation${'.'.repeat(291)}\ufffd`,
  ],
])('a title with %s can be kept', (_, summary, title) => {
  const sighting = readCalendarEvent(event({ summary, ...dates('2027-05-03', '2027-05-05') }), ana);
  expect(sighting).toMatchObject({ kind: 'fact', absenceKind: 'vacation', title });
});
