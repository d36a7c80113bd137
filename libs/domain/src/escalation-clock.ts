import { addBusinessTime, businessMinutesBetween } from './business-time.js';
import type { Severity } from './escalations.js';
import type { SlaCalendar, SlaCalendars, SlaSnapshot } from './sla.js';
import { compareInstants, type Span } from './spans.js';

/** Everything a clock hears of, in the order it happened; several may have the same instant. The first one is 'opened'. */
export type ClockEvent = { readonly at: Temporal.Instant } & (
  | { readonly kind: 'opened' | 'severity'; readonly severity: Severity }
  /** From now on these calendars count instead of those of the same key. */
  | { readonly kind: 'calendar'; readonly calendars: SlaCalendars }
  /** `category`: from now on the thresholds of another category count; they stand in the policy (recategorizedSla). */
  | { readonly kind: 'acknowledged' | 'category' | 'paused' | 'resumed' | 'resolved' | 'reopened' | 'voided' }
);

/** A time in which the clock ran; null calendar: round the clock. */
export interface ClockInterval extends Span {
  readonly calendar: SlaCalendar | null;
}

export type ClockState = 'running' | 'paused' | 'stopped';

/** What a clock shows that stands at some instant: enough to read it later without its events. */
export interface ClockReading {
  readonly state: ClockState;
  readonly totalMinutes: number;
  /** Used up at `countedAt`. */
  readonly consumedMinutes: number;
  /** The last event. */
  readonly countedAt: Temporal.Instant;
  readonly calendar: SlaCalendar | null;
  /** Of a paused one: as it was when the pause began; it moves on when work goes on. */
  readonly dueAt: Temporal.Instant;
}

export interface EscalationClock extends ClockReading {
  readonly severity: Severity;
  readonly pausedSince: Temporal.Instant | null;
  /** The answer that was due: of an acknowledged one it no longer changes. */
  readonly responseDueAt: Temporal.Instant;
  /** From then on time is short: three quarters used, or the last warning where none is that late. */
  readonly warnAt: Temporal.Instant;
  /** Ascending; also those that are past. */
  readonly warnings: readonly { readonly percent: number; readonly at: Temporal.Instant }[];
  readonly intervals: readonly ClockInterval[];
}

const SHORT_PERCENT = 75;
/** Sums of minutes are floating point; a microsecond is 1.7e-8 of a minute. */
const NOTHING = 1e-8;

const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (compareInstants(a, b) >= 0 ? a : b);

/** Minutes of the clock from one instant to a later one. */
export const clockMinutesBetween = (
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: SlaCalendar | null,
): number =>
  calendar === null
    ? Math.max(0, Number((to.epochNanoseconds - from.epochNanoseconds) / 1000n)) / 60_000_000
    : businessMinutesBetween(from, to, calendar);

/** The instant at which so many minutes of the clock have passed. */
export const addClockMinutes = (
  from: Temporal.Instant,
  minutes: number,
  calendar: SlaCalendar | null,
): Temporal.Instant =>
  calendar === null
    ? from.add({ microseconds: Math.round(minutes * 60_000_000) })
    : addBusinessTime(from, minutes, calendar);

interface Played {
  readonly intervals: readonly ClockInterval[];
  readonly state: ClockState;
  readonly severity: Severity;
  readonly calendar: SlaCalendar | null;
  /** Since then the thresholds of this severity, in this category, count. */
  readonly changedAt: Temporal.Instant;
  readonly countedAt: Temporal.Instant;
  readonly pausedSince: Temporal.Instant | null;
}

const stateAfter = (event: ClockEvent, state: ClockState): ClockState => {
  if (event.kind === 'paused') return 'paused';
  if (event.kind === 'resolved' || event.kind === 'voided') return 'stopped';
  return event.kind === 'resumed' || event.kind === 'reopened' ? 'running' : state;
};

const play = (events: readonly ClockEvent[], policy: SlaSnapshot): Played => {
  const [first] = events;
  if (first?.kind !== 'opened') throw new RangeError('a clock begins with being opened');
  let played: Played = {
    intervals: [],
    state: 'running',
    severity: first.severity,
    calendar: null,
    changedAt: first.at,
    countedAt: first.at,
    pausedSince: null,
  };
  let calendars = policy.calendars;
  for (const event of events) {
    const { at } = event;
    if (event.kind === 'calendar') calendars = { ...calendars, ...event.calendars };
    const severity = event.kind === 'opened' || event.kind === 'severity' ? event.severity : played.severity;
    const isNewTotal = event.kind === 'opened' || event.kind === 'severity' || event.kind === 'category';
    const key = policy.severities[severity].calendar;
    const calendar = key === null ? null : (calendars[key] ?? null);
    const state = stateAfter(event, played.state);
    const intervals = played.intervals.map((part) => (part.endsAt === null ? { ...part, endsAt: at } : part));
    played = {
      intervals: state === 'running' ? [...intervals, { startsAt: at, endsAt: null, calendar }] : intervals,
      state,
      severity,
      calendar,
      changedAt: isNewTotal ? at : played.changedAt,
      countedAt: at,
      pausedSince: state === 'paused' ? (played.pausedSince ?? at) : null,
    };
  }
  return played;
};

