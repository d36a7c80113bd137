import type { JsonObject } from '../strict.js';
import { privateOf } from './guests.js';
import type { Calendar, EventDateTime, StoredEvent, Tombstone } from './state.js';
import { instantOf, printed } from './time.js';

/** Who looks, from which calendar, and in which zone times are printed. */
export interface View {
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly maxAttendees?: number;
}

export const etagOf = (event: { changedAt: number }): string => `"${event.changedAt}000"`;

/** The event as Google answers it. Cancelled ones carry only what is guaranteed: "only guaranteed to have the id field populated". */
export function eventResource(
  event: StoredEvent,
  view: View,
  cancelled = event.fields.status === 'cancelled',
): JsonObject {
  const instance: JsonObject = {
    ...(event.recurringEventId && { recurringEventId: event.recurringEventId }),
    ...(event.originalStartTime && { originalStartTime: time(event.originalStartTime, view) }),
  };
  const head: JsonObject = {
    kind: 'calendar#event',
    etag: etagOf(event),
    id: event.id,
    status: cancelled ? 'cancelled' : event.fields.status,
  };
  if (cancelled) return { ...head, ...instance };
  const {
    start,
    end,
    attendees,
    other,
    status: _status,
    recurrence,
    transparency,
    extendedProperties,
    ...fields
  } = event.fields;
  const copy = event.calendarId === view.calendar.id ? undefined : event.copies?.[view.calendar.id];
  const properties = {
    ...(extendedProperties?.shared && { shared: { ...extendedProperties.shared } }),
    ...definedPrivate(event, view.calendar),
  };
  const owner = view.calendar.owner;
  return {
    ...head,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${view.calendar.id}`).toString('base64url')}`,
    created: event.created,
    updated: event.updated,
    ...(other ?? {}),
    ...(JSON.parse(JSON.stringify(fields)) as JsonObject),
    ...(Object.keys(properties).length && { extendedProperties: properties }),
    ...(copy?.colorId !== undefined && { colorId: copy.colorId }),
    ...hangoutLink(other),
    ...(transparency === 'transparent' && { transparency }),
    creator: person(event.creator, owner),
    organizer: person(event.calendarId, view.calendar.id),
    start: time(start, view),
    end: time(end, view),
    ...(recurrence && !event.recurringEventId && { recurrence }),
    ...instance,
    iCalUID: event.iCalUID,
    sequence: event.sequence,
    ...(attendees?.length && attendeesOf(event, view)),
    reminders: copy?.reminders ?? other?.reminders ?? { useDefault: fields.eventType === 'default' },
  };
}

function definedPrivate(event: StoredEvent, calendar: Calendar): JsonObject {
  const own = privateOf(event, calendar);
  return own ? { private: { ...own } } : {};
}

/** EVENTS, hangoutLink: "An absolute link to the Google Hangout associated with this event. Read-only." */
function hangoutLink(other: JsonObject | undefined): JsonObject {
  const { entryPoints = [] } = (other?.conferenceData ?? {}) as { entryPoints?: JsonObject[] };
  const video = entryPoints.find(({ entryPointType }) => entryPointType === 'video');
  return typeof video?.uri === 'string' ? { hangoutLink: video.uri } : {};
}

function attendeesOf(event: StoredEvent, view: View): JsonObject {
  const all = (event.fields.attendees ?? []).map((attendee) => ({
    ...attendee,
    ...(attendee.email === event.calendarId && { organizer: true }),
    ...(attendee.email === view.calendar.owner && { self: true }),
  }));
  const kept =
    view.maxAttendees === undefined || all.length <= view.maxAttendees
      ? all
      : all.filter((attendee) => 'self' in attendee);
  return {
    ...(kept.length && { attendees: JSON.parse(JSON.stringify(kept)) as JsonObject[] }),
    ...(kept.length < all.length && { attendeesOmitted: true }),
  };
}

const person = (email: string, self: string): JsonObject => ({ email, ...(email === self && { self: true }) });

function time(value: EventDateTime, { calendar, timeZone }: View): JsonObject {
  if (value.date) return { date: value.date };
  return {
    dateTime: printed(instantOf(value, calendar.timeZone), timeZone),
    timeZone: value.timeZone ?? calendar.timeZone,
  };
}

export const tombstoneResource = (tombstone: Tombstone, view: View): JsonObject => ({
  kind: 'calendar#event',
  etag: etagOf(tombstone),
  id: tombstone.id,
  status: 'cancelled',
  recurringEventId: tombstone.seriesId,
  originalStartTime: time(tombstone.originalStartTime, view),
});
