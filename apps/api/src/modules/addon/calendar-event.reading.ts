import { dayOf, isTimeZone, startOfDay } from '@understudy/domain';
import type { SeenEvent } from '../google/index.js';

export interface EventTime {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly isAllDay: boolean;
}

/** When an event is; all-day dates are local midnights in `zone`. null for times nobody can read. */
export function timeOfEvent({ start, end }: SeenEvent, zone: string): EventTime | null {
  const startsAt = instantOf(start, zone);
  const endsAt = instantOf(end, zone);
  if (!startsAt || !endsAt || Temporal.Instant.compare(startsAt, endsAt) >= 0) return null;
  const isAllDay = [startsAt, endsAt].every((at) => startOfDay(dayOf(at, zone), zone).equals(at));
  return { startsAt, endsAt, isAllDay };
}

function instantOf(time: SeenEvent['start'], zone: string): Temporal.Instant | null {
  try {
    if (time?.date) return startOfDay(Temporal.PlainDate.from(time.date), zone);
    const text = time?.dateTime ?? '';
    if (/(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text);
    const named = time?.timeZone && isTimeZone(time.timeZone) ? time.timeZone : zone;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(named).toInstant();
  } catch {
    return null; // RangeError is how Temporal says "no such time"
  }
}

/** Addresses of everybody else who has not said no, in lower case. */
export const othersIn = ({ attendees }: SeenEvent, own: string): string[] =>
  (attendees ?? []).flatMap(({ email, self, responseStatus }) => {
    const address = email?.toLowerCase() ?? '';
    return address === '' || self || responseStatus === 'declined' || address === own.toLowerCase() ? [] : [address];
  });

export const isAlone = (event: SeenEvent, own: string): boolean =>
  organises(event, own) &&
  (event.attendees ?? []).every(({ email, self }) => self || email?.toLowerCase() === own.toLowerCase());

export const organises = ({ organizer }: SeenEvent, own: string): boolean =>
  organizer?.self === true || organizer?.email?.toLowerCase() === own.toLowerCase();

/** A private one stays private. */
export const titleOf = ({ summary, visibility }: SeenEvent): string | null =>
  visibility === 'private' || visibility === 'confidential' ? null : (summary?.trim() ?? '') || null;
