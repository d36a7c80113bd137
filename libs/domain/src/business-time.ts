import { dayOf, windowsToSpans } from './days.js';
import type { Weekday, WorkingHours } from './directory.js';
import { compareInstants, contains, type Span } from './spans.js';

/** One window for all working days, or several: a lunch break is two windows, a short Friday one of its own. */
export type OpeningHours = WorkingHours | { readonly windows: readonly WorkingHours[] };

/** When work is done: the hours of a zone's working days, without holidays. */
export type BusinessCalendar = OpeningHours & {
  readonly timeZone: string;
  readonly holidays: readonly Temporal.PlainDate[];
};

/** Used where a tenant set nothing: Monday to Friday, 09:00 to 17:00. */
export const DEFAULT_WORKING_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** After so many days without one working hour a calendar is taken for empty. */
const LONGEST_PAUSE_DAYS = 400;

const microsecondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  Number((to.epochNanoseconds - from.epochNanoseconds) / 1000n);

const isWeekday = (day: number): day is Weekday => Number.isInteger(day) && day >= 1 && day <= 7;

/** The windows of the hours, one or several. */
export const windowsOf = (hours: OpeningHours): readonly WorkingHours[] =>
  'windows' in hours ? hours.windows : [hours];

/** False for no days at all, and for hours that end before they begin: a calendar of these never opens. */
export const hasWorkingTime = (hours: OpeningHours): boolean =>
  windowsOf(hours).some(({ days, from, to }) => days.length > 0 && (to === '00:00' || to === '24:00' || from < to));

/** Room for the days off beside a run of holidays, and for the day the run is met on. */
const DAYS_OFF_BESIDE = 14;

/**
 * True when holidays follow each other on working days for so long that no clock could count across them: {@link addBusinessTime} would
 * take the calendar for empty.
 */
export const hasEndlessHolidays = (hours: OpeningHours, holidays: readonly Temporal.PlainDate[]): boolean => {
  const working = new Set<number>(windowsOf(hours).flatMap(({ days }) => days));
  const off = new Set(holidays.map(String));
  const opensOn = (on: Temporal.PlainDate): boolean => working.has(on.dayOfWeek) && !off.has(on.toString());
  return holidays.some((first) => {
    let on = first;
    for (let days = 0; days < LONGEST_PAUSE_DAYS - DAYS_OFF_BESIDE; days += 1, on = on.add({ days: 1 }))
      if (opensOn(on)) return false;
    return true;
  });
};

// the same few days of the same calendar are asked for again and again: every deadline of every escalation lies on them
const openings = new WeakMap<BusinessCalendar, Map<string, readonly ClosedSpan[]>>();

/** A span that ends. */
interface ClosedSpan extends Span {
  readonly endsAt: Temporal.Instant;
}

const openingsOn = (on: Temporal.PlainDate, calendar: BusinessCalendar): readonly ClosedSpan[] => {
  if (!isWeekday(on.dayOfWeek) || calendar.holidays.some((holiday) => holiday.equals(on))) return [];
  const { dayOfWeek } = on;
  const windows = windowsOf(calendar)
    .filter(({ days }) => days.includes(dayOfWeek))
    .map(({ from, to }) => ({
      from: Temporal.PlainTime.from(from),
      to: Temporal.PlainTime.from(to === '24:00' ? '00:00' : to),
    }));
  return windowsToSpans({ firstOn: on, lastOn: on, timeZone: calendar.timeZone }, windows).flatMap(
    ({ startsAt, endsAt }) => (endsAt === null ? [] : [{ startsAt, endsAt }]),
  );
};

/** The working spans of one day, by start; none on days off and holidays. */
export const workingSpans = (on: Temporal.PlainDate, calendar: BusinessCalendar): readonly ClosedSpan[] => {
  let days = openings.get(calendar);
  if (!days) openings.set(calendar, (days = new Map<string, readonly ClosedSpan[]>()));
  const key = on.toString();
  let spans = days.get(key);
  if (!spans) days.set(key, (spans = openingsOn(on, calendar)));
  return spans;
};

/** True when the instant is in working hours; the end of a window is not. */
export const isBusinessTime = (at: Temporal.Instant, calendar: BusinessCalendar): boolean =>
  workingSpans(dayOf(at, calendar.timeZone), calendar).some((open) => contains(open, at));

/**
 * The instant at which so many working minutes have passed since `startsAt`. A start outside working hours counts from the next
 * opening; a clock that runs out with the day ends at closing, not at the next opening. Zero minutes is the start itself.
 * Real time is counted: a day with a clock change has the hours it has. Throws RangeError for negative or broken minutes and for a
 * calendar without working time.
 */
export const addBusinessTime = (
  startsAt: Temporal.Instant,
  minutes: number,
  calendar: BusinessCalendar,
): Temporal.Instant => {
  if (!(minutes >= 0) || !Number.isFinite(minutes)) throw new RangeError('minutes must be zero or more');
  // whole microseconds: the clock of the database has them, and Temporal takes no fractions
  let left = Math.round(minutes * 60_000_000);
  if (left === 0) return startsAt;
  let on = dayOf(startsAt, calendar.timeZone);
  for (let pause = 0; pause <= LONGEST_PAUSE_DAYS; pause += 1, on = on.add({ days: 1 })) {
    for (const { startsAt: opensAt, endsAt: closesAt } of workingSpans(on, calendar)) {
      const from = compareInstants(opensAt, startsAt) > 0 ? opensAt : startsAt;
      const open = microsecondsBetween(from, closesAt);
      if (open <= 0) continue;
      if (left <= open) return from.add({ microseconds: left });
      left -= open;
      pause = 0;
    }
  }
  throw new RangeError('the calendar has no working time');
};

/** The instant itself in working hours, else the next opening. Throws RangeError for a calendar without working time. */
export const nextBusinessTime = (from: Temporal.Instant, calendar: BusinessCalendar): Temporal.Instant =>
  // the first minute of working time ends one minute after the next opening
  isBusinessTime(from, calendar) ? from : addBusinessTime(from, 1, calendar).subtract({ minutes: 1 });

/** Working minutes from one instant to a later one; 0 when it is not later. */
export const businessMinutesBetween = (
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: BusinessCalendar,
): number => {
  let worked = 0;
  const last = dayOf(to, calendar.timeZone);
  for (let on = dayOf(from, calendar.timeZone); Temporal.PlainDate.compare(on, last) <= 0; on = on.add({ days: 1 })) {
    for (const { startsAt, endsAt } of workingSpans(on, calendar)) {
      const opens = compareInstants(startsAt, from) > 0 ? startsAt : from;
      const closes = compareInstants(endsAt, to) < 0 ? endsAt : to;
      worked += Math.max(0, microsecondsBetween(opens, closes));
    }
  }
  return worked / 60_000_000;
};
