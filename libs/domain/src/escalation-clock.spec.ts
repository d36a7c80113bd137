import {
  type ClockEvent,
  clockMoments,
  clockOf,
  isBreachToTell,
  readClock,
  stalenessOf,
  warningDue,
} from './escalation-clock.js';
import { DEFAULT_SLA_POLICY, officeCalendar, recategorizedSla, snapshotSla } from './sla.js';

const at = (text: string) => Temporal.Instant.from(text);
const policy = snapshotSla({
  policy: DEFAULT_SLA_POLICY,
  calendars: new Map(),
  category: null,
  timeZone: 'Europe/Berlin',
});
const opened = (text: string, severity: 'P0' | 'P1' | 'P2' | 'P3'): ClockEvent => ({
  kind: 'opened',
  at: at(text),
  severity,
});
const NOTHING_TOLD = {
  warnedPercent: 0,
  breachedAt: null,
  responseBreachedAt: null,
  snoozedUntil: null,
  isAnswered: false,
};

// 2026-07-06 is a Monday; Berlin is UTC+2 in July
const p0 = opened('2026-07-06T08:00:00Z', 'P0');

test('P0: answered in 15 minutes, warned at half, three quarters and nine tenths of four hours', () => {
  const clock = clockOf([p0], policy);
  expect(clock.responseDueAt).toEqual(at('2026-07-06T08:15:00Z'));
  expect(clock.warnings.map((warning) => String(warning.at))).toEqual([
    '2026-07-06T10:00:00Z',
    '2026-07-06T11:00:00Z',
    '2026-07-06T11:36:00Z',
  ]);
  expect([clock.warnAt, clock.dueAt]).toEqual([at('2026-07-06T11:00:00Z'), at('2026-07-06T12:00:00Z')]);
});

// Wednesday 22 July 2026, 08:41 in Berlin, before opening
test.each([
  ['P0', '2026-07-22T10:41:00Z', '2026-07-22T06:56:00Z', '2026-07-22T09:41:00Z'],
  ['P1', '2026-07-23T06:41:00Z', '2026-07-22T07:41:00Z', '2026-07-23T00:41:00Z'],
  ['P2', '2026-08-03T15:00:00Z', '2026-07-22T15:00:00Z', '2026-07-30T13:00:00Z'],
  ['P3', '2026-08-19T15:00:00Z', '2026-07-24T15:00:00Z', '2026-08-12T13:00:00Z'],
] as const)('%s: resolve by %s, answer by %s, time is short from %s', (severity, dueAt, responseDueAt, warnAt) => {
  const clock = clockOf([opened('2026-07-22T06:41:00Z', severity)], policy);
  expect([clock.dueAt, clock.responseDueAt, clock.warnAt]).toEqual([at(dueAt), at(responseDueAt), at(warnAt)]);
});

test('P2: 72 working hours are nine working days, and the answer the same hour of the next one', () => {
  const clock = clockOf([opened('2026-07-06T08:00:00Z', 'P2')], policy);
  expect([clock.dueAt, clock.responseDueAt]).toEqual([at('2026-07-17T08:00:00Z'), at('2026-07-07T08:00:00Z')]);
});

test('a pause does not count, and until it ends the deadline stands as it was', () => {
  const held: ClockEvent[] = [
    p0,
    { kind: 'acknowledged', at: at('2026-07-06T08:05:00Z') },
    { kind: 'paused', at: at('2026-07-06T09:00:00Z') },
  ];
  const paused = clockOf(held, policy);
  expect(paused).toMatchObject({ state: 'paused', consumedMinutes: 60 });
  expect([paused.dueAt, paused.pausedSince]).toEqual([at('2026-07-06T12:00:00Z'), at('2026-07-06T09:00:00Z')]);
  expect(readClock(paused, policy.warnPercents, at('2026-07-09T09:00:00Z'))).toMatchObject({
    remainingMinutes: 180,
    percentUsed: 25,
    isBreached: false,
    nextWarningAt: null,
  });
  expect(clockMoments(paused, NOTHING_TOLD, at('2026-07-09T09:00:00Z'))).toEqual({
    warn: null,
    due: null,
    response: null,
  });

  const on = clockOf([...held, { kind: 'resumed', at: at('2026-07-06T20:00:00Z') }], policy);
  expect(on.dueAt).toEqual(at('2026-07-06T23:00:00Z'));
});

