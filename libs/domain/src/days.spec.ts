import {
  dayOf,
  daysToSpan,
  formatPartialHours,
  isTimeZone,
  parsePartialHours,
  spanToDays,
  startOfDay,
  windowsToSpans,
} from './days.js';
import { occurrences } from './recurrences.js';

const on = (text: string) => Temporal.PlainDate.from(text);
const days = (first: string, last: string, timeZone: string) => ({ firstOn: on(first), lastOn: on(last), timeZone });
const hoursOf = ({ startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null }) =>
  endsAt === null ? Infinity : startsAt.until(endsAt).total('hours');
const text = (spans: readonly { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null }[]) =>
  spans.map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`);

test.each([
  ['a plain day', '2026-07-20', 'Europe/Lisbon', '2026-07-19T23:00:00Z', 24],
  ['spring forward', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
  ['fall back', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
  ['half an hour', '2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', 24.5],
  ['midnight does not exist', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z', 23],
  ['midnight comes twice', '2024-11-03', 'America/Havana', '2024-11-03T04:00:00Z', 25],
  ['UTC', '2026-07-20', 'UTC', '2026-07-20T00:00:00Z', 24],
])('one day is a day: %s', (_name, date, timeZone, startsAt, hours) => {
  const span = daysToSpan(days(date, date, timeZone));
  expect(span.startsAt).toEqual(Temporal.Instant.from(startsAt));
  expect(hoursOf(span)).toBe(hours);
});

test('the last day is inside', () => {
  expect(text([daysToSpan(days('2026-07-20', '2026-07-31', 'Europe/Lisbon'))])).toEqual([
    '2026-07-19T23:00:00Z 2026-07-31T23:00:00Z',
  ]);
});

test.each([
  ['2026-07-21', '2026-07-20', 'Europe/Lisbon'],
  ['2011-12-30', '2011-12-30', 'Pacific/Apia'],
])('%s to %s in %s is refused', (first, last, timeZone) => {
  expect(() => daysToSpan(days(first, last, timeZone))).toThrow('absences.ends-before-start');
});

test.each([
  ['Europe/Lisbon', true],
  ['UTC', true],
  ['Asia/Kolkata', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
  ['Europe/Lisbon\0', false],
])('zone %j: %s', (zone, known) => {
  expect(isTimeZone(zone)).toBe(known);
});

test.each([
  ['09:00-12:00, 14:00-15:30', '09:00-12:00, 14:00-15:30'],
  ['9am-12pm', '09:00-12:00'],
  ['9:30am - 1pm', '09:30-13:00'],
  ['12am-12pm', '00:00-12:00'],
  ['14:00-15:00,9:00-10:00', '09:00-10:00, 14:00-15:00'],
  ['09:00-11:00, 10:00-12:00, 12:00-13:00', '09:00-13:00'],
  ['22:00-24:00', '22:00-24:00'],
  ['10pm-12am', '22:00-24:00'],
  ['09:00 to 10:00', '09:00-10:00'],
])('hours %j read as %s', (given, read) => {
  expect(formatPartialHours(parsePartialHours(given))).toBe(read);
});

test.each([
  '',
  'morning',
  '9-12',
  '12:00-09:00',
  '09:00-09:00',
  '09:00',
  '09:00-25:00',
  '24:00-24:00',
  '13pm-2pm',
  '0am-2am',
  '09:60-10:00',
  '09:00-10:00,',
  '09:00-10:00-11:00',
])('hours %j are refused', (given) => {
  expect(() => parsePartialHours(given)).toThrow('absences.bad-hours');
});

test('windows stand on every day, in the zone of the person', () => {
  const windows = parsePartialHours('09:00-12:00, 14:00-15:30');
  expect(text(windowsToSpans(days('2026-03-28', '2026-03-29', 'Europe/Berlin'), windows))).toEqual([
    '2026-03-28T08:00:00Z 2026-03-28T11:00:00Z',
    '2026-03-28T13:00:00Z 2026-03-28T14:30:00Z',
    '2026-03-29T07:00:00Z 2026-03-29T10:00:00Z',
    '2026-03-29T12:00:00Z 2026-03-29T13:30:00Z',
  ]);
});

test.each([
  ['wholly in the hour that is skipped', '02:10-02:50', '2026-03-29', []],
  ['from inside the skipped hour', '02:30-03:15', '2026-03-29', ['2026-03-29T01:00:00Z 2026-03-29T01:15:00Z']],
  ['into the skipped hour', '01:30-02:30', '2026-03-29', ['2026-03-29T00:30:00Z 2026-03-29T01:00:00Z']],
  ['over the repeated hour', '01:00-03:00', '2026-10-25', ['2026-10-24T23:00:00Z 2026-10-25T02:00:00Z']],
  ['until midnight', '22:00-24:00', '2026-10-25', ['2026-10-25T21:00:00Z 2026-10-25T23:00:00Z']],
])('a window %s', (_name, hours, date, expected) => {
  expect(text(windowsToSpans(days(date, date, 'Europe/Berlin'), parsePartialHours(hours)))).toEqual(expected);
});

test('a span that ends at local midnight does not touch the next day', () => {
  const typed = days('2026-07-20', '2026-07-31', 'Europe/Lisbon');
  const { startsAt, endsAt } = daysToSpan(typed);
  expect(endsAt && spanToDays({ startsAt, endsAt }, 'Europe/Lisbon')).toEqual(typed);
});

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const ZONES = soak
  ? Intl.supportedValuesOf('timeZone')
  : [
      'Europe/Lisbon',
      'Africa/Cairo',
      'America/Havana',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Beirut',
      'Africa/Casablanca',
    ];

const transitions = (timeZone: string): Temporal.ZonedDateTime[] => {
  const found: Temporal.ZonedDateTime[] = [];
  let at = Temporal.Instant.from('2023-12-31T00:00:00Z').toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
  while (at && at.year <= 2030) {
    found.push(at);
    at = at.getTimeZoneTransition('next');
  }
  return found;
};

/** Days around each clock change: they tile time, and each begins at midnight or at the first minute after it. */
test.each(ZONES)('days tile time around every clock change: %s', (timeZone) => {
  for (const transition of [
    ...transitions(timeZone),
    Temporal.Instant.from('2026-07-06T12:00Z').toZonedDateTimeISO(timeZone),
  ]) {
    for (const shift of [-2, -1, 0, 1, 2]) {
      const date = transition.toPlainDate().add({ days: shift });
      const span = daysToSpan({ firstOn: date, lastOn: date, timeZone });

      expect(span.endsAt).toEqual(startOfDay(date.add({ days: 1 }), timeZone));
      expect(dayOf(span.startsAt, timeZone)).toEqual(date);
      expect(dayOf(span.startsAt.subtract({ nanoseconds: 1 }), timeZone)).toEqual(date.subtract({ days: 1 }));
      const local = span.startsAt.toZonedDateTimeISO(timeZone);
      const isSkip =
        local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.toInstant().equals(span.startsAt) ?? false;
      expect(isSkip || local.toPlainTime().equals(new Temporal.PlainTime())).toBe(true);
    }
  }
});

test.each(ZONES)('quarter hours tile every day around every clock change: %s', (timeZone) => {
  const clock = (quarter: number) => new Temporal.PlainTime(Math.floor(quarter / 4) % 24, (quarter % 4) * 15);
  const quarters = Array.from({ length: 96 }, (_, quarter) => ({ from: clock(quarter), to: clock(quarter + 1) }));
  for (const transition of soak ? transitions(timeZone) : transitions(timeZone).slice(0, 4)) {
    const date = transition.toPlainDate();
    const oneDay = { firstOn: date, lastOn: date, timeZone };
    expect(windowsToSpans(oneDay, quarters)).toEqual([daysToSpan(oneDay)]);
  }
});

/** A weekly and a daily absence over each clock change: the same wall clock every time, and no day twice. */
test.each(ZONES)('what comes again keeps its wall clock across every clock change: %s', (timeZone) => {
  const midnight = new Temporal.PlainTime();
  for (const transition of soak ? transitions(timeZone) : transitions(timeZone).slice(0, 4)) {
    for (const freq of ['daily', 'weekly'] as const) {
      const first = transition.toPlainDate().subtract({ days: freq === 'daily' ? 3 : 7 });
      const found = [
        ...occurrences({ freq, interval: 1, byWeekday: [], untilOn: null, count: 5 }, first, first.add({ days: 60 })),
      ];
      expect(found).toHaveLength(5);
      const spans = found.map((on) => daysToSpan({ firstOn: on, lastOn: on, timeZone }));
      spans.forEach((one, index) => {
        const next = spans[index + 1];
        if (next && one.endsAt)
          expect(Math.sign(Temporal.Instant.compare(one.endsAt, next.startsAt))).toBe(freq === 'daily' ? 0 : -1);
      });
      for (const on of found) {
        const afternoon = parsePartialHours('13:00-24:00');
        const [part, ...more] = windowsToSpans({ firstOn: on, lastOn: on, timeZone }, afternoon);
        expect(more).toEqual([]);
        const starts = part?.startsAt.toZonedDateTimeISO(timeZone);
        expect([String(starts?.toPlainDate()), String(starts?.toPlainTime())]).toEqual([String(on), '13:00:00']);
        expect(part?.endsAt).toEqual(startOfDay(on.add({ days: 1 }), timeZone));
        expect(
          midnight.equals(startOfDay(on, timeZone).toZonedDateTimeISO(timeZone).toPlainTime()) || isSkip(on, timeZone),
        ).toBe(true);
      }
    }
  }
});

/** The day begins where the clock jumps: its midnight does not exist. */
const isSkip = (on: Temporal.PlainDate, timeZone: string): boolean => {
  const start = startOfDay(on, timeZone).toZonedDateTimeISO(timeZone);
  return (
    start.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.toInstant().equals(start.toInstant()) ?? false
  );
};

describe('at the edges', () => {
  test.each([
    ['one minute', '09:00-09:01', ['2026-07-20T08:00:00Z 2026-07-20T08:01:00Z']],
    ['back to back is one', '09:00-10:00, 10:00-11:00', ['2026-07-20T08:00:00Z 2026-07-20T10:00:00Z']],
    [
      'a minute between is two',
      '09:00-10:00, 10:01-11:00',
      ['2026-07-20T08:00:00Z 2026-07-20T09:00:00Z', '2026-07-20T09:01:00Z 2026-07-20T10:00:00Z'],
    ],
    ['until midnight', '18:00-24:00', ['2026-07-20T17:00:00Z 2026-07-20T23:00:00Z']],
    ['the last minute', '23:59-24:00', ['2026-07-20T22:59:00Z 2026-07-20T23:00:00Z']],
    ['all of it', '00:00-24:00', ['2026-07-19T23:00:00Z 2026-07-20T23:00:00Z']],
  ])('%s', (_name, hours, expected) => {
    expect(text(windowsToSpans(days('2026-07-20', '2026-07-20', 'Europe/Lisbon'), parsePartialHours(hours)))).toEqual(
      expected,
    );
  });

  test('midnight to midnight on neighbouring days is one time without a seam', () => {
    expect(
      text(windowsToSpans(days('2026-03-28', '2026-03-30', 'Europe/Berlin'), parsePartialHours('00:00-24:00'))),
    ).toEqual(['2026-03-27T23:00:00Z 2026-03-30T22:00:00Z']);
  });

  test('without a last day there is no end', () => {
    expect(daysToSpan({ firstOn: on('2026-07-20'), lastOn: null, timeZone: 'UTC' })).toEqual({
      startsAt: Temporal.Instant.from('2026-07-20T00:00:00Z'),
      endsAt: null,
    });
  });
});
