import { GoogleError, invalid } from '../errors.js';
import type { Query } from '../strict.js';
import { instantOf, isTimeZone, rfc3339 } from './time.js';
import type { Calendar, EventDateTime, EventFields } from './state.js';

/**
 * What Google Calendar refuses and the typings do not say. Each rule stands with the sentence it comes from (in quotes where it is
 * the vendor's own). EVENTS is https://developers.google.com/workspace/calendar/api/v3/reference/events, LIST the same + /list, STATUS
 * https://developers.google.com/workspace/calendar/api/guides/calendar-status.
 */
export function requireValidEvent(fields: EventFields, calendar: Calendar): void {
  requireTimes(fields, calendar);
  requireRecurrence(fields);
  requireAttendees(fields);
  requireProperties(fields);
  if (fields.eventType === 'outOfOffice') requireOutOfOffice(fields, calendar);
  else if (fields.outOfOfficeProperties) {
    // EVENTS: "outOfOfficeProperties: Out of office event data. Used if eventType is outOfOffice."
    throw invalid('Event type specific properties are set but the event is not of that type.');
  }
}

function requireTimes({ start, end, recurrence }: EventFields, calendar: Calendar): void {
  for (const [name, time] of [
    ['start', start],
    ['end', end],
  ] as const)
    requireTime(name, time);
  // EVENTS, start.date: "The date, in the format "yyyy-mm-dd", if this is an all-day event." Start and end are of one kind.
  if (Boolean(start.date) !== Boolean(end.date))
    throw invalid('Start and end times must either both be date or both be dateTime.');
  const order = Temporal.Instant.compare(instantOf(end, calendar.timeZone), instantOf(start, calendar.timeZone));
  // EVENTS, end: "The (exclusive) end time of the event." An all-day event needs a later day, a timed one must not end earlier.
  if (order < 0 || (order === 0 && start.date))
    throw new GoogleError(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
  // EVENTS, start.timeZone: "For recurring events this field is required and specifies the time zone in which the recurrence is expanded."
  if (recurrence?.length && start.dateTime && !start.timeZone) {
    throw new GoogleError(400, 'required', 'Missing time zone definition for start time.');
  }
}

function requireTime(name: 'start' | 'end', time: EventDateTime): void {
  if (!time.date && !time.dateTime) throw new GoogleError(400, 'required', `Missing ${name} time.`);
  if (time.date && time.dateTime) throw invalid(`Invalid ${name} time: date and dateTime are both set.`);
  if (time.timeZone !== undefined && !isTimeZone(time.timeZone))
    throw invalid(`Invalid time zone definition for ${name} time.`);
  try {
    if (time.date) Temporal.PlainDate.from(time.date);
    // EVENTS, dateTime: "A time zone offset is required unless a time zone is explicitly specified in timeZone."
    else if (time.timeZone) instantOf(time, time.timeZone);
    else Temporal.Instant.from(time.dateTime ?? '');
  } catch {
    throw invalid(`Invalid value for: Invalid format: "${time.date ?? time.dateTime}" (${name})`);
  }
}

function requireRecurrence({ recurrence }: EventFields): void {
  for (const line of recurrence ?? []) {
    // EVENTS, recurrence: "List of RRULE, EXRULE, RDATE and EXDATE lines [...] DTSTART and DTEND lines are not allowed in this field".
    if (!/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line))
      throw new GoogleError(400, 'invalid', 'Invalid recurrence rule.');
  }
}

function requireAttendees({ attendees }: EventFields): void {
  for (const { email } of attendees ?? []) {
    // EVENTS, attendees[].email: "This field must be present when adding an attendee. It must be a valid email address as per RFC5322."
    if (!email) throw new GoogleError(400, 'required', 'Missing attendee email.');
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('Invalid attendee email.');
  }
}

/**
 * https://developers.google.com/workspace/calendar/api/guides/extended-properties: "Property keys [...] limited to 44 characters, and property values [...] to
 * 1024 characters."
 */
function requireProperties({ extendedProperties }: EventFields): void {
  for (const properties of [extendedProperties?.private, extendedProperties?.shared])
    for (const [key, value] of Object.entries(properties ?? {}))
      if (key.length > 44 || value.length > 1024) throw invalid(`Extended property ${key.slice(0, 50)} is too long.`);
}