test('another category keeps the used time and the multiplier; an answer that was given stays as it was', () => {
  const hours = { P0: 2, P1: 12, P2: 24, P3: 48 };
  const stretched = snapshotSla({
    policy: DEFAULT_SLA_POLICY,
    calendars: new Map(),
    category: null,
    multiplier: 2,
    timeZone: 'Europe/Berlin',
  });
  const clockAfter = (isAnswered: boolean, text: string) =>
    clockOf(
      [
        opened('2026-07-06T08:00:00Z', 'P1'),
        ...(isAnswered ? [{ kind: 'acknowledged', at: at('2026-07-06T08:30:00Z') } as const] : []),
        { kind: 'category', at: at(text) },
      ],
      recategorizedSla(stretched, { slaHours: hours, responses: { P0: 1, P1: 10, P2: 20, P3: 30 }, isAnswered }),
    );
  const answered = clockAfter(true, '2026-07-06T14:00:00Z');
  expect([answered.totalMinutes, answered.consumedMinutes]).toEqual([24 * 60, 6 * 60]);
  expect([answered.dueAt, answered.responseDueAt]).toEqual([at('2026-07-07T08:00:00Z'), at('2026-07-06T09:00:00Z')]);
  expect(clockAfter(false, '2026-07-06T08:05:00Z').responseDueAt).toEqual(at('2026-07-06T08:10:00Z'));
  const tooLate = clockAfter(false, '2026-07-07T10:00:00Z');
  expect([tooLate.dueAt, tooLate.responseDueAt]).toEqual([at('2026-07-07T10:00:00Z'), at('2026-07-07T10:00:00Z')]);
});

test('a raised severity keeps the used time; what it had passed already is due at once', () => {
  const raised = (text: string) =>
    clockOf([opened('2026-07-06T08:00:00Z', 'P1'), { kind: 'severity', severity: 'P0', at: at(text) }], policy);
  expect(raised('2026-07-06T09:00:00Z').dueAt).toEqual(at('2026-07-06T12:00:00Z'));
  expect(raised('2026-07-06T18:00:00Z').dueAt).toEqual(at('2026-07-06T18:00:00Z'));
});

test('working minutes that were used stay used when it begins to run round the clock', () => {
  // Friday 16:00 in Berlin: one working hour until the weekend, none on Saturday
  const clock = clockOf(
    [opened('2026-07-10T14:00:00Z', 'P2'), { kind: 'severity', severity: 'P0', at: at('2026-07-11T10:00:00Z') }],
    policy,
  );
  expect(clock.consumedMinutes).toBe(60);
  expect(clock.dueAt).toEqual(at('2026-07-11T13:00:00Z'));
});

test('the answer that was due does not move once it was given', () => {
  const answered: ClockEvent[] = [
    opened('2026-07-06T08:00:00Z', 'P1'),
    { kind: 'acknowledged', at: at('2026-07-06T08:30:00Z') },
  ];
  expect(
    clockOf([...answered, { kind: 'severity', severity: 'P0', at: at('2026-07-06T08:40:00Z') }], policy).responseDueAt,
  ).toEqual(at('2026-07-06T09:00:00Z'));
});

test('reopened, it goes on with what was used', () => {
  const clock = clockOf(
    [
      p0,
      { kind: 'acknowledged', at: at('2026-07-06T08:10:00Z') },
      { kind: 'resolved', at: at('2026-07-06T10:00:00Z') },
      { kind: 'reopened', at: at('2026-07-08T10:00:00Z') },
    ],
    policy,
  );
  expect(clock).toMatchObject({ state: 'running', consumedMinutes: 120 });
  expect(clock.dueAt).toEqual(at('2026-07-08T12:00:00Z'));
});

test('a changed calendar counts from its instant on', () => {
  const longer = {
    ...officeCalendar('Europe/Berlin'),
    version: 2,
    windows: [{ days: [1, 2, 3, 4, 5, 6, 7] as const, from: '00:00', to: '24:00' }],
  };
  const events: ClockEvent[] = [
    opened('2026-07-06T07:00:00Z', 'P2'),
    { kind: 'calendar', at: at('2026-07-06T15:00:00Z'), calendars: { office: longer } },
  ];
  // eight hours by the old one, then 64 without a break
  expect(clockOf(events, policy).dueAt).toEqual(at('2026-07-09T07:00:00Z'));
});

test('exactly at the deadline it is in time, a second later it is not; on a weekend time is up all the same', () => {
  const clock = clockOf([p0], policy);
  const read = (text: string) => readClock(clock, policy.warnPercents, at(text));
  expect(read('2026-07-06T12:00:00Z')).toMatchObject({ remainingMinutes: 0, percentUsed: 100, isBreached: false });
  expect(read('2026-07-06T12:00:01Z')).toMatchObject({ remainingMinutes: 0, isBreached: true });
  expect(read('2026-07-06T12:01:00Z')).toMatchObject({ remainingMinutes: -1, isBreached: true });
});

