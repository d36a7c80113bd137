import { GoogleError, invalid } from '../errors.js';
import type { JsonObject } from '../strict.js';
import { listEvents } from './list.js';
import type { CalendarStore } from './store.js';
import { rfc3339 } from './time.js';

/** freebusy.query: busy times of opaque events; unknown calendars are answered with an error entry, as the reference says. */
export function freeBusy(store: CalendarStore, body: JsonObject): JsonObject {
  for (const name of ['timeMin', 'timeMax'])
    if (typeof body[name] !== 'string') throw new GoogleError(400, 'required', `Missing ${name} parameter.`);
  const timeMin = rfc3339('timeMin', String(body.timeMin));
  const timeMax = rfc3339('timeMax', String(body.timeMax));
  if (Temporal.Instant.compare(timeMin, timeMax) >= 0) throw invalid('The specified time range is empty.', 'timeMax');
  const items = (Array.isArray(body.items) ? body.items : []) as { id?: string }[];
  // FreeBusyRequest, calendarExpansionMax: "Maximum value is 50."
  if (items.length > 50)
    throw new GoogleError(400, 'tooManyCalendarsRequested', 'The requested number of calendars is over 50.');
  return {
    kind: 'calendar#freeBusy',
    timeMin: timeMin.toString(),
    timeMax: timeMax.toString(),
    calendars: Object.fromEntries(items.map(({ id = '' }) => [id, busyOf(store, id, timeMin, timeMax)])),
  };
}

function busyOf(store: CalendarStore, id: string, timeMin: Temporal.Instant, timeMax: Temporal.Instant): JsonObject {
  const calendar = store.state.calendars[id];
  if (!calendar) return { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
  const query = {
    singleEvents: true,
    orderBy: 'startTime',
    timeMin: timeMin.toString(),
    timeMax: timeMax.toString(),
    timeZone: 'UTC',
    maxResults: 2500,
  };
  const events = listEvents(store, calendar, query).items as JsonObject[];
  const busy = events
    .filter(({ transparency }) => transparency !== 'transparent')
    .map(({ start, end }) => ({ start: at(start, calendar.timeZone), end: at(end, calendar.timeZone) }));
  return { busy };
}

function at(time: JsonObject[string] | undefined, zone: string): string {
  const { date, dateTime } = time as { date?: string; dateTime?: string };
  return (
    dateTime ??
    Temporal.PlainDate.from(date ?? '')
      .toZonedDateTime(zone)
      .toInstant()
      .toString()
  );
}
