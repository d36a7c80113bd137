import { toInstant } from './detail/local-moment.js';

const END_OF_WORK = '18:00';

/** Why a day cannot be promised: its work is over by `now`. */
export const whyNotTarget = (target: string | null, now: number): string | undefined =>
  target !== null && Date.parse(target) <= now ? 'That is past: choose a day that is still to come' : undefined;

/** A day that is promised ends with its work, on the clock of whoever promises it; null while none is chosen. */
export function targetOf(day: string, timeZone: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? toInstant(`${day}T${END_OF_WORK}`, timeZone) : null;
}
