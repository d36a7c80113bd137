import { CALENDAR_WINDOW, MAX_SENT_EVENTS, type SentEvent } from '@understudy/contracts';

/*
 * The reader's own calendar, through the advanced service (scope calendar.events.owned.readonly): read only where the server may not.
 */
type GoogleCalendarEvent = GoogleAppsScript.Calendar.Schema.Event;

/** The person, or their admin, does not let the add-on read. */
export class MayNotRead extends Error {}

const HOUR_MS = 3_600_000;
const PAGE = 2500;
const MAX_PAGES = 4;
/** Nothing else of an event leaves Google: no description, no place, no link. */
const FIELDS = 'id,status,eventType,summary,visibility,organizer(self,email),start,end';

export interface SeenWindow {
  readonly from: string;
  readonly to: string;
  /** False when there is more than may be sent at once. */
  readonly complete: boolean;
  readonly events: SentEvent[];
}

/** Out-of-office events and all-day events from a day back to half a year ahead, those that begin first. Throws MayNotRead. */
export function readWindow(now: Date): SeenWindow {
  const at = (hours: number): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  const [from, to] = [at(-CALENDAR_WINDOW.hoursBack), at(CALENDAR_WINDOW.hoursAhead)];
  const events: SentEvent[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES && events.length <= MAX_SENT_EVENTS; page += 1) {
    const found = list({ timeMin: from, timeMax: to, ...(pageToken ? { pageToken } : {}) });
    for (const event of found.items ?? []) if (maySayAway(event)) events.push(sent(event));
    pageToken = found.nextPageToken;
    if (!pageToken) break;
  }
  return {
    from,
    to,
    complete: !pageToken && events.length <= MAX_SENT_EVENTS,
    events: events.slice(0, MAX_SENT_EVENTS),
  };
}

/** The open event with who takes part; null when it is not the reader's own, or gone. Throws MayNotRead. */
export function readEvent(calendarId: string, eventId: string): SentEvent | null {
  const fields = `${FIELDS},attendees(email,self,responseStatus)`;
  const event = asked(() => events().get(calendarId, eventId, { fields, maxAttendees: 200 }));
  return event && sent(event);
}

const list = (more: object): GoogleAppsScript.Calendar.Schema.Events =>
  asked(() =>
    events().list('primary', {
      ...more,
      singleEvents: true,
      orderBy: 'startTime',
      eventTypes: ['outOfOffice', 'default'],
      maxResults: PAGE,
      fields: `items(${FIELDS}),nextPageToken`,
    }),
  ) ?? {};

function events(): GoogleAppsScript.Calendar.Collection.EventsCollection {
  const collection = Calendar?.Events;
  if (!collection) throw new MayNotRead('the Calendar service is switched off for this script');
  return collection;
}

/** Google says no in words only. Not there, and not the reader's, are both an answer. */
function asked<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (/not found|\b404\b|\b410\b|has been deleted/i.test(words)) return null;
    if (/permission|insufficient|forbidden|\b403\b|not been used|disabled/i.test(words)) throw new MayNotRead(words);
    throw error;
  }
}

/** The typings are older than out-of-office events. */
type Typed = GoogleCalendarEvent & { readonly eventType?: string };

const maySayAway = (event: Typed): boolean => event.eventType === 'outOfOffice' || Boolean(event.start?.date);

/** Only what the contract takes, also where Google adds fields. */
function sent(event: Typed): SentEvent {
  const { id = '', status, eventType, summary, visibility, organizer, start, end, attendees } = event;
  return {
    id,
    ...(status ? { status } : {}),
    ...(eventType ? { eventType } : {}),
    ...(summary ? { summary: summary.slice(0, 1000) } : {}),
    ...(visibility ? { visibility } : {}),
    ...(organizer
      ? { organizer: { self: organizer.self === true, ...(organizer.email ? { email: organizer.email } : {}) } }
      : {}),
    ...(start ? { start: moment(start) } : {}),
    ...(end ? { end: moment(end) } : {}),
    ...(attendees ? { attendees: attendees.slice(0, 200).map(guest) } : {}),
  };
}

const moment = ({ date, dateTime, timeZone }: GoogleAppsScript.Calendar.Schema.EventDateTime) => ({
  ...(date ? { date } : {}),
  ...(dateTime ? { dateTime } : {}),
  ...(timeZone ? { timeZone } : {}),
});

const guest = ({ email, self, responseStatus }: GoogleAppsScript.Calendar.Schema.EventAttendee) => ({
  ...(email ? { email } : {}),
  ...(self ? { self } : {}),
  ...(responseStatus ? { responseStatus } : {}),
});
