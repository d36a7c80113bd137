import type { Shown } from './absences.js';
import { dayOf, type DayWindow, daysToSpan, isTimeZone, startOfDay, windowsToSpans } from './days.js';
import { DomainError } from './errors.js';
import { compareInstants } from './spans.js';

/** When an entry is, as its system says it: days belong to the person's zone, and so do times that name none. */
export type PtoTimes =
  /** Inclusive; `lastOn` null is open-ended. */
  | {
      readonly kind: 'days';
      readonly firstOn: Temporal.PlainDate;
      readonly lastOn: Temporal.PlainDate | null;
      /** The first day begins at noon; the last one ends at noon. */
      readonly fromNoon?: boolean;
      readonly untilNoon?: boolean;
    }
  /** The same half of each day. */
  | {
      readonly kind: 'halves';
      readonly firstOn: Temporal.PlainDate;
      readonly lastOn: Temporal.PlainDate;
      readonly half: 'morning' | 'afternoon';
    }
  /** Wall-clock times, half-open; `timeZone` null for floating ones. */
  | {
      readonly kind: 'times';
      readonly from: Temporal.PlainDateTime;
      readonly to: Temporal.PlainDateTime;
      readonly timeZone: string | null;
    };

const halfOf = (half: 'morning' | 'afternoon'): DayWindow => {
  const [midnight, noon] = [new Temporal.PlainTime(0), new Temporal.PlainTime(12)];
  return half === 'morning' ? { from: midnight, to: noon } : { from: noon, to: midnight };
};

/** No absence is longer (see planAbsence). */
const LONGEST_DAYS = 732;

/**
 * An entry as instants. Days are the person's local midnight to midnight, on DST days 23 or 25 hours long. Throws
 * absences.ends-before-start, absences.too-long.
 */
export function ptoShown(times: PtoTimes, personZone: string): Shown {
  if (times.kind === 'times') return timesShown(times, personZone);
  const { firstOn, lastOn } = times;
  const days = { firstOn, lastOn, timeZone: personZone };
  const during = daysToSpan(days);
  if (lastOn !== null && firstOn.until(lastOn).total('days') >= LONGEST_DAYS)
    throw new DomainError('absences.too-long');
  if (times.kind === 'halves') {
    const windows = windowsToSpans({ ...days, lastOn: times.lastOn }, [halfOf(times.half)]);
    const [first, last] = [windows[0], windows.at(-1)];
    if (!first || !last) throw new DomainError('absences.ends-before-start');
    return { days, during: { startsAt: first.startsAt, endsAt: last.endsAt }, windows };
  }
  if (!times.fromNoon && !times.untilNoon) return { days, during, windows: [] };
  const startsAt = times.fromNoon ? noonOf(firstOn, personZone) : during.startsAt;
  const endsAt = times.untilNoon && lastOn !== null ? noonOf(lastOn, personZone) : during.endsAt;
  if (endsAt !== null && compareInstants(endsAt, startsAt) <= 0) throw new DomainError('absences.ends-before-start');
  const part = { startsAt, endsAt };
  return { days, during: part, windows: endsAt === null ? [] : [part] };
}

const noonOf = (on: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  on.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(12) }).toInstant();

function timesShown({ from, to, timeZone }: PtoTimes & { kind: 'times' }, personZone: string): Shown {
  const zone = timeZone !== null && isTimeZone(timeZone) ? timeZone : personZone;
  const startsAt = from.toZonedDateTime(zone).toInstant();
  const endsAt = to.toZonedDateTime(zone).toInstant();
  if (compareInstants(endsAt, startsAt) <= 0) throw new DomainError('absences.ends-before-start');
  if (startsAt.until(endsAt).total('hours') > LONGEST_DAYS * 24) throw new DomainError('absences.too-long');
  // people think in their own days, also of an entry that a colleague in another zone wrote
  const shownIn = zone === 'UTC' || zone === 'Etc/UTC' ? personZone : zone;
  const isWholeDays = [startsAt, endsAt].every((at) => startOfDay(dayOf(at, shownIn), shownIn).equals(at));
  const days = {
    firstOn: dayOf(startsAt, shownIn),
    lastOn: dayOf(endsAt.subtract({ nanoseconds: 1 }), shownIn),
    timeZone: shownIn,
  };
  const during = { startsAt, endsAt };
  return { days, during, windows: isWholeDays ? [] : [during] };
}
