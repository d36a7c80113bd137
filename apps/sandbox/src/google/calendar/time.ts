import { invalid } from '../errors.js';
import type { EventDateTime } from './state.js';

const OFFSET = /(?:[Zz]|[+-]\d{2}:?\d{2})$/;

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of an event's start or end. A date is the midnight that begins it in `zone` (the calendar's); a dateTime without offset
 * is read in its own timeZone.
 */
export function instantOf(time: EventDateTime, zone: string): Temporal.Instant {
  if (time.date)
    return Temporal.PlainDate.from(time.date)
      .toZonedDateTime(time.timeZone ?? zone)
      .toInstant();
  const text = time.dateTime ?? '';
  if (OFFSET.test(text)) return Temporal.Instant.from(text);
  return Temporal.PlainDateTime.from(text)
    .toZonedDateTime(time.timeZone ?? zone)
    .toInstant();
}

/** An RFC 3339 timestamp with its offset, as timeMin and timeMax need it ("mandatory time zone offset", events.list reference). */
export function rfc3339(name: string, text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw invalid(`Invalid value for ${name}: "${text}" is not an RFC 3339 timestamp with an offset.`, name);
  }
}

/** How Google prints an instant: whole seconds, with the zone's offset (`Z` for UTC). */
export function printed(instant: Temporal.Instant, zone: string): string {
  const zoned = instant.round('second').toZonedDateTimeISO(zone);
  const text = zoned.toString({ smallestUnit: 'second', timeZoneName: 'never' });
  return zoned.offsetNanoseconds === 0 ? text.replace(/[+-]00:00$/, 'Z') : text;
}

/** The stored form: dateTime gets an offset, timeZone is kept or becomes the calendar's. */
export function normalized(time: EventDateTime, zone: string): EventDateTime {
  if (time.date) return { date: time.date, ...(time.timeZone && { timeZone: time.timeZone }) };
  const own = time.timeZone ?? zone;
  return { dateTime: printed(instantOf(time, zone), own), timeZone: own };
}

/** UTC stamp of an instance's id: `20260706T080000Z`, or `20260706` for all-day events. */
export function instanceSuffix(start: EventDateTime, zone: string): string {
  if (start.date) return start.date.replaceAll('-', '');
  return `${instantOf(start, zone).toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`;
}
