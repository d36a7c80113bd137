import { notFound } from '../errors.js';
import type { JsonObject, Query } from '../strict.js';
import { privateOf } from './guests.js';
import { eventResource, tombstoneResource, type View } from './resource.js';
import { list, NOT_WITH_SYNC_TOKEN, requireValidList } from './rules.js';
import type { Calendar, StoredEvent } from './state.js';
import { instanceOf, type CalendarStore } from './store.js';
import { pageToken, readPageToken, readSyncToken, selectionOf, syncToken } from './sync-token.js';
import { instantOf } from './time.js';

interface Row {
  readonly key: string;
  readonly changedAt: number;
  readonly resource: JsonObject;
}

export const viewOf = (calendar: Calendar, query: Query): View => ({
  calendar,
  timeZone: query.timeZone === undefined ? calendar.timeZone : String(query.timeZone),
  ...(query.maxAttendees !== undefined && { maxAttendees: Number(query.maxAttendees) }),
});

/** events.list: a full list, a page of it, or what changed since a sync token. */
export function listEvents(store: CalendarStore, calendar: Calendar, query: Query): JsonObject {
  requireValidList(query);
  const selection = selectionOf(calendar, query);
  const since =
    query.syncToken === undefined ? null : readSyncToken(String(query.syncToken), selection, store.state.epoch);
  const page = readPageToken(query);
  const until = page?.until ?? store.state.changes;

  const rows = (since === null ? allRows(store, calendar, query) : changedRows(store, calendar, query, since))
    .filter(({ key, changedAt }) => changedAt <= until && (!page || key > page.last))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const answer = pageOf(rows, query, until, calendar, store);
  // A list with these restrictions is no base for a sync (LIST, syncToken); time bounds are, as the sync guide's own example does.
  const syncable = NOT_WITH_SYNC_TOKEN.every(
    (name) => query[name] === undefined || name === 'timeMin' || name === 'timeMax',
  );
  return answer.nextPageToken || !syncable
    ? answer
    : { ...answer, nextSyncToken: syncToken(selection, store.state.epoch, until) };
}

/** events.instances of one series. */
export function listInstances(store: CalendarStore, calendar: Calendar, id: string, query: Query): JsonObject {
  requireValidList({ ...query, singleEvents: true });
  const series = store.find(calendar, id);
  if (!series?.fields.recurrence) throw notFound();
  const page = readPageToken(query);
  const until = page?.until ?? store.state.changes;
  const rows = instancesOf(store, series)
    .filter((event) => query.showDeleted === true || event.fields.status !== 'cancelled')
    .filter((event) => inWindow(event, calendar, query))
    .map((event) => row(event, viewOf(calendar, query), { ...query, orderBy: 'startTime' }))
    .filter(({ key }) => !page || key > page.last)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return pageOf(rows, query, until, calendar, store);
}

function pageOf(rows: Row[], query: Query, until: number, calendar: Calendar, store: CalendarStore): JsonObject {
  const shown = rows.slice(0, Math.min(Number(query.maxResults ?? 250), 2500));
  const last = shown.at(-1);
  return {
    kind: 'calendar#events',
    etag: `"p${until}"`,
    summary: calendar.summary,
    updated: store.clock.now().toString({ fractionalSecondDigits: 3 }),
    timeZone: query.timeZone ?? calendar.timeZone,
    accessRole: 'owner',
    defaultReminders: [],
    items: shown.map(({ resource }) => resource),
    ...(last && rows.length > shown.length && { nextPageToken: pageToken(query, until, last.key) }),
  };
}

function allRows(store: CalendarStore, calendar: Calendar, query: Query): Row[] {
  const view = viewOf(calendar, query);
  return expanded(store, calendar, query)
    .filter((event) => isListed(event, query) && inWindow(event, calendar, query) && matches(event, calendar, query))
    .map((event) => row(event, view, query));
}

/** LIST, showDeleted: cancelled instances of a living series are included "if showDeleted and singleEvents are both False". */
function isListed(event: StoredEvent, query: Query): boolean {
  if (event.fields.status !== 'cancelled' || query.showDeleted === true) return true;
  return query.singleEvents !== true && event.recurringEventId !== undefined;
}