test('a closed escalation stays in time or late as it was', () => {
  const resolved = (text: string) =>
    readClock(
      clockOf([p0, { kind: 'acknowledged', at: at(text) }, { kind: 'resolved', at: at(text) }], policy),
      policy.warnPercents,
      at('2027-01-01T00:00:00Z'),
    );
  expect(resolved('2026-07-06T12:00:00Z').isBreached).toBe(false);
  expect(resolved('2026-07-06T12:00:30Z').isBreached).toBe(true);
});

describe('what is told', () => {
  const clock = clockOf([p0], policy);

  test('after a standstill the latest warning alone; a breach instead of a warning', () => {
    expect(warningDue(clock, NOTHING_TOLD, at('2026-07-06T11:40:00Z'))).toMatchObject({ percent: 90 });
    expect(warningDue(clock, NOTHING_TOLD, at('2026-07-06T12:00:00Z'))).toBeNull();
    expect(isBreachToTell(clock, NOTHING_TOLD, at('2026-07-06T12:00:00Z'))).toBe(true);
  });

  test('a breach once; again when a new deadline is missed', () => {
    const told = { ...NOTHING_TOLD, breachedAt: at('2026-07-06T12:00:00Z') };
    expect(isBreachToTell(clock, told, at('2026-07-07T00:00:00Z'))).toBe(false);
    const lowered = clockOf([p0, { kind: 'severity', severity: 'P1', at: at('2026-07-06T12:30:00Z') }], policy);
    expect(isBreachToTell(lowered, told, at('2026-07-06T13:00:00Z'))).toBe(false);
    expect(isBreachToTell(lowered, told, at('2026-07-07T08:00:00Z'))).toBe(true);
  });

  test('a snooze holds warnings back, not the breach', () => {
    const quiet = { ...NOTHING_TOLD, snoozedUntil: at('2026-07-06T11:20:00Z') };
    const moments = clockMoments(clock, quiet, at('2026-07-06T08:00:00Z'));
    expect([moments.warn, moments.due]).toEqual([at('2026-07-06T11:20:00Z'), at('2026-07-06T12:00:00Z')]);
  });
});

describe('lying still', () => {
  const lastActivityAt = at('2026-07-06T08:00:00Z');
  const stale = (text: string, snoozedUntil: string | null = null) =>
    stalenessOf(
      {
        lastActivityAt,
        staleMinutes: 60,
        calendar: null,
        snoozedUntil: snoozedUntil === null ? null : at(snoozedUntil),
      },
      at(text),
    );

  test('reminded after one, two, four, ... times the minutes, then every day', () => {
    expect(stale('2026-07-06T08:59:59Z')).toEqual({ isStale: false, nextAt: at('2026-07-06T09:00:00Z') });
    const due = ['09:00', '10:00', '12:00', '16:00'].map((time) => `2026-07-06T${time}:00Z`);
    expect(due.map((time) => stale(time).isStale)).toEqual([true, true, true, true]);
    expect(due.map((time) => String(stale(time).nextAt))).toEqual([
      '2026-07-06T10:00:00Z',
      '2026-07-06T12:00:00Z',
      '2026-07-06T16:00:00Z',
      '2026-07-07T00:00:00Z',
    ]);
    expect(stale('2026-07-10T00:00:00Z').nextAt).toEqual(at('2026-07-10T16:00:00Z'));
    expect(stale('2026-07-10T16:00:00Z').nextAt).toEqual(at('2026-07-11T16:00:00Z'));
  });

  test('quiet while it is snoozed; told when that is over', () => {
    expect(stale('2026-07-06T09:00:00Z', '2026-07-06T18:00:00Z')).toEqual({
      isStale: false,
      nextAt: at('2026-07-06T18:00:00Z'),
    });
    expect(stale('2026-07-06T18:00:00Z', '2026-07-06T18:00:00Z').isStale).toBe(true);
    expect(stale('2026-07-06T08:10:00Z', '2026-07-06T08:20:00Z').nextAt).toEqual(at('2026-07-06T09:00:00Z'));
  });

  test('in working time where the clock keeps it: Friday’s evening is not stale by Saturday', () => {
    const over = (text: string) =>
      stalenessOf(
        {
          lastActivityAt: at('2026-07-10T14:30:00Z'),
          staleMinutes: 480,
          calendar: officeCalendar('Europe/Berlin'),
          snoozedUntil: null,
        },
        at(text),
      );
    expect(over('2026-07-12T20:00:00Z')).toEqual({ isStale: false, nextAt: at('2026-07-13T14:30:00Z') });
  });
});