function requireOutOfOffice(fields: EventFields, calendar: Calendar): void {
  const malformed = (message: string) =>
    new GoogleError(400, 'malformedOutOfOfficeEvent', message, { domain: 'calendar' });
  // STATUS: "These features are only available on primary calendars, and to some Google Calendar users."
  if (!calendar.primary) throw malformed('An out of office event must be on the primary calendar.');
  // STATUS: out-of-office events are timed; a whole day is local midnight to midnight.
  if (fields.start.date) throw malformed('An out of office event must not be an all-day event.');
  // STATUS: out-of-office events block time, transparency is opaque.
  if (fields.transparency !== 'opaque') throw malformed('An out of office event must be opaque.');
  // STATUS: a status event describes the calendar's owner; nobody is invited to it.
  if (fields.attendees?.length) throw malformed('An out of office event must not have attendees.');
  // EVENTS, autoDeclineMode: "Valid values are declineNone, [...] declineAllConflictingInvitations, [...] declineOnlyNewConflictingInvitations".
  const mode = fields.outOfOfficeProperties?.autoDeclineMode;
  const modes = ['declineNone', 'declineAllConflictingInvitations', 'declineOnlyNewConflictingInvitations'];
  if (mode !== undefined && !modes.includes(mode)) throw malformed(`Invalid autoDeclineMode "${mode}".`);
}

/** LIST, syncToken: "There are several query parameters that cannot be specified together with nextSyncToken". */
export const NOT_WITH_SYNC_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];
const EVENT_TYPES = ['birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'];

export function requireValidList(query: Query): void {
  if (query.syncToken !== undefined) {
    const clash = NOT_WITH_SYNC_TOKEN.filter((name) => query[name] !== undefined);
    if (clash.length)
      throw invalid(`Sync token cannot be used with other query restrictions: ${clash.join(', ')}.`, clash[0]);
    // LIST, syncToken: "it is not allowed to set showDeleted to False."
    if (query.showDeleted === false) throw invalid('Sync token cannot be used with showDeleted=false.', 'showDeleted');
  }
  // LIST, orderBy: "startTime: Order by the start date/time (ascending). This is only available when querying single events".
  if (query.orderBy !== undefined && query.orderBy !== 'startTime' && query.orderBy !== 'updated') {
    throw invalid(`Invalid value "${String(query.orderBy)}" for orderBy.`, 'orderBy');
  }
  if (query.orderBy === 'startTime' && query.singleEvents !== true) {
    throw new GoogleError(400, 'badRequest', 'The requested ordering is not available for the particular query.');
  }
  const timeMin = query.timeMin === undefined ? null : rfc3339('timeMin', String(query.timeMin));
  const timeMax = query.timeMax === undefined ? null : rfc3339('timeMax', String(query.timeMax));
  // LIST, timeMin: "If timeMax is set, timeMin must be smaller than timeMax."
  if (timeMin && timeMax && Temporal.Instant.compare(timeMin, timeMax) >= 0) {
    throw new GoogleError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      location: 'timeMax',
    });
  }
  if (query.updatedMin !== undefined) rfc3339('updatedMin', String(query.updatedMin));
  for (const type of list(query.eventTypes)) {
    if (!EVENT_TYPES.includes(type)) throw invalid(`Invalid value "${type}" for eventTypes.`, 'eventTypes');
  }
  // LIST, maxResults: "By default the value is 250 events. The page size can never be larger than 2500 events."
  if (query.maxResults !== undefined && Number(query.maxResults) < 1)
    throw invalid('Invalid value for maxResults.', 'maxResults');
  if (query.timeZone !== undefined && !isTimeZone(String(query.timeZone)))
    throw invalid('Invalid time zone.', 'timeZone');
}

/** Events.insert reference, sendUpdates: "Acceptable values are: "all" [...] "externalOnly" [...] "none"". */
export function requireSendUpdates(query: Query): void {
  const value = query.sendUpdates;
  if (value !== undefined && !['all', 'externalOnly', 'none'].includes(String(value)))
    throw invalid('Invalid value for sendUpdates.', 'sendUpdates');
}

/** EVENTS, id: base32hex characters (a-v, 0-9), "the length of the ID must be between 5 and 1024 characters". */
export function requireEventId(id: string): void {
  if (!/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
}

export const list = (value: Query[string]): string[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
