import { dayOf, daysBetween, wordsOf, wordsOfDay } from './parts.js';

/** "Fri 31 Jul"; with `today` of another year "Fri 31 Jul 2027". `day` is `YYYY-MM-DD`. */
export function formatDay(day: string, today?: string): string {
  const { weekday, day: date, month, year } = wordsOfDay(day);
  return `${weekday} ${date} ${month}${today && !today.startsWith(year) ? ` ${year}` : ''}`;
}

/** "12 Aug"; with `today` of another year "12 Aug 2027". */
export function formatShortDay(day: string, today?: string): string {
  const { day: date, month, year } = wordsOfDay(day);
  return `${date} ${month}${today && !today.startsWith(year) ? ` ${year}` : ''}`;
}

/** "20 to 31 Jul", "28 Jul to 3 Aug", "30 Dec 2026 to 2 Jan 2027", one day "20 Jul". Both ends are days away (inclusive); null is open. */
export function formatSpan(first: string, last: string | null): string {
  const from = wordsOfDay(first);
  if (last === null) return `from ${from.day} ${from.month}`;
  const to = wordsOfDay(last);
  if (first === last) return `${to.day} ${to.month}`;
  if (from.year !== to.year) return `${from.day} ${from.month} ${from.year} to ${to.day} ${to.month} ${to.year}`;
  return from.month === to.month
    ? `${from.day} to ${to.day} ${to.month}`
    : `${from.day} ${from.month} to ${to.day} ${to.month}`;
}

/** "10:42" on the clock of `timeZone`, 24 h. */
export function formatTime(instant: string | number, timeZone: string): string {
  const { hour, minute } = wordsOf(instant, timeZone);
  return `${hour}:${minute}`;
}

/** "Wed 22 Jul 2026". */
export function formatFullDay(instant: string | number, timeZone: string): string {
  const { weekday, day, month, year } = wordsOf(instant, timeZone);
  return `${weekday} ${day} ${month} ${year}`;
}

/**
 * A moment as people say it from `now`: "10:42" today, "tomorrow 09:00", "yesterday 17:20", else "Thu 23 Jul, 08:41",
 * with the year when it is another one.
 */
export function formatMoment(instant: string | number, timeZone: string, now: string | number): string {
  const time = formatTime(instant, timeZone);
  const distance = daysBetween(dayOf(now, timeZone), dayOf(instant, timeZone));
  if (distance === 0) return time;
  if (distance === 1) return `tomorrow ${time}`;
  if (distance === -1) return `yesterday ${time}`;
  return `${formatDay(dayOf(instant, timeZone), dayOf(now, timeZone))}, ${time}`;
}

/** The same inside a sentence: "at 10:42", "tomorrow at 09:00", "Thu 23 Jul at 08:41". */
export function formatAt(instant: string | number, timeZone: string, now: string | number): string {
  const time = formatTime(instant, timeZone);
  const day = formatMoment(instant, timeZone, now).slice(0, -time.length).replace(/,? $/, '');
  return `${day ? `${day} ` : ''}at ${time}`;
}

/**
 * The end of a half-open span for people. When it is a midnight in `timeZone`, the zone of whoever is away, the last day
 * counts whole and is meant for every reader: "Fri 31 Jul". Otherwise the time is the reader's: "Fri 31 Jul, 18:00".
 * Null, an open end, is "further notice".
 */
export function formatUntil(endsAt: string | null, timeZone: string, readerZone: string, now: string | number): string {
  if (endsAt === null) return 'further notice';
  const today = dayOf(now, readerZone);
  if (formatTime(endsAt, timeZone) === '00:00') return formatDay(dayOf(Date.parse(endsAt) - 1, timeZone), today);
  return `${formatDay(dayOf(endsAt, readerZone), today)}, ${formatTime(endsAt, readerZone)}`;
}

/** A half-open span of instants in days of `timeZone`, the zone of whoever is away: "20 to 31 Jul". */
export const formatDuring = (startsAt: string, endsAt: string | null, timeZone: string): string =>
  formatSpan(dayOf(startsAt, timeZone), endsAt === null ? null : dayOf(Date.parse(endsAt) - 1, timeZone));

/** How long ago something was said: "09:12", "yesterday", "Mon" within a week, else "17 Jul". */
export function formatAgo(instant: string, timeZone: string, now: string | number): string {
  const today = dayOf(now, timeZone);
  const day = dayOf(instant, timeZone);
  const distance = daysBetween(day, today);
  if (distance <= 0) return formatTime(instant, timeZone);
  if (distance === 1) return 'yesterday';
  return distance < 7 ? wordsOfDay(day).weekday : formatShortDay(day, today);
}