const consumedIn = ({ intervals, countedAt }: Played): number =>
  intervals.reduce(
    (sum, { startsAt, endsAt, calendar }) => sum + clockMinutesBetween(startsAt, endsAt ?? countedAt, calendar),
    0,
  );

/** When so many minutes were, or will be, used up; a clock that stands is read as if it went on where it stopped. */
const reachedAt = (minutes: number, { intervals, calendar, changedAt, countedAt }: Played): Temporal.Instant => {
  let left = minutes;
  for (const part of intervals) {
    const available = part.endsAt === null ? Infinity : clockMinutesBetween(part.startsAt, part.endsAt, part.calendar);
    if (left <= available + NOTHING) return later(changedAt, addClockMinutes(part.startsAt, left, part.calendar));
    left -= available;
  }
  return later(changedAt, addClockMinutes(countedAt, left, calendar));
};

/** The events up to the answer: what happened afterwards cannot change when it was due. */
const untilAnswered = (events: readonly ClockEvent[]): readonly ClockEvent[] => {
  const answered = events.findIndex(({ kind }) => kind === 'acknowledged');
  return answered < 0 ? events : events.slice(0, answered);
};

/**
 * Why it is due when it is due (PRD-243 FR-3.3, product.md 17): a function of what happened and of the policy it counts by, and
 * of nothing else. A change of severity or category keeps the time that was used; pauses do not count; a changed calendar counts from its
 * instant on. A deadline that the new threshold had passed already is the instant of the change. Throws RangeError for events that do
 * not begin with 'opened' and for a calendar that never opens.
 */
export const clockOf = (events: readonly ClockEvent[], policy: SlaSnapshot): EscalationClock => {
  const played = play(events, policy);
  const asked = play(untilAnswered(events), policy);
  const { severity, state, calendar, countedAt, pausedSince, intervals } = played;
  const totalMinutes = policy.severities[severity].resolutionMinutes;
  const afterPercent = (percent: number) => reachedAt((totalMinutes * percent) / 100, played);
  const warnings = policy.warnPercents.map((percent) => ({ percent, at: afterPercent(percent) }));
  const short = warnings.find(({ percent }) => percent >= SHORT_PERCENT) ?? warnings.at(-1);
  const dueAt = afterPercent(100);
  return {
    severity,
    state,
    totalMinutes,
    consumedMinutes: consumedIn(played),
    countedAt,
    calendar,
    pausedSince,
    dueAt,
    responseDueAt: reachedAt(policy.severities[asked.severity].responseMinutes, asked),
    warnAt: short?.at ?? dueAt,
    warnings,
    intervals,
  };
};

/** What people see of a clock (api.md, `sla`). */
export interface SlaReading {
  /** Minutes of the clock: working minutes where it does not run round the clock. Below zero when it is over time. */
  readonly remainingMinutes: number;
  readonly percentUsed: number;
  readonly isBreached: boolean;
  /** null: all warnings were due, or the clock stands. */
  readonly nextWarningAt: Temporal.Instant | null;
}

/** Reads the clock at an instant that is not before its last event. Exactly at the deadline it is still in time. */
export const readClock = (clock: ClockReading, warnPercents: readonly number[], now: Temporal.Instant): SlaReading => {
  const { state, totalMinutes, countedAt, calendar, dueAt } = clock;
  const at = state === 'running' ? later(now, countedAt) : countedAt;
  const used = clock.consumedMinutes + clockMinutesBetween(countedAt, at, calendar);
  const isBreached = compareInstants(at, dueAt) > 0;
  const next = warnPercents.find((percent) => (totalMinutes * percent) / 100 > used + NOTHING);
  return {
    remainingMinutes: Math.trunc(totalMinutes - used + (used > totalMinutes ? -NOTHING : NOTHING)) || 0,
    percentUsed: Math.floor((used / totalMinutes) * 100 + NOTHING),
    isBreached,
    nextWarningAt:
      state !== 'running' || isBreached || next === undefined
        ? null
        : addClockMinutes(at, (totalMinutes * next) / 100 - used, calendar),
  };
};

