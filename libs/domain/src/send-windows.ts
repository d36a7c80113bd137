import { type BusinessCalendar, DEFAULT_WORKING_HOURS, isBusinessTime, nextBusinessTime } from './business-time.js';
import { dayOf } from './days.js';
import { compareInstants } from './spans.js';

/** Customers are written to Monday to Friday, 09:00 to 17:00 of their own zone (PRD-131 FR-4, product.md). Holidays are not known. */
const hoursOf = (timeZone: string): BusinessCalendar => ({ ...DEFAULT_WORKING_HOURS, timeZone, holidays: [] });

/** Working days before the absence on which customers hear of it, at the latest. */
const DAYS_AHEAD = 1;
/** Longer than any weekend; the search for a working day ends by then. */
const LONGEST_PAUSE_DAYS = 7;

/** May a customer in this zone be written to at that instant? Closing time is too late. */
export const isSendTime = (at: Temporal.Instant, timeZone: string): boolean => isBusinessTime(at, hoursOf(timeZone));

/** The instant itself in business hours, else the next opening. On a DST day the hours are those of the wall clock. */
export const nextSendAt = (from: Temporal.Instant, timeZone: string): Temporal.Instant =>
  nextBusinessTime(from, hoursOf(timeZone));

/** Opening of the last working day that lies wholly before the day on which the absence begins, in the customer's zone. */
const dayBefore = (startsAt: Temporal.Instant, timeZone: string): Temporal.Instant => {
  let left = DAYS_AHEAD;
  let on = dayOf(startsAt, timeZone);
  for (let pause = 0; pause <= LONGEST_PAUSE_DAYS && left > 0; pause += 1) {
    on = on.subtract({ days: 1 });
    if (DEFAULT_WORKING_HOURS.days.some((day) => day === on.dayOfWeek)) left -= 1;
  }
  return nextSendAt(on.toZonedDateTime(timeZone).toInstant(), timeZone);
};

/**
 * When customers hear of an absence by themselves: one working day before it begins, at once when that has passed (or when it runs
 * already: nobody planned it); always in business hours of the customer. null when the next such hours come after the absence.
 */
export const introductionAt = (
  during: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant | null },
  now: Temporal.Instant,
  timeZone: string,
): Temporal.Instant | null => {
  const planned = dayBefore(during.startsAt, timeZone);
  const at = nextSendAt(compareInstants(planned, now) > 0 ? planned : now, timeZone);
  return during.endsAt !== null && compareInstants(at, during.endsAt) >= 0 ? null : at;
};
