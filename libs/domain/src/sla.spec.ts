import { addBusinessTime } from './business-time.js';
import type { WorkingHours } from './directory.js';
import { asId, type BusinessCalendarId } from './ids.js';
import { DEFAULT_SLA_POLICY, officeCalendar, requireCalendar, requireSlaPolicy, snapshotSla } from './sla.js';

const WEEK = [1, 2, 3, 4, 5] as const;
const window = (from: string, to: string, days: WorkingHours['days'] = WEEK): WorkingHours => ({ days, from, to });
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof Error
      ? { code: Reflect.get(error, 'code'), details: Reflect.get(error, 'details') }
      : error;
  }
  return null;
};

describe('a calendar', () => {
  test.each([
    ['a lunch break is two windows that touch nothing', [window('09:00', '12:00'), window('13:00', '17:00')]],
    ['windows may touch', [window('09:00', '12:00'), window('12:00', '24:00')]],
    ['the same hours on other days', [window('09:00', '17:00', [1]), window('09:00', '17:00', [2])]],
    ['midnight ends the day, however it is written', [window('22:00', '00:00')]],
  ])('%s', (_, windows) => {
    expect(requireCalendar({ windows })).toEqual({ windows });
  });

  test.each([
    ['calendars.never-opens', [], {}],
    ['calendars.never-opens', [window('09:00', '17:00', [])], {}],
    ['calendars.backwards', [window('09:00', '17:00'), window('22:00', '06:00')], { window: 1 }],
    ['calendars.backwards', [window('09:00', '09:00')], { window: 0 }],
    ['calendars.overlap', [window('09:00', '12:30'), window('12:00', '17:00')], { windows: [0, 1] }],
    [
      'calendars.overlap',
      [window('01:00', '02:00', [6]), window('20:00', '24:00'), window('23:00', '23:30', [5])],
      { windows: [1, 2] },
    ],
  ])('%s', (code, windows, details) => {
    expect(codeOf(() => requireCalendar({ windows }))).toEqual({ code, details });
  });

  test('holidays on every working day for more than a year never let a clock go on; a long summer does', () => {
    const mondays = [window('09:00', '17:00', [1])];
    const first = Temporal.PlainDate.from('2026-07-06');
    const off = (count: number) => Array.from({ length: count }, (_, week) => ({ on: first.add({ weeks: week }) }));

    expect(codeOf(() => requireCalendar({ windows: mondays, holidays: off(58) }))).toMatchObject({
      code: 'calendars.never-opens',
    });
    const summer = { windows: mondays, holidays: off(52) };
    expect(requireCalendar(summer)).toBe(summer);
    const calendar = { windows: mondays, timeZone: 'UTC', holidays: summer.holidays.map(({ on }) => on) };
    expect(addBusinessTime(Temporal.Instant.from('2026-06-29T17:00Z'), 60, calendar)).toEqual(
      Temporal.Instant.from('2027-07-05T10:00Z'),
    );
  });
});

test.each([[[50, 75, 90]], [[]], [[99]], [[1, 2]]])('warnings at %j per cent are in order', (warnPercents) => {
  expect(requireSlaPolicy({ ...DEFAULT_SLA_POLICY, warnPercents }).warnPercents).toEqual(warnPercents);
});
test.each([[[75, 50]], [[50, 50]], [[0]], [[100]], [[50.5]]])('warnings at %j per cent are refused', (warnPercents) => {
  expect(codeOf(() => requireSlaPolicy({ ...DEFAULT_SLA_POLICY, warnPercents }))).toMatchObject({
    code: 'sla.percents-out-of-order',
  });
});

describe('the snapshot of a new escalation', () => {
  const desk = asId<BusinessCalendarId>('00000000-0000-4000-8000-000000000001');
  const calendar = { ...officeCalendar('Asia/Tokyo'), name: 'Desk', version: 3 };
  const given = {
    policy: DEFAULT_SLA_POLICY,
    calendars: new Map([[desk, calendar]]),
    category: null,
    timeZone: 'Europe/Paris',
  };

  test('has the defaults of PRD-243: 4, 24, 72, 168 hours, answered in 15 minutes, 1, 8 and 24 hours; P0 and P1 round the clock', () => {
    const { severities, calendars } = snapshotSla(given);
    expect(
      Object.values(severities).map((own) => [own.resolutionMinutes / 60, own.responseMinutes, own.calendar]),
    ).toEqual([
      [4, 15, null],
      [24, 60, null],
      [72, 480, 'office'],
      [168, 1440, 'office'],
    ]);
    expect(calendars).toEqual({ office: officeCalendar('Europe/Paris') });
  });

  test('takes the category’s thresholds, and stretches the resolution alone by the rule’s multiplier', () => {
    const hours = { P0: 2, P1: 3, P2: 4, P3: 5 };
    const category = { slaHours: hours, responseMinutes: { P0: 5, P1: 6, P2: 7, P3: 8 } };
    const { severities, multiplier } = snapshotSla({ ...given, category, multiplier: 1.5 });
    expect(multiplier).toBe(1.5);
    expect(severities.P0).toMatchObject({ resolutionMinutes: 180, responseMinutes: 5 });
    expect(severities.P3).toMatchObject({ resolutionMinutes: 450, responseMinutes: 8 });
  });

  test('counts by the calendar a severity names, in its version; by office hours when that is not there', () => {
    const byDesk = { ...DEFAULT_SLA_POLICY.severities.P2, calendarId: desk };
    const policy = { ...DEFAULT_SLA_POLICY, severities: { ...DEFAULT_SLA_POLICY.severities, P2: byDesk } };
    expect(snapshotSla({ ...given, policy })).toMatchObject({
      severities: { P2: { calendar: desk } },
      calendars: { [desk]: { version: 3, timeZone: 'Asia/Tokyo' } },
    });
    expect(snapshotSla({ ...given, policy, calendars: new Map() }).severities.P2.calendar).toBe('office');
  });

  test.each([0, -1, NaN, Infinity])('a multiplier of %p is a mistake', (multiplier) => {
    expect(() => snapshotSla({ ...given, multiplier })).toThrow(RangeError);
  });
});
