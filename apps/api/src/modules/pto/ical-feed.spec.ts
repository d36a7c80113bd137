import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { AbsenceKind } from '@understudy/domain';
import { FeedTooLong, MOST_EVENTS, readIcalFeed } from './ical-feed.js';
import { NotACalendar } from './ical-blocks.js';
import type { SeenEntry } from './seen-entry.js';

const kindOf = (text: string): AbsenceKind | null => (/vacation|holiday|pto/i.test(text) ? 'vacation' : null);
const WINDOW = { firstOn: Temporal.PlainDate.from('2026-06-01'), lastOn: Temporal.PlainDate.from('2027-01-31') };
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const file = (...parts: (string | string[])[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts.flat(), 'END:VCALENDAR', ''].join('\r\n');
const GOOD = event(
  'UID:good',
  'SUMMARY:Ana Costa (Vacation)',
  'DTSTART;VALUE=DATE:20260706',
  'DTEND;VALUE=DATE:20260711',
);
const read = (...parts: (string | string[])[]) => readIcalFeed(file(...parts), WINDOW, kindOf);
const one = async (...lines: string[]) => {
  const found = (await read(GOOD, event('UID:x', 'SUMMARY:Ben Weber - PTO', ...lines))).filter(
    ({ key }) => key !== 'good',
  );
  return found[0];
};
const whenOf = (entry: SeenEntry | undefined): string => {
  const times = entry?.times;
  if (!times) return `none: ${entry?.problem}`;
  if (times.kind === 'times') return `${times.from}/${times.to} ${times.timeZone}`;
  return `${times.firstOn}/${times.lastOn}`;
};

describe('one entry', () => {
  test('whole days end the day before DTEND', async () => {
    expect(await read(GOOD)).toEqual([
      {
        key: 'good',
        line: 3,
        title: 'Ana Costa (Vacation)',
        names: expect.arrayContaining(['Ana Costa']),
        emails: [],
        kind: 'vacation',
        isAway: true,
        certainty: 'fact',
        times: {
          kind: 'days',
          firstOn: Temporal.PlainDate.from('2026-07-06'),
          lastOn: Temporal.PlainDate.from('2026-07-10'),
        },
        problem: null,
      },
    ]);
  });

  it.each([
    [['DTSTART:20260706'], '2026-07-06/2026-07-06'],
    [['DTSTART;VALUE=DATE:20260706', 'DTEND;VALUE=DATE:20260706'], '2026-07-06/2026-07-06'],
    [['DTSTART;VALUE=DATE:20260706', 'DURATION:P1W'], '2026-07-06/2026-07-12'],
    [['DTSTART:20260706T080000Z', 'DTEND:20260706T120000Z'], '2026-07-06T08:00:00/2026-07-06T12:00:00 UTC'],
    [['DTSTART:20260706T080000Z', 'DURATION:PT90M'], '2026-07-06T08:00:00/2026-07-06T09:30:00 UTC'],
    [
      ['DTSTART;TZID=Europe/Lisbon:20260706T080000', 'DTEND:20260706T120000Z'],
      '2026-07-06T08:00:00/2026-07-06T13:00:00 Europe/Lisbon',
    ],
    [
      ['DTSTART;TZID="W. Europe Standard Time":20260706T080000', 'DURATION:PT1H'],
      '2026-07-06T08:00:00/2026-07-06T09:00:00 Europe/Berlin',
    ],
    [
      ['DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20260706T080000', 'DURATION:PT1H'],
      '2026-07-06T08:00:00/2026-07-06T09:00:00 Europe/Berlin',
    ],
    [
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260706T080000', 'DURATION:PT1H'],
      '2026-07-06T08:00:00/2026-07-06T09:00:00 Europe/Berlin',
    ],
    [['DTSTART;TZID=GMT+2:20260706T080000', 'DURATION:PT1H'], '2026-07-06T08:00:00/2026-07-06T09:00:00 Etc/GMT-2'],
  ])('%j', async (lines, when) => {
    expect(whenOf(await one(...lines))).toBe(when);
  });

  test('a zone the feed defines itself is found by its rules', async () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Harbor Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200'],
      ...['TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT'],
      ...[
        'DTSTART:16010101T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      ],
      ...['END:DAYLIGHT', 'END:VTIMEZONE'],
    ];
    const [entry] = await read(zone, event('UID:x', 'DTSTART;TZID=Harbor Time:20260706T080000', 'DURATION:PT1H'));
    if (entry?.times?.kind !== 'times') throw new Error('no times');
    expect(entry.problem).toBeNull();
    expect(String(entry.times.from.toZonedDateTime(entry.times.timeZone ?? '').toInstant())).toBe(
      '2026-07-06T06:00:00Z',
    );
  });

  test('texts are unfolded and unescaped', async () => {
    const [entry] = await read(
      event(
        'UID:x',
        'SUMMARY;LANGUAGE=en:Costa\\, A',
        ' na (PTO\\; half)',
        'DESCRIPTION:Mail: ana@harb',
        ' or.example\\nBye',
        'DTSTART:20260706',
      ),
    );
    expect(entry).toMatchObject({ title: 'Costa, Ana (PTO; half)', emails: ['ana@harbor.example'], kind: 'vacation' });
  });

  test('tentative is a suggestion, cancelled is not there, alarms are not the entry’s', async () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'SUMMARY:Ring', 'DURATION:PT5M', 'END:VALARM'];
    expect(await one('STATUS:TENTATIVE', 'DTSTART:20260706', ...alarm)).toMatchObject({
      certainty: 'suggestion',
      title: 'Ben Weber - PTO',
    });
    expect(await one('STATUS:CANCELLED', 'DTSTART:20260706')).toBeUndefined();
  });

  test.each(['Asia/Tokyo', 'America/Los_Angeles'])('the zone of the server has no part in it (%s)', (zone) => {
    const feed = file(
      event('UID:d', 'DTSTART;VALUE=DATE:20260706', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      event('UID:f', 'DTSTART:20260706T233000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2'),
    );
    // a process reads its zone when it starts
    const program = `
      import { readIcalFeed } from ${JSON.stringify(path.join(import.meta.dirname, 'ical-feed.ts'))};
      const [firstOn, lastOn] = ['2026-06-01', '2026-12-01'].map((day) => Temporal.PlainDate.from(day));
      const entries = await readIcalFeed(${JSON.stringify(feed)}, { firstOn, lastOn }, () => null);
      const found = entries.map(({ times }) => String(times.firstOn ?? times.from));
      console.log(JSON.stringify([new Date(2026, 6, 6).getTimezoneOffset() === 0, ...found]));`;
    const hooks = path.resolve(import.meta.dirname, '../../../../../tools/typescript-hooks.mjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', hooks, '--input-type=module', '--eval', program],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', TZ: zone }, cwd: import.meta.dirname },
    );
    expect([stdout === '' ? stderr : '', JSON.parse(stdout || '[]')]).toEqual([
      '',
      [false, '2026-07-06', '2026-07-13', '2026-07-06T23:30:00', '2026-07-07T23:30:00'],
    ]);
  });
});

