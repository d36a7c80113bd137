import { RRuleTemporal } from 'rrule-temporal';
import { invalid } from '../errors.js';
import type { EventDateTime, EventFields, StoredEvent } from './state.js';
import { instanceSuffix, instantOf, printed } from './time.js';

export interface Occurrence {
  readonly id: string;
  readonly start: EventDateTime;
  readonly end: EventDateTime;
}

/** A series without an end is expanded this far past `now`; Google stops somewhere too and does not say where. */
const HORIZON_DAYS = 730;
const MOST_INSTANCES = 1500;

/**
 * The instances of a series in order, exceptions not looked at. Timed series keep their local time and their length in hours;
 * all-day series keep their length in days.
 */
export function occurrences(
  event: Pick<StoredEvent, 'id' | 'fields'>,
  calendarZone: string,
  now: Temporal.Instant,
): Occurrence[] {
  const { start, end } = event.fields;
  const horizon = now.add({ hours: HORIZON_DAYS * 24 });
  const found: Occurrence[] = [];
  rule(event.fields, calendarZone).all((at) => {
    if (found.length >= MOST_INSTANCES || Temporal.Instant.compare(at.toInstant(), horizon) > 0) return false;
    const times = start.date ? allDay(at, start, end) : timed(at, start, end, calendarZone);
    found.push({ id: `${event.id}_${instanceSuffix(times.start, calendarZone)}`, ...times });
    return true;
  });
  return found;
}

function allDay(at: Temporal.ZonedDateTime, start: EventDateTime, end: EventDateTime) {
  const days = Temporal.PlainDate.from(end.date ?? '').since(Temporal.PlainDate.from(start.date ?? '')).days;
  const first = at.toPlainDate();
  return { start: { date: first.toString() }, end: { date: first.add({ days }).toString() } };
}

function timed(at: Temporal.ZonedDateTime, start: EventDateTime, end: EventDateTime, calendarZone: string) {
  // Wall-clock length, so that "midnight to midnight" stays that over a DST change.
  const zone = start.timeZone ?? calendarZone;
  const endZone = end.timeZone ?? zone;
  const length = instantOf(end, calendarZone)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .since(instantOf(start, calendarZone).toZonedDateTimeISO(zone).toPlainDateTime());
  const until = at.withTimeZone(zone).toPlainDateTime().add(length).toZonedDateTime(zone).toInstant();
  return {
    start: { dateTime: printed(at.toInstant(), zone), timeZone: zone },
    end: { dateTime: printed(until, endZone), timeZone: endZone },
  };
}

function rule({ start, recurrence }: EventFields, calendarZone: string): RRuleTemporal<Temporal.ZonedDateTime> {
  const lines = recurrence ?? [];
  if (
    lines.some((line) => line.startsWith('EXRULE')) ||
    lines.filter((line) => line.startsWith('RRULE')).length !== 1
  ) {
    throw invalid('Invalid recurrence rule: the sandbox expands exactly one RRULE, with RDATE and EXDATE.');
  }
  try {
    return new RRuleTemporal({ rruleString: [dtstart(start, calendarZone), ...lines].join('\n'), temporal: Temporal });
  } catch (error) {
    throw invalid(`Invalid recurrence rule: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
}

function dtstart(start: EventDateTime, calendarZone: string): string {
  if (start.date) return `DTSTART;VALUE=DATE:${start.date.replaceAll('-', '')}`;
  const zone = start.timeZone ?? calendarZone;
  const local = instantOf(start, calendarZone).toZonedDateTimeISO(zone).toPlainDateTime();
  return `DTSTART;TZID=${zone}:${local.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`;
}
