import { dayOf, formatTime } from '@understudy/ui';

const MINUTE_MS = 60_000;

/** The calendar day `days` after `day` (`YYYY-MM-DD`). */
export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The Monday of the week that `day` is in. */
export const mondayOf = (day: string): string => plusDays(day, -weekdayOf(day));

/** The first Monday after `day`; a week later when `day` is one. */
export const nextMonday = (day: string): string => plusDays(mondayOf(day), 7);

/**
 * The instant at which a wall clock in `timeZone` shows `day` and `time` ("09:00"), RFC 3339. For the sandbox's jumps and for
 * drawing; the product's own days are turned into instants on the server. A time that a change of clocks skips becomes the hour after.
 */
export function instantOf(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let [guess, before] = [wanted, wanted];
  for (let round = 0; round < 3; round++) {
    const shown = Date.parse(`${dayOf(guess, timeZone)}T${formatTime(guess, timeZone)}:00Z`);
    if (Math.abs(shown - wanted) < MINUTE_MS) return new Date(guess).toISOString();
    [guess, before] = [guess + wanted - shown, guess];
  }
  return new Date(Math.max(guess, before)).toISOString();
}