test('what is over for long, or too far ahead to be covered, is left out', async () => {
  const entries = await read(
    ...['20240706', '20260531', '20260601', '20270131', '20270201'].map((day) => event(`UID:${day}`, `DTSTART:${day}`)),
  );
  expect(entries.map(({ key }) => key)).toEqual(['20260601', '20270131']);
});

describe('a bad entry is named, and hurts no other', () => {
  it.each([
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=BOGUS']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=DAILY;COUNT=abc']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=DAILY;INTERVAL=0']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=WEEKLY;BYDAY=XX']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=DAILY;UNTIL=tomorrow']],
    ['bad-rule', ['DTSTART:20260706', 'RRULE:FREQ=DAILY;FREQ=WEEKLY']],
    ['rule-too-fine', ['DTSTART:20260706T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY']],
    ['rule-too-fine', ['DTSTART:20260706T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2']],
    ['unreadable', ['DTSTART:20260706', 'DTSTART:20260707']],
    ['unreadable', ['DTSTART:20260706', 'RRULE:FREQ=DAILY;COUNT=2', 'RRULE:FREQ=WEEKLY;COUNT=2']],
    ['no-start', ['DTEND:20260706']],
    ['bad-time', ['DTSTART:20260231']],
    ['bad-time', ['DTSTART:2026-07-06']],
    ['bad-time', ['DTSTART:20260706T250000Z', 'DURATION:PT1H']],
    ['bad-time', ['DTSTART:20260706', 'DTEND:20260707T100000Z']],
    ['bad-time', ['DTSTART:20260706', 'DURATION:P1M']],
    ['bad-time', ['DTSTART:20260706T100000Z', 'DURATION:nonsense']],
    ['ends-before-start', ['DTSTART:20260706', 'DTEND:20260704']],
    ['ends-before-start', ['DTSTART:20260706T100000Z']],
    ['ends-before-start', ['DTSTART:20260706T100000Z', 'DURATION:PT0S']],
  ])('%s: %j', async (problem, lines) => {
    const entries = await read(
      GOOD,
      event('UID:x', 'SUMMARY:Ben Weber - PTO', ...lines),
      event('UID:last', 'DTSTART:20260801'),
    );
    expect(entries.map(({ key }) => key)).toEqual(['good', 'last', 'x#bad']);
    expect(entries[2]).toMatchObject({ problem, times: null, line: 9, title: 'Ben Weber - PTO' });
  });

  it.each([
    [
      'unknown-zone',
      ['DTSTART;TZID=Mars/Olympus:20260706T080000', 'DURATION:PT1H'],
      '2026-07-06T08:00:00/2026-07-06T09:00:00 null',
    ],
    [
      'unknown-zone',
      ['DTSTART;TZID=Customized Time Zone:20260706T080000', 'DURATION:PT1H'],
      '2026-07-06T08:00:00/2026-07-06T09:00:00 null',
    ],
    ['floating-time', ['DTSTART:20260706T080000', 'DURATION:PT1H'], '2026-07-06T08:00:00/2026-07-06T09:00:00 null'],
    ['extra-dates-unread', ['DTSTART:20260706', 'RDATE;VALUE=PERIOD:20260708T000000Z/PT5H'], '2026-07-06/2026-07-06'],
  ])('%s is an assumption: it is named and counts', async (problem, lines, when) => {
    const entry = await one(...lines);
    expect([entry?.problem, whenOf(entry)]).toEqual([problem, when]);
  });

  test('an entry without an end does not swallow the next', async () => {
    const entries = await readIcalFeed(file('BEGIN:VEVENT', 'UID:open', 'DTSTART:20260706', GOOD), WINDOW, kindOf);
    expect(entries.map(({ key, problem }) => [key, problem])).toEqual([
      ['good', null],
      ['open#bad', 'unreadable'],
    ]);
  });

  test('names that mean something to JavaScript mean nothing here', async () => {
    const entries = await read(
      event('UID:__proto__', 'DTSTART:20260706'),
      event('UID:constructor', '__PROTO__:x', 'DTSTART:20260707'),
    );
    expect(entries.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
  });
});

