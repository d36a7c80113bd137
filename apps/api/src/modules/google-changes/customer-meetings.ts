import type { CustomerId } from '@understudy/domain';
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import type { CustomerDomain } from './changed-people.repository.js';

export type Calendar = calendar_v3.Calendar;
export type CalendarEvent = calendar_v3.Schema$Event;

/** A meeting of whoever is away with a customer. */
export interface CustomerMeeting {
  readonly event: CalendarEvent & { readonly id: string };
  readonly customerId: CustomerId;
  readonly startsAt: Temporal.Instant;
}

/** Nobody knows when it ends: meetings are looked at so far ahead, and again as time goes by. */
const LOOK_AHEAD = { hours: 24 * 30 } as const;
const MOST_PAGES = 20;

/** Timed meetings from now on inside the span, each instance by itself. All-day entries are no meetings. */
export async function listMeetings(
  calendar: Calendar,
  from: Temporal.Instant,
  until: Temporal.Instant | null,
): Promise<CalendarEvent[]> {
  const events: CalendarEvent[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data } = await calendar.events.list({
      calendarId: 'primary',
      singleEvents: true,
      eventTypes: ['default'],
      timeMin: String(from),
      timeMax: String(until ?? from.add(LOOK_AHEAD)),
      maxResults: 250,
      ...(pageToken !== undefined && { pageToken }),
    });
    events.push(...(data.items ?? []));
    pageToken = data.nextPageToken ?? undefined;
    if (pageToken === undefined) break;
  }
  return events;
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Those with somebody of a customer's domain that the owner has not declined; a meeting with two customers is the first one's. */
export const customerMeetings = (
  events: readonly CalendarEvent[],
  domains: readonly CustomerDomain[],
): CustomerMeeting[] =>
  events.flatMap((event) => {
    const { id, status, start, attendees = [] } = event;
    if (!id || status === 'cancelled' || !start?.dateTime) return [];
    if (attendees.some(({ self, responseStatus }) => self && responseStatus === 'declined')) return [];
    const present = new Set(attendees.map(({ email }) => domainOf(email ?? '')));
    const customer = domains.find(({ domain }) => present.has(domain));
    if (!customer) return [];
    return [
      { event: { ...event, id }, customerId: customer.customerId, startsAt: Temporal.Instant.from(start.dateTime) },
    ];
  });

/** Whether we may add somebody; only the organiser may where guests may not invite others. */
export const mayInvite = ({ organizer, guestsCanInviteOthers }: CalendarEvent): boolean =>
  organizer?.self === true || guestsCanInviteOthers !== false;

/** Its title for colleagues; a private one stays private. */
export const meetingLabel = ({ summary, visibility }: CalendarEvent): string =>
  visibility === 'private' || visibility === 'confidential' ? 'A private meeting' : `Meeting: ${summary ?? 'no title'}`;