/** What was told already, and what keeps it quiet. */
export interface ToldSoFar {
  /** The highest percentage people were warned of, 0 for none, under this severity. */
  readonly warnedPercent: number;
  readonly breachedAt: Temporal.Instant | null;
  readonly responseBreachedAt: Temporal.Instant | null;
  readonly snoozedUntil: Temporal.Instant | null;
  readonly isAnswered: boolean;
}

const isStillToTell = (dueAt: Temporal.Instant, toldAt: Temporal.Instant | null): boolean =>
  toldAt === null || compareInstants(toldAt, dueAt) < 0;

/** The warning to tell at this instant: the latest of those that are due and not told; after a standstill that is one, not three. */
export const warningDue = (
  clock: EscalationClock,
  told: ToldSoFar,
  now: Temporal.Instant,
): { readonly percent: number } | null => {
  if (clock.state !== 'running' || compareInstants(clock.dueAt, now) <= 0) return null;
  const due = clock.warnings.findLast(({ at }) => compareInstants(at, now) <= 0);
  return due && due.percent > told.warnedPercent ? due : null;
};

/** True when the resolution is over time and nobody was told of this deadline yet. */
export const isBreachToTell = (clock: EscalationClock, told: ToldSoFar, now: Temporal.Instant): boolean =>
  clock.state === 'running' && compareInstants(clock.dueAt, now) <= 0 && isStillToTell(clock.dueAt, told.breachedAt);

/** True when nobody answered in time and nobody was told of that yet. */
export const isResponseBreachToTell = (clock: EscalationClock, told: ToldSoFar, now: Temporal.Instant): boolean =>
  clock.state === 'running' &&
  !told.isAnswered &&
  compareInstants(clock.responseDueAt, now) <= 0 &&
  isStillToTell(clock.responseDueAt, told.responseBreachedAt);

/** When to look at the clock again for each of its promises; null: there is nothing to wait for. No warning follows the deadline. A snooze holds warnings back, no breach. */
export const clockMoments = (
  clock: EscalationClock,
  told: ToldSoFar,
  now: Temporal.Instant,
): Readonly<Record<'warn' | 'due' | 'response', Temporal.Instant | null>> => {
  if (clock.state !== 'running') return { warn: null, due: null, response: null };
  const isOver = compareInstants(clock.dueAt, now) <= 0;
  const warning = isOver ? undefined : clock.warnings.find(({ percent }) => percent > told.warnedPercent);
  return {
    warn: warning ? (told.snoozedUntil ? later(warning.at, told.snoozedUntil) : warning.at) : null,
    due: isStillToTell(clock.dueAt, told.breachedAt) ? clock.dueAt : null,
    response:
      !told.isAnswered && isStillToTell(clock.responseDueAt, told.responseBreachedAt) ? clock.responseDueAt : null,
  };
};

/** Nobody did anything: whether to remind now, and when to look again (PRD-243 FR-3.4). */
export interface Staleness {
  readonly isStale: boolean;
  readonly nextAt: Temporal.Instant;
}

/** Reminders come at one, two, four times the minutes, and so on; never further apart than a day of the clock. */
const LONGEST_QUIET_MINUTES = 1440;

/** How many reminders were due after so many minutes, and at which minute the next one is. */
const remindersAfter = (elapsed: number, staleMinutes: number): { readonly due: number; readonly next: number } => {
  const most = Math.max(staleMinutes, LONGEST_QUIET_MINUTES);
  let due = 0;
  let next = staleMinutes;
  for (; next <= elapsed + NOTHING; due += 1) next += Math.min(next, most);
  return { due, next };
};

/**
 * Counted in minutes of the clock's calendar since somebody last did something, paused or not. However many reminders were missed, it is
 * one. Quiet while it is snoozed; what was due by then is told when the snooze is over.
 */
export const stalenessOf = (
  given: {
    readonly lastActivityAt: Temporal.Instant;
    readonly staleMinutes: number;
    readonly calendar: SlaCalendar | null;
    readonly snoozedUntil: Temporal.Instant | null;
  },
  now: Temporal.Instant,
): Staleness => {
  const { lastActivityAt, staleMinutes, calendar, snoozedUntil } = given;
  const { due, next } = remindersAfter(clockMinutesBetween(lastActivityAt, now, calendar), staleMinutes);
  const isSnoozed = snoozedUntil !== null && compareInstants(snoozedUntil, now) > 0;
  const nextAt = addClockMinutes(lastActivityAt, next, calendar);
  if (!isSnoozed) return { isStale: due > 0, nextAt };
  return { isStale: false, nextAt: due > 0 ? snoozedUntil : later(nextAt, snoozedUntil) };
};
