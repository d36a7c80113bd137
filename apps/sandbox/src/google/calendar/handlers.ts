import { isTimeZone } from './time.js';
import { GoogleError, invalid } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import type { JsonObject } from '../strict.js';
import { withConference } from './conference.js';
import type { Channels } from './channels.js';
import { EventWriter } from './events.js';
import { freeBusy } from './free-busy.js';
import { listEvents, listInstances, viewOf } from './list.js';
import { etagOf, eventResource } from './resource.js';
import { requireSendUpdates } from './rules.js';
import type { Calendar } from './state.js';
import type { CalendarStore } from './store.js';

/** Calendar v3. A method that is not here answers 501. */
export function calendarHandlers(store: CalendarStore, channels: Channels): Handlers {
  const writer = new EventWriter(store);
  const calendarOf = (call: Call): Calendar => store.calendar(call.principal.email, call.path.calendarId ?? 'primary');
  const written = (call: Call, event: Parameters<typeof eventResource>[0]) => ({
    body: eventResource(event, viewOf(calendarOf(call), call.query)),
    etag: etagOf(event),
  });

  return {
    'calendar.calendars.get': (call) => ({ body: calendarResource(calendarOf(call)) }),
    'calendar.calendars.insert': ({ principal, body }) => {
      if (typeof body.summary !== 'string' || !body.summary) throw new GoogleError(400, 'required', 'Missing title.');
      const timeZone = String(body.timeZone ?? 'UTC');
      if (!isTimeZone(timeZone)) throw invalid('Invalid time zone.');
      const description = typeof body.description === 'string' ? { description: body.description } : {};
      return {
        body: calendarResource(store.addCalendar(principal.email, { summary: body.summary, timeZone, ...description })),
      };
    },
    'calendar.calendarlist.list': ({ principal }) => ({
      body: { kind: 'calendar#calendarList', etag: '"list"', items: store.calendarsOf(principal.email).map(listEntry) },
    }),
    'calendar.calendarlist.get': (call) => ({ body: listEntry(calendarOf(call)) }),
    'calendar.events.list': (call) => ({ body: listEvents(store, calendarOf(call), call.query) }),
    'calendar.events.instances': (call) => ({
      body: listInstances(store, calendarOf(call), call.path.eventId ?? '', call.query),
    }),
    'calendar.events.get': (call) => {
      const event = writer.get(calendarOf(call), call.path.eventId ?? '');
      if (call.ifNoneMatch === etagOf(event)) return { status: 304 };
      // Status: "The get method always returns them" (cancelled events), with what they were on the organiser's calendar.
      return written(call, event);
    },
    'calendar.events.insert': (call) => {
      requireSendUpdates(call.query);
      return written(
        call,
        writer.insert(calendarOf(call), call.principal.email, withConference(call.body, call.query)),
      );
    },
    'calendar.events.update': (call) => {
      requireSendUpdates(call.query);
      return written(
        call,
        writer.update(calendarOf(call), call.path.eventId ?? '', withConference(call.body, call.query), call.ifMatch),
      );
    },
    'calendar.events.patch': (call) => {
      requireSendUpdates(call.query);
      return written(
        call,
        writer.patch(calendarOf(call), call.path.eventId ?? '', withConference(call.body, call.query), call.ifMatch),
      );
    },
    'calendar.events.delete': (call) => {
      requireSendUpdates(call.query);
      writer.remove(calendarOf(call), call.path.eventId ?? '', call.ifMatch);
      return { status: 204 };
    },
    'calendar.events.move': (call) => {
      requireSendUpdates(call.query);
      const destination = store.calendar(call.principal.email, String(call.query.destination));
      const event = writer.move(calendarOf(call), call.path.eventId ?? '', destination);
      return { body: eventResource(event, viewOf(destination, {})), etag: etagOf(event) };
    },
    'calendar.events.watch': (call) => ({
      body: channels.watch(calendarOf(call), call.principal.email, call.query, call.body),
    }),
    'calendar.channels.stop': ({ principal, body }) => {
      channels.stop(principal.email, body);
      return { status: 204 };
    },
    'calendar.freebusy.query': ({ body }) => ({ body: freeBusy(store, body) }),
  };
}

const calendarResource = ({ id, summary, description, timeZone }: Calendar): JsonObject => ({
  kind: 'calendar#calendar',
  etag: '"calendar"',
  id,
  summary,
  ...(description && { description }),
  timeZone,
  conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
});

const listEntry = (calendar: Calendar): JsonObject => ({
  kind: 'calendar#calendarListEntry',
  etag: '"entry"',
  id: calendar.id,
  summary: calendar.summary,
  timeZone: calendar.timeZone,
  accessRole: 'owner',
  defaultReminders: [],
  ...(calendar.primary && { primary: true }),
});
