import { dayOf, formatTime } from '@understudy/ui';

const MINUTE_MS = 60_000;

/**
 * A day of the calendar as fields and addresses have it (`YYYY-MM-DD`, of this century or the ones beside it). While a year is
 * typed a field holds the year 202, and an address that somebody cut may hold anything: the API can read neither.
 */
export function isDay(text: string | null | undefined): text is string {
  if (!text || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The calendar day `days` after `day` (`YYYY-MM-DD`). */
export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The first Monday after `day`; a week later when `day` is one. */
export function nextMonday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return plusDays(day, (8 - weekday) % 7 || 7);
}

/**
 * The instant at which a wall clock in `timeZone` shows `day` and `time` ("09:00"), RFC 3339. Only for the sandbox's jumps;
 * the product's own days are turned into instants on the server. A time that a change of clocks skips becomes the hour after.
 */
export function instantOf(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 3; round++) {
    const shown = Date.parse(`${dayOf(guess, timeZone)}T${formatTime(guess, timeZone)}:00Z`);
    if (Math.abs(shown - wanted) < MINUTE_MS) break;
    guess += wanted - shown;
  }
  return new Date(guess).toISOString();
}
