import { DomainError } from './errors.js';
import { compareInstants, type Span, union } from './spans.js';

/** Whole calendar days as a person typed them, both inclusive, in their IANA zone (product.md 10). */
export interface Days {
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate;
  readonly timeZone: string;
}

/** As {@link Days}; without a last day while nobody knows it (open-ended). */
export interface AwayDays {
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate | null;
  readonly timeZone: string;
}

/** Hours of a day, half-open, wall clock. `to` 00:00 is the midnight that ends the day. */
export interface DayWindow {
  readonly from: Temporal.PlainTime;
  readonly to: Temporal.PlainTime;
}

/** True for a named IANA zone the runtime knows ("Europe/Lisbon", "UTC"). Bare offsets like "+02:00" are no zones of a person. */
export const isTimeZone = (text: string): boolean => {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // RangeError is how Intl says "unknown zone"
  }
};

/** The first instant of the day in the zone. Where midnight does not exist (Cairo in April) it is the first minute that does. */
export const startOfDay = (on: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  on.toZonedDateTime(timeZone).toInstant();

/** The calendar day in the zone at this instant. */
export const dayOf = (at: Temporal.Instant, timeZone: string): Temporal.PlainDate =>
  at.toZonedDateTimeISO(timeZone).toPlainDate();

/**
 * From the first instant of the first day to the first instant of the day after the last; a DST day is 23 or 25 hours long.
 * Without a last day it has no end. Throws absences.ends-before-start, also for a day that a zone skipped (Apia, 30 Dec 2011).
 */
export const daysToSpan = ({ firstOn, lastOn, timeZone }: AwayDays): Span => {
  const startsAt = startOfDay(firstOn, timeZone);
  if (lastOn === null) return { startsAt, endsAt: null };
  const endsAt = startOfDay(lastOn.add({ days: 1 }), timeZone);
  if (Temporal.PlainDate.compare(lastOn, firstOn) < 0 || compareInstants(endsAt, startsAt) <= 0) {
    throw new DomainError('absences.ends-before-start', { start_date: String(firstOn), end_date: String(lastOn) });
  }
  return { startsAt, endsAt };
};

/** The days that a span touches in the zone: its end is not inside, so local midnight does not touch the day it starts. */
export const spanToDays = (
  { startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant },
  timeZone: string,
): Days => ({
  firstOn: dayOf(startsAt, timeZone),
  lastOn: dayOf(endsAt.subtract({ nanoseconds: 1 }), timeZone),
  timeZone,
});

const HOUR = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/;

const minuteOf = (text: string, isEnd: boolean): number | null => {
  const [, hourText, minuteText, half] = HOUR.exec(text.trim().toLowerCase()) ?? [];
  if (hourText === undefined || (half === undefined && minuteText === undefined)) return null;
  const hour = Number(hourText);
  const minute = Number(minuteText ?? '0');
  if (minute > 59 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const total = (half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute;
  if (isEnd && (total === 0 || total === 1440)) return 1440;
  return total < 1440 ? total : null;
};

const timeAt = (minute: number): Temporal.PlainTime =>
  new Temporal.PlainTime(Math.floor(minute / 60) % 24, minute % 60);

const parseWindow = (part: string): { from: number; to: number } | null => {
  const [fromText, toText, ...more] = part.split(/\s*(?:-|–|to)\s*/i);
  if (fromText === undefined || toText === undefined || more.length > 0) return null;
  const from = minuteOf(fromText, false);
  const to = minuteOf(toText, true);
  return from !== null && to !== null && from < to ? { from, to } : null;
};

/**
 * `"09:00-12:00, 14:00-15:30"` or PRD-258's `"9am-12pm"`, by start; overlapping and touching windows become one. "24:00" and
 * "12am" end the day. A bare "9-12" is refused, since it could be evening. Throws absences.bad-hours.
 */
export const parsePartialHours = (text: string): DayWindow[] => {
  const windows: { from: number; to: number }[] = [];
  for (const part of text.split(',')) {
    const window = parseWindow(part.trim());
    if (window === null) throw new DomainError('absences.bad-hours', { partial_hours: text.slice(0, 200) });
    windows.push(window);
  }
  const joined: { from: number; to: number }[] = [];
  for (const next of windows.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else joined.push({ ...next });
  }
  return joined.map(({ from, to }) => ({ from: timeAt(from), to: timeAt(to) }));
};

/** `"09:00-12:00, 14:00-15:30"`: what parsePartialHours reads back. */
export const formatPartialHours = (windows: readonly DayWindow[]): string => {
  const clock = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' });
  return windows.map(({ from, to }) => `${clock(from)}-${clock(to) === '00:00' ? '24:00' : clock(to)}`).join(', ');
};

/**
 * The hours of a day that the spans show in the zone, each once, by start: how windows of a calendar are written as text. A span over
 * more than one day has no such hours and is left out.
 */
export const spansToHours = (
  spans: readonly { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null }[],
  timeZone: string,
): DayWindow[] => {
  const clock = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainTime();
  const hours = spans.flatMap(({ startsAt, endsAt }) => {
    const isOneDay =
      endsAt !== null && dayOf(startsAt, timeZone).equals(dayOf(endsAt.subtract({ nanoseconds: 1 }), timeZone));
    return isOneDay ? [{ from: clock(startsAt), to: clock(endsAt) }] : [];
  });
  const different = new Map(hours.map((hour) => [formatPartialHours([hour]), hour]));
  return [...different.values()].toSorted((a, b) => Temporal.PlainTime.compare(a.from, b.from));
};

/** The wall-clock time as an instant; a time that the day skips is the instant of the skip, the first of two that it repeats. */
const wallClock = (on: Temporal.PlainDate, time: Temporal.PlainTime, timeZone: string): Temporal.Instant => {
  const at = on.toPlainDateTime(time).toZonedDateTime(timeZone);
  if (at.toPlainTime().equals(time)) return at.toInstant();
  return (at.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? at).toInstant();
};

/** One window on one day; null when the day's clock change leaves nothing of it. */
const windowOnDay = (on: Temporal.PlainDate, { from, to }: DayWindow, timeZone: string): Span | null => {
  const startsAt = wallClock(on, from, timeZone);
  const isMidnight = to.hour === 0 && to.minute === 0;
  const endsAt = isMidnight ? startOfDay(on.add({ days: 1 }), timeZone) : wallClock(on, to, timeZone);
  return compareInstants(startsAt, endsAt) < 0 ? { startsAt, endsAt } : null;
};

/** The windows on each of the days as spans, by start. A window wholly inside a skipped hour is left out. */
export const windowsToSpans = ({ firstOn, lastOn, timeZone }: Days, windows: readonly DayWindow[]): Span[] => {
  const spans: Span[] = [];
  for (let on = firstOn; Temporal.PlainDate.compare(on, lastOn) <= 0; on = on.add({ days: 1 })) {
    for (const window of windows) {
      const found = windowOnDay(on, window, timeZone);
      if (found) spans.push(found);
    }
  }
  return union(spans);
};