function changedRows(store: CalendarStore, calendar: Calendar, query: Query, since: number): Row[] {
  const view = viewOf(calendar, query);
  const rows = expanded(store, calendar, query)
    .filter((event) => event.changedAt > since && ofType(event, query))
    .map((event) => row(event, view, query));
  const lost = store
    .visibleIn(calendar)
    .filter((event) => (event.lostBy?.[calendar.id] ?? 0) > since && ofType(event, query))
    .map((event) => ({ ...row(event, view, query), resource: eventResource(event, view, true) }));
  const buried = Object.values(store.state.tombstones)
    .filter((one) => query.singleEvents === true && one.calendarId === calendar.id && one.changedAt > since)
    .filter((one) => ofType(store.find(calendar, one.seriesId), query))
    .map((one) => ({ key: one.id, changedAt: one.changedAt, resource: tombstoneResource(one, view) }));
  return [...rows, ...lost, ...buried];
}

/** Everything in the calendar; series are replaced by their instances when single events are asked for. */
function expanded(store: CalendarStore, calendar: Calendar, query: Query): StoredEvent[] {
  const events = store.visibleIn(calendar).filter((event) => store.sees(calendar, event));
  if (query.singleEvents !== true) return events;
  return events
    .filter((event) => !event.recurringEventId)
    .flatMap((event) =>
      event.fields.recurrence ? (event.fields.status === 'cancelled' ? [] : instancesOf(store, event)) : [event],
    );
}

function instancesOf(store: CalendarStore, series: StoredEvent): StoredEvent[] {
  const exceptions = new Map(store.exceptionsOf(series).map((event) => [event.id, event]));
  return store.occurrencesOf(series).map((occurrence) => {
    const exception = exceptions.get(occurrence.id);
    // A change of the series is a change of each of its instances.
    return exception
      ? { ...exception, changedAt: Math.max(exception.changedAt, series.changedAt) }
      : instanceOf(series, occurrence);
  });
}

const ofType = (event: StoredEvent | null, query: Query): boolean => {
  const types = list(query.eventTypes);
  return event !== null && (types.length === 0 || types.includes(event.fields.eventType));
};

function matches(event: StoredEvent, calendar: Calendar, query: Query): boolean {
  const { fields } = event;
  const has = (constraints: string[], properties: Record<string, string> | undefined) =>
    constraints.every((constraint) => {
      const [name = '', ...value] = constraint.split('=');
      return properties?.[name] === value.join('=');
    });
  const text = [
    fields.summary,
    fields.description,
    fields.location,
    ...(fields.attendees ?? []).map(({ email }) => email),
  ].join('\n');
  return (
    ofType(event, query) &&
    has(list(query.privateExtendedProperty), privateOf(event, calendar)) &&
    has(list(query.sharedExtendedProperty), fields.extendedProperties?.shared) &&
    (query.iCalUID === undefined || event.iCalUID === query.iCalUID) &&
    (query.q === undefined || text.toLowerCase().includes(String(query.q).toLowerCase())) &&
    (query.updatedMin === undefined || Temporal.Instant.compare(event.updated, String(query.updatedMin)) >= 0)
  );
}

/** LIST: timeMin is a "lower bound (exclusive) for an event's end time", timeMax an "upper bound (exclusive) for an event's start time". */
function inWindow({ fields }: StoredEvent, calendar: Calendar, query: Query): boolean {
  const before =
    query.timeMin !== undefined &&
    Temporal.Instant.compare(instantOf(fields.end, calendar.timeZone), String(query.timeMin)) <= 0;
  const after =
    query.timeMax !== undefined &&
    Temporal.Instant.compare(instantOf(fields.start, calendar.timeZone), String(query.timeMax)) >= 0;
  return !before && !after;
}

function row(event: StoredEvent, view: View, query: Query): Row {
  const start = instantOf(event.fields.start, view.calendar.timeZone).toString({ fractionalSecondDigits: 3 });
  const key =
    query.orderBy === 'startTime'
      ? `${start} ${event.id}`
      : query.orderBy === 'updated'
        ? `${event.updated} ${event.id}`
        : event.id;
  return { key, changedAt: event.changedAt, resource: eventResource(event, view) };
}