describe('repeating entries', () => {
  const starts = async (...lines: string[]) =>
    (await read(event('UID:x', ...lines))).map((entry) => whenOf(entry).split('/')[0]?.slice(0, 10));

  test('each occurrence inside the window is one entry with a name of its own', async () => {
    const entries = await read(event('UID:x', 'DTSTART:20160101', 'RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20260619'));
    expect(entries.map(whenOf)).toEqual(['2026-06-05/2026-06-05', '2026-06-12/2026-06-12', '2026-06-19/2026-06-19']);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(3);
  });

  it.each([
    [
      ['DTSTART:20260706', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260707'],
      ['2026-07-06', '2026-07-08'],
    ],
    [
      ['DTSTART:20260706', 'RDATE;VALUE=DATE:20260708,20260710'],
      ['2026-07-06', '2026-07-08', '2026-07-10'],
    ],
    [
      ['DTSTART:20260706', 'RRULE:FREQ=MONTHLY;UNTIL=20260806'],
      ['2026-07-06', '2026-08-06'],
    ],
    // Outlook: the last day's local midnight, and the second before the next one
    [
      ['DTSTART:20261019', 'RRULE:FREQ=DAILY;UNTIL=20261019T230000Z'],
      ['2026-10-19', '2026-10-20'],
    ],
    [
      ['DTSTART:20261019', 'RRULE:FREQ=DAILY;UNTIL=20261020T225959Z'],
      ['2026-10-19', '2026-10-20'],
    ],
    // 10:00 in Lisbon before and after the clocks change; the end is given in UTC
    [
      ['DTSTART;TZID=Europe/Lisbon:20261024T100000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20261026T100000Z'],
      ['2026-10-24', '2026-10-25', '2026-10-26'],
    ],
    [
      [
        'DTSTART;TZID=Europe/Lisbon:20261024T100000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE:20261025T100000Z',
      ],
      ['2026-10-24', '2026-10-26'],
    ],
    [['DTSTART:20270228', 'RRULE:FREQ=DAILY'], []],
    [['DTSTART:20200101', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'], []],
  ])('%j', async (lines, expected) => {
    expect(await starts(...lines)).toEqual(expected);
  });

  test('a day of a series that was changed stands instead of it, and one that was cancelled is gone', async () => {
    const series = event('UID:x', 'SUMMARY:Ana - PTO', 'DTSTART:20260706', 'RRULE:FREQ=DAILY;COUNT=3');
    const moved = event('UID:x', 'SUMMARY:Ana - PTO', 'RECURRENCE-ID;VALUE=DATE:20260707', 'DTSTART:20260720');
    const gone = event('UID:x', 'STATUS:CANCELLED', 'RECURRENCE-ID;VALUE=DATE:20260708', 'DTSTART:20260708');
    const onwards = event('UID:x', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260706', 'DTSTART:20260730');
    const keys = new Map((await read(series, moved, gone)).map((entry) => [whenOf(entry).slice(0, 10), entry.key]));
    expect([...keys.keys()].toSorted()).toEqual(['2026-07-06', '2026-07-20']);
    // the same name as before it was moved: its absence moves
    const plain = await read(series);
    expect(keys.get('2026-07-20')).toBe(plain.find((entry) => whenOf(entry).startsWith('2026-07-07'))?.key);
    expect((await read(series, onwards)).find(({ problem }) => problem !== null)).toMatchObject({
      problem: 'this-and-future',
    });
  });
});

describe('names of entries', () => {
  test('the newer of two versions counts, in whatever order they stand', async () => {
    const newer = event('UID:x', 'SEQUENCE:2', 'DTSTART:20260720');
    const older = event('UID:x', 'SEQUENCE:1', 'DTSTART:20260706');
    for (const feed of [await read(newer, older), await read(older, newer)])
      expect(feed.map(whenOf)).toEqual(['2026-07-20/2026-07-20']);
  });

  test('feeds that give all their entries one UID, or none, are told apart', async () => {
    const entries = await read(
      ...['20260706', '20260720'].flatMap((day) => [event('UID:same', `DTSTART:${day}`), event(`DTSTART:${day}`)]),
      event('UID:same', 'SUMMARY:Ben', 'DTSTART:20260706'),
    );
    expect(new Set(entries.map(({ key }) => key)).size).toBe(5);
  });

  test('a UID may be of any length', async () => {
    const [entry] = await read(event(`UID:${'x'.repeat(5_000)}`, 'DTSTART:20260706'));
    expect(entry?.key.length).toBeLessThanOrEqual(200);
  });
});

describe('a feed from which nothing can be concluded', () => {
  it.each([
    ['', 'not-a-calendar'],
    ['<!doctype html><title>Sign in</title>', 'not-a-calendar'],
    ['BEGIN:VCARD\r\nEND:VCARD\r\n', 'not-a-calendar'],
    [file(GOOD).slice(0, -30), 'cut-short'],
    [file(GOOD).replace('END:VCALENDAR\r\n', ''), 'cut-short'],
  ])('%j', async (text, reason) => {
    const error = await readIcalFeed(text, WINDOW, kindOf).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotACalendar);
    expect(error).toMatchObject({ reason });
  });

  test('an empty calendar is one, with a byte order mark and old line ends too', async () => {
    expect(await readIcalFeed('\uFEFFBEGIN:VCALENDAR\nEND:VCALENDAR', WINDOW, kindOf)).toEqual([]);
  });

  test('more entries, or more occurrences, than a feed of absences can hold', async () => {
    const many = Array.from({ length: MOST_EVENTS + 1 }, () => event('DTSTART:20260706'));
    await expect(read(...many)).rejects.toBeInstanceOf(FeedTooLong);
    const daily = Array.from({ length: 100 }, (_, n) => event(`UID:${n}`, 'DTSTART:20260101', 'RRULE:FREQ=DAILY'));
    await expect(read(...daily)).rejects.toBeInstanceOf(FeedTooLong);
  });
});
