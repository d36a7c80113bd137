import fc from 'fast-check';
import type { WorkingHours } from './directory.js';
import { clockOf, type ClockEvent, clockMoments, readClock, warningDue } from './escalation-clock.js';
import { SEVERITIES, type Severity } from './escalations.js';
import { officeCalendar, type SlaCalendar, type SlaSnapshot } from './sla.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 5_000 : 120;

const MINUTE_MS = 60_000;
const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS);
const minuteAt = (instant: Temporal.Instant) => instant.epochMilliseconds / MINUTE_MS;

// days around clock changes both ways, a leap day, a turn of the year, and a zone that skipped no day but moves by half an hour
const PLACES = [
  ['Europe/Berlin', '2026-03-27'],
  ['Europe/Berlin', '2026-10-23'],
  ['America/New_York', '2026-03-06'],
  ['America/New_York', '2026-10-30'],
  ['America/Sao_Paulo', '2026-12-30'],
  ['Asia/Kolkata', '2028-02-27'],
  ['Asia/Tokyo', '2026-07-20'],
  ['Australia/Lord_Howe', '2026-04-03'],
  ['Australia/Lord_Howe', '2026-10-02'],
  ['Africa/Cairo', '2026-04-23'],
] as const;

const HOURS: readonly (readonly WorkingHours[])[] = [
  [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  [
    { days: [1, 2, 3, 4, 5], from: '08:30', to: '12:00' },
    { days: [1, 2, 3, 4], from: '12:45', to: '17:15' },
  ],
  // nights are two windows; the hour that a clock change skips or repeats is working time
  [
    { days: [6, 7, 1], from: '22:00', to: '24:00' },
    { days: [7, 1, 2], from: '00:00', to: '04:00' },
    { days: [3], from: '10:00', to: '10:30' },
  ],
];

const calendar = fc
  .record({
    place: fc.constantFrom(...PLACES),
    windows: fc.constantFrom(...HOURS),
    holidays: fc.subarray([0, 1, 3, 4]),
  })
  .map(({ place: [timeZone, firstOn], windows, holidays }) => ({
    timeZone,
    firstOn,
    windows,
    holidays: holidays.map((days) => Temporal.PlainDate.from(firstOn).add({ days })),
  }));

const step = fc.record({
  after: fc.integer({ min: 0, max: 2_000 }),
  what: fc.constantFrom('severity', 'hold', 'resolve', 'calendar', 'acknowledge'),
  severity: fc.constantFrom(...SEVERITIES),
});
const story = fc.record({
  one: calendar,
  other: calendar,
  startMinute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  severity: fc.constantFrom(...SEVERITIES),
  // twentieths: a warning on a fraction of a minute has no place in a count of minutes
  minutes: fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 1, max: 75 }).map((count) => count * 20))),
  response: fc.integer({ min: 1, max: 600 }),
  always: fc.subarray([...SEVERITIES]),
  steps: fc.array(step, { maxLength: 7 }),
  until: fc.integer({ min: 0, max: 3_000 }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

const slaCalendar = ({ timeZone, windows, holidays }: Story['one'], version: number): SlaCalendar => ({
  ...officeCalendar(timeZone),
  windows,
  holidays,
  version,
});

function toPolicy({ minutes, response, always, one }: Story): SlaSnapshot {
  const of = (severity: Severity, n: number) => ({
    resolutionMinutes: minutes[n] ?? 1,
    responseMinutes: response,
    calendar: always.includes(severity) ? null : 'desk',
    staleMinutes: 60,
    climbMinutes: null,
  });
  return {
    multiplier: 1,
    severities: { P0: of('P0', 0), P1: of('P1', 1), P2: of('P2', 2), P3: of('P3', 3) },
    calendars: { desk: slaCalendar(one, 1) },
    warnPercents: [50, 75, 90],
    autoCloseDays: 7,
    pausesInActionRequired: true,
  };
}

/** What happens, made legal: nothing is resumed that is not paused, nothing happens to what is resolved but reopening. */
function toEvents(given: Story): { events: ClockEvent[]; lastMinute: number } {
  let minute = Temporal.PlainDate.from(given.one.firstOn).toZonedDateTime('UTC').epochMilliseconds / MINUTE_MS;
  minute += given.startMinute;
  const events: ClockEvent[] = [{ kind: 'opened', at: at(minute), severity: given.severity }];
  let state: 'running' | 'paused' | 'resolved' = 'running';
  let answered = false;
  const acknowledge = () => {
    if (!answered) events.push({ kind: 'acknowledged', at: at(minute) });
    answered = true;
  };
  for (const { after, what, severity } of given.steps) {
    minute += after;
    if (state === 'resolved') {
      events.push({ kind: 'reopened', at: at(minute) });
      state = 'running';
    } else if (what === 'severity') events.push({ kind: 'severity', at: at(minute), severity });
    else if (what === 'calendar')
      events.push({ kind: 'calendar', at: at(minute), calendars: { desk: slaCalendar(given.other, 2) } });
    else {
      acknowledge();
      if (what === 'hold') {
        events.push({ kind: state === 'paused' ? 'resumed' : 'paused', at: at(minute) });
        state = state === 'paused' ? 'running' : 'paused';
      } else if (what === 'resolve') {
        events.push({ kind: 'resolved', at: at(minute) });
        state = 'resolved';
      }
    }
  }
  return { events, lastMinute: minute };
}

interface WallClock {
  readonly on: string;
  readonly dayOfWeek: number;
  readonly time: string;
}
const wallClocks = new Map<string, WallClock>();

/** The clock on the wall, kept: the same minutes of the same places are asked for again and again. */
function wallClock(minute: number, timeZone: string): WallClock {
  const key = `${minute} ${timeZone}`;
  const known = wallClocks.get(key);
  if (known) return known;
  const local = at(minute).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const found = { on: String(local.toPlainDate()), dayOfWeek: local.dayOfWeek, time };
  wallClocks.set(key, found);
  return found;
}

/** Asks the wall clock of the zone, minute by minute; knows nothing of spans. */
function isOpenMinute(minute: number, { timeZone, windows, holidays }: Story['one']): boolean {
  const { on, dayOfWeek, time } = wallClock(minute, timeZone);
  return (
    !holidays.some((holiday) => String(holiday) === on) &&
    windows.some(
      ({ days, from, to }) => days.some((day) => day === dayOfWeek) && from <= time && (time < to || to === '24:00'),
    )
  );
}

const LONGEST = 90 * 24 * 60;

/** Counts every minute. After the last event a clock that stands goes on, as a deadline that is shown then assumes. */
function bruteForce(given: Story, events: readonly ClockEvent[], policy: SlaSnapshot, answerOnly: boolean) {
  const [first] = events;
  if (first?.kind !== 'opened') throw new Error('the story begins with being opened');
  let severity: Severity = given.severity;
  let desk = given.one;
  let runs = true;
  let used = 0;
  const reached = new Map<number, number>();
  const begin = minuteAt(first.at);
  const last = minuteAt(events.at(-1)?.at ?? first.at);
  let usedAtLast = 0;
  const goal = () =>
    answerOnly ? policy.severities[severity].responseMinutes : policy.severities[severity].resolutionMinutes;
  const note = (minute: number) => {
    for (const percent of [50, 75, 90, 100])
      if (used * 100 >= goal() * percent && !reached.has(percent)) reached.set(percent, minute);
  };
  const queue = events.slice(1);
  for (let minute = begin; minute < begin + LONGEST; minute += 1) {
    while (queue[0] && minuteAt(queue[0].at) === minute) {
      const event = queue.shift();
      if (event?.kind === 'severity') {
        severity = event.severity;
        reached.clear(); // the thresholds are new
      }
      if (event?.kind === 'calendar') desk = given.other;
      if (event?.kind === 'paused' || event?.kind === 'resolved') runs = false;
      if (event?.kind === 'resumed' || event?.kind === 'reopened') runs = true;
    }
    if (minute === last) usedAtLast = used;
    if (minute >= last) runs = true;
    note(minute);
    if (minute >= last && reached.has(100)) break;
    const counts = policy.severities[severity].calendar === null || isOpenMinute(minute, desk);
    if (runs && counts) used += 1;
  }
  return { due: reached.get(100), warn: [50, 75, 90].map((percent) => reached.get(percent)), used: usedAtLast };
}

const upToAnswer = (events: readonly ClockEvent[]) => {
  const n = events.findIndex(({ kind }) => kind === 'acknowledged');
  return n < 0 ? events : events.slice(0, n);
};

test('deadline, answer, warnings and used time agree with counting every minute: weekends, holidays, lunch breaks, clock changes, pauses, severities, calendars', () => {
  fc.assert(
    fc.property(story, (given) => {
      const policy = toPolicy(given);
      const { events } = toEvents(given);
      const clock = clockOf(events, policy);
      const counted = bruteForce(given, events, policy, false);

      expect(minuteAt(clock.dueAt)).toBe(counted.due);
      expect(clock.warnings.map((warning) => minuteAt(warning.at))).toEqual(counted.warn);
      expect(clock.consumedMinutes).toBeCloseTo(counted.used, 6);
      const answer = bruteForce(given, upToAnswer(events), policy, true);
      expect(minuteAt(clock.responseDueAt)).toBe(answer.due);
    }),
    { numRuns },
  );
});

test('read later, a clock says the same as when it is worked out again, and never goes back', () => {
  fc.assert(
    fc.property(story, (given) => {
      const policy = toPolicy(given);
      const { events, lastMinute } = toEvents(given);
      const clock = clockOf(events, policy);
      const now = at(lastMinute + given.until);
      const read = readClock(clock, policy.warnPercents, now);
      // an event that changes nothing, only to have the used time counted up to now
      const worked = clockOf([...events, { kind: 'calendar', at: now, calendars: {} }], policy);

      const remaining = worked.totalMinutes - worked.consumedMinutes;
      expect(Math.abs(read.remainingMinutes - remaining)).toBeLessThan(1 + 1e-6);
      expect(read.percentUsed).toBe(Math.floor((worked.consumedMinutes / worked.totalMinutes) * 100 + 1e-8));
      expect(worked.consumedMinutes).toBeGreaterThanOrEqual(clock.consumedMinutes - 1e-6);
      if (read.isBreached) expect(read.remainingMinutes).toBeLessThanOrEqual(0);
    }),
    { numRuns },
  );
});

test('each warning is told at most once, the latest after a standstill, and none after the deadline', () => {
  fc.assert(
    fc.property(story, fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 30 }), (given, waits) => {
      const clock = clockOf([{ kind: 'opened', at: at(given.startMinute), severity: given.severity }], toPolicy(given));
      const told: number[] = [];
      let now = given.startMinute;
      const soFar = () => ({
        warnedPercent: told.at(-1) ?? 0,
        breachedAt: null,
        responseBreachedAt: null,
        snoozedUntil: null,
        isAnswered: false,
      });
      for (const wait of waits) {
        now += wait;
        const due = warningDue(clock, soFar(), at(now));
        if (due) told.push(due.percent);
        if (Temporal.Instant.compare(clock.dueAt, at(now)) <= 0) expect(due).toBeNull();
        expect(warningDue(clock, soFar(), at(now))).toBeNull();
        const { warn } = clockMoments(clock, soFar(), at(now));
        if (warn && Temporal.Instant.compare(clock.dueAt, at(now)) > 0)
          expect(Temporal.Instant.compare(warn, at(now))).toBe(1);
      }
      expect(told).toEqual([...new Set(told)].toSorted((a, b) => a - b));
    }),
    { numRuns },
  );
});
