import { randomBytes } from 'node:crypto';
import { GoogleError, invalid, notFound } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../strict.js';
import { changedByGuest, isGuest } from './guests.js';
import { etagOf } from './resource.js';
import { requireEventId, requireValidEvent } from './rules.js';
import type { Calendar, StoredEvent } from './state.js';
import type { CalendarStore } from './store.js';
import { fieldsOf, patched, settled } from './write.js';

/** Creating, changing and removing events, instances of series included. */
export class EventWriter {
  constructor(private readonly store: CalendarStore) {}

  get(calendar: Calendar, id: string): StoredEvent {
    const event = this.store.find(calendar, id) ?? this.instance(calendar, id);
    if (!event) throw notFound();
    return event;
  }

  insert(calendar: Calendar, creator: string, body: JsonObject): StoredEvent {
    const id = typeof body.id === 'string' ? body.id : randomBytes(16).toString('hex').slice(0, 26);
    requireEventId(id);
    if (body.status === 'cancelled') throw invalid('Invalid status: an event cannot be created cancelled.');
    const fields = fieldsOf(body, (email) => this.store.displayName(email));
    // EVENTS, eventType: "fromGmail - An event from Gmail. This type of event cannot be created."
    if (fields.eventType === 'fromGmail') throw invalid('Events of type fromGmail cannot be created.');
    requireValidEvent(fields, calendar);
    const iCalUID = typeof body.iCalUID === 'string' ? body.iCalUID : `${id}@google.com`;
    return this.store.insert(calendar, creator, id, iCalUID, settled(fields, calendar));
  }

  update(calendar: Calendar, id: string, body: JsonObject, ifMatch: string | undefined): StoredEvent {
    const event = this.writable(calendar, id, ifMatch);
    if (isGuest(calendar, event)) {
      // A guest sends the whole event back; only what is theirs can differ.
      const { attendees = null, extendedProperties = null } = body;
      const own = { ...(attendees && { attendees }), ...privatePart(extendedProperties) };
      const changed = changedByGuest(calendar, event, own, (email) => this.store.displayName(email));
      return this.store.change(changed.event, changed.fields);
    }
    // An update without eventType keeps it: "This cannot be modified after the event is created" (EVENTS, eventType).
    return this.store.change(event, this.next(calendar, event, { eventType: event.fields.eventType, ...body }));
  }

  patch(calendar: Calendar, id: string, body: JsonObject, ifMatch: string | undefined): StoredEvent {
    const event = this.writable(calendar, id, ifMatch);
    if (isGuest(calendar, event)) {
      const changed = changedByGuest(calendar, event, body, (email) => this.store.displayName(email));
      return this.store.change(changed.event, changed.fields);
    }
    return this.store.change(event, this.next(calendar, event, patched(event.fields, body)));
  }

  remove(calendar: Calendar, id: string, ifMatch: string | undefined): void {
    const event = this.writable(calendar, id, ifMatch);
    if (event.fields.status === 'cancelled') throw new GoogleError(410, 'deleted', 'Resource has been deleted');
    if (event.calendarId === calendar.id) this.store.change(event, { ...event.fields, status: 'cancelled' });
    // A guest who deletes an event takes it off their own calendar only.
    else
      this.store.change(event, {
        ...event.fields,
        attendees: (event.fields.attendees ?? []).filter(({ email }) => email !== calendar.owner),
      });
  }

  /** events.move: "Note that only default events can be moved; birthday, focusTime, fromGmail, outOfOffice and workingLocation events cannot be moved." */
  move(from: Calendar, id: string, to: Calendar): StoredEvent {
    const event = this.get(from, id);
    if (event.calendarId !== from.id)
      throw new GoogleError(403, 'forbiddenForNonOrganizer', 'Only the organizer can move the event.');
    if (event.fields.eventType !== 'default') throw invalid('Events of this type cannot be moved.');
    if (event.recurringEventId)
      throw new GoogleError(400, 'cannotChangeOrganizerOfInstance', 'Cannot change the organizer of an instance.');
    if (from.id === to.id) return event;
    this.store.change(event, { ...event.fields, status: 'cancelled' });
    return this.store.insert(to, event.creator, event.id, event.iCalUID, event.fields);
  }

  /** The event to change: an instance without exception becomes one. Cancelled instances stay cancelled only until they are written. */
  private writable(calendar: Calendar, id: string, ifMatch: string | undefined): StoredEvent {
    const event = structuredClone(this.get(calendar, id));
    if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etagOf(event)) {
      throw new GoogleError(412, 'conditionNotMet', 'Precondition Failed', { location: 'If-Match' });
    }
    return event;
  }

  private instance(calendar: Calendar, id: string): StoredEvent | null {
    const seriesId = /^(.+)_\d{8}(?:T\d{6}Z)?$/.exec(id)?.[1];
    const series = seriesId === undefined ? null : this.store.find(calendar, seriesId);
    if (!series?.fields.recurrence || series.fields.status === 'cancelled') return null;
    return this.store.instance(series, id);
  }

  private next(calendar: Calendar, event: StoredEvent, body: JsonObject) {
    const fields = fieldsOf(body, (email) => this.store.displayName(email));
    if (fields.eventType !== event.fields.eventType)
      throw new GoogleError(400, 'eventTypeRestriction', 'Event type cannot be changed.', { domain: 'calendar' });
    if (event.recurringEventId && fields.recurrence)
      throw invalid('An instance of a recurring event has no recurrence.');
    const home = this.store.state.calendars[event.calendarId] ?? calendar;
    if (fields.status !== 'cancelled') requireValidEvent(fields, home);
    return fields.status === 'cancelled' ? { ...event.fields, status: 'cancelled' } : settled(fields, home);
  }
}

const privatePart = (properties: Json): JsonObject =>
  isObject(properties) && properties.private !== undefined
    ? { extendedProperties: { private: properties.private } }
    : {};
