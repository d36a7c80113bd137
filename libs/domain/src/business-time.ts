import { dayOf, windowsToSpans } from './days.js';
import type { Weekday, WorkingHours } from './directory.js';
import { compareInstants, type Span, subtract } from './spans.js';

/** When work is done: the hours of a zone's working days, without holidays. */
export interface BusinessCalendar extends WorkingHours {
  readonly timeZone: string;
  readonly holidays: readonly Temporal.PlainDate[];
}

/** Used where a tenant set nothing: Monday to Friday, 09:00 to 17:00. */
export const DEFAULT_WORKING_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** After so many days without one working hour a calendar is taken for empty. */
const LONGEST_PAUSE_DAYS = 400;

const isWeekday = (day: number): day is Weekday => Number.isInteger(day) && day >= 1 && day <= 7;

/** False for no days at all, and for hours that end before they begin: a calendar of these never opens. */
export const hasWorkingTime = ({ days, from, to }: WorkingHours): boolean =>
  days.length > 0 && (to === '00:00' || to === '24:00' || from < to);

/** The working span of one day; null on days off and holidays. */
export const workingSpan = (
  on: Temporal.PlainDate,
  { days, from, to, timeZone, holidays }: BusinessCalendar,
): Span | null => {
  const isOff =
    !isWeekday(on.dayOfWeek) || !days.includes(on.dayOfWeek) || holidays.some((holiday) => holiday.equals(on));
  if (isOff) return null;
  const window = { from: Temporal.PlainTime.from(from), to: Temporal.PlainTime.from(to === '24:00' ? '00:00' : to) };
  return windowsToSpans({ firstOn: on, lastOn: on, timeZone }, [window])[0] ?? null;
};

/** True when the instant is in working hours; the end of the day is not. */
export const isBusinessTime = (at: Temporal.Instant, calendar: BusinessCalendar): boolean => {
  const today = workingSpan(dayOf(at, calendar.timeZone), calendar);
  return (
    today !== null &&
    today.endsAt !== null &&
    compareInstants(today.startsAt, at) <= 0 &&
    compareInstants(at, today.endsAt) < 0
  );
};

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
    const today = workingSpan(on, calendar);
    const rest = today
      ? subtract(today, [{ startsAt: today.startsAt.subtract({ hours: 48 }), endsAt: startsAt }])[0]
      : undefined;
    if (!rest?.endsAt) continue;
    const open = Math.round(rest.startsAt.until(rest.endsAt).total('microseconds'));
    if (left <= open) return rest.startsAt.add({ microseconds: left });
    left -= open;
    pause = 0;
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
  let minutes = 0;
  const last = dayOf(to, calendar.timeZone);
  for (let on = dayOf(from, calendar.timeZone); Temporal.PlainDate.compare(on, last) <= 0; on = on.add({ days: 1 })) {
    const today = workingSpan(on, calendar);
    if (!today?.endsAt) continue;
    const opens = compareInstants(today.startsAt, from) > 0 ? today.startsAt : from;
    const closes = compareInstants(today.endsAt, to) < 0 ? today.endsAt : to;
    if (compareInstants(opens, closes) < 0) minutes += opens.until(closes).total('minutes');
  }
  return minutes;
};
