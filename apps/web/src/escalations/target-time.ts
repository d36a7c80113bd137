import { toInstant } from './detail/local-moment.js';

const END_OF_WORK = '18:00';

/** A day that is promised ends with its work, on the clock of whoever promises it; null while none is chosen. */
export function targetOf(day: string, timeZone: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? toInstant(`${day}T${END_OF_WORK}`, timeZone) : null;
}
