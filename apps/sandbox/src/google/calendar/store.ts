import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.js';
import type { People, Person } from '../../people.js';
import { GoogleError, notFound } from '../errors.js';
import { occurrences, type Occurrence } from './expand.js';
import { eventKey, type Calendar, type CalendarState, type EventFields, type StoredEvent } from './state.js';

/** Told after every change: the calendars that see it and the type of the event. */
export type ChangeListener = (calendarIds: ReadonlySet<string>, eventType: string) => void;

/** The calendars of the Workspace: who sees which event, in which order things changed. */
export class CalendarStore {
  private listener: ChangeListener = () => undefined;

  constructor(
    readonly state: CalendarState,
    private readonly people: People,
    readonly clock: SandboxClock,
  ) {
    for (const person of people.all) this.addPrimary(person);
    people.onAdded((person) => this.addPrimary(person));
  }

  private addPrimary({ email, timeZone }: Person): void {
    this.state.calendars[email] ??= { id: email, owner: email, primary: true, summary: email, timeZone };
  }

  onChange(listener: ChangeListener): void {
    this.listener = listener;
  }

  /** "primary" or an id. Calendars of others are private: Google says they are not there. */
  calendar(viewer: string, id: string): Calendar {
    const calendar = this.state.calendars[id === 'primary' ? viewer : id];
    if (!calendar || calendar.owner !== viewer) throw notFound();
    return calendar;
  }

  calendarsOf(viewer: string): Calendar[] {
    return Object.values(this.state.calendars).filter((calendar) => calendar.owner === viewer);
  }

  addCalendar(owner: string, fields: { summary: string; description?: string; timeZone: string }): Calendar {
    const id = `c_${randomBytes(16).toString('hex')}@group.calendar.google.com`;
    return (this.state.calendars[id] = { id, owner, primary: false, ...fields });
  }

  /** Events that stand in the calendar, or stood there until the person was uninvited. */
  visibleIn(calendar: Calendar): StoredEvent[] {
    return Object.values(this.state.events).filter(
      (event) => this.sees(calendar, event) || event.lostBy?.[calendar.id] !== undefined,
    );
  }

  sees(calendar: Calendar, event: StoredEvent): boolean {
    if (event.calendarId === calendar.id) return true;
    return calendar.primary && (event.fields.attendees ?? []).some(({ email }) => email === calendar.owner);
  }

  find(calendar: Calendar, id: string): StoredEvent | null {
    const own = this.state.events[eventKey(calendar.id, id)];
    if (own) return own;
    return Object.values(this.state.events).find((event) => event.id === id && this.sees(calendar, event)) ?? null;
  }

  exceptionsOf(series: StoredEvent): StoredEvent[] {
    return Object.values(this.state.events).filter(
      (event) => event.recurringEventId === series.id && event.calendarId === series.calendarId,
    );
  }

  occurrencesOf(series: StoredEvent): Occurrence[] {
    const zone = this.state.calendars[series.calendarId]?.timeZone ?? 'UTC';
    return occurrences(series, zone, this.clock.now());
  }

  /** One instance of a series: its exception when there is one, else made from the series. Null when the series has no such instance. */
  instance(series: StoredEvent, id: string): StoredEvent | null {
    const exception = this.state.events[eventKey(series.calendarId, id)];
    if (exception) return exception;
    const occurrence = this.occurrencesOf(series).find((one) => one.id === id);
    return occurrence ? instanceOf(series, occurrence) : null;
  }

  insert(calendar: Calendar, creator: string, id: string, iCalUID: string, fields: EventFields): StoredEvent {
    if (this.state.events[eventKey(calendar.id, id)]) {
      throw new GoogleError(409, 'duplicate', 'The requested identifier already exists.');
    }
    const at = this.stamp();
    const event: StoredEvent = {
      id,
      calendarId: calendar.id,
      iCalUID,
      creator,
      created: at,
      updated: at,
      sequence: 0,
      changedAt: 0,
      fields,
    };
    if (fields.recurrence) this.occurrencesOf(event); // an unreadable rule is refused before anything is stored
    this.keep(event, null);
    return event;
  }

  /** Replaces the fields; `before` is what the event was, so that calendars that lose sight of it and vanished instances are known. */
  change(event: StoredEvent, fields: EventFields): StoredEvent {
    const before = structuredClone(event);
    const changed: StoredEvent = {
      ...event,
      fields,
      updated: this.stamp(),
      sequence: event.sequence + (moved(event.fields, fields) ? 1 : 0),
    };
    if (fields.recurrence && fields.status !== 'cancelled') this.occurrencesOf(changed);
    this.keep(changed, before);
    return changed;
  }

  private keep(event: StoredEvent, before: StoredEvent | null): void {
    this.state.changes += 1;
    event.changedAt = this.state.changes;
    this.state.events[eventKey(event.calendarId, event.id)] = event;
    const touched = new Set<string>();
    for (const calendar of Object.values(this.state.calendars)) {
      const sees = this.sees(calendar, event);
      if (sees && event.lostBy) delete event.lostBy[calendar.id];
      if (before && !sees && this.sees(calendar, before)) (event.lostBy ??= {})[calendar.id] = event.changedAt;
      if (sees || (before && this.sees(calendar, before))) touched.add(calendar.id);
    }
    if (before?.fields.recurrence) this.buryVanished(before, event);
    this.listener(touched, event.fields.eventType);
  }

  private buryVanished(before: StoredEvent, after: StoredEvent): void {
    const live = new Set(
      after.fields.status === 'cancelled' || !after.fields.recurrence
        ? []
        : this.occurrencesOf(after).map(({ id }) => id),
    );
    for (const { id, start } of this.occurrencesOf(before)) {
      const key = eventKey(after.calendarId, id);
      if (live.has(id)) continue;
      delete this.state.events[key];
      this.state.tombstones[key] = {
        id,
        calendarId: after.calendarId,
        seriesId: after.id,
        originalStartTime: start,
        changedAt: after.changedAt,
      };
    }
    for (const id of live) delete this.state.tombstones[eventKey(after.calendarId, id)];
  }

  private stamp(): string {
    return this.clock.now().toString({ fractionalSecondDigits: 3 });
  }

  displayName(email: string): string | undefined {
    return this.people.find(email)?.name;
  }
}

/** An instance that has no exception: the series' fields at its own times. */
export function instanceOf(series: StoredEvent, occurrence: Occurrence): StoredEvent {
  const { recurrence: _recurrence, ...fields } = series.fields;
  return {
    ...series,
    id: occurrence.id,
    recurringEventId: series.id,
    originalStartTime: occurrence.start,
    fields: { ...structuredClone(fields), start: occurrence.start, end: occurrence.end },
  };
}

const moved = (before: EventFields, after: EventFields): boolean =>
  JSON.stringify([before.start, before.end, before.recurrence]) !==
  JSON.stringify([after.start, after.end, after.recurrence]);
