import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { usePerson } from '../person/person.js';
import { http } from './http.js';

const When = z.object({
  date: z.string().optional(),
  dateTime: z.string().optional(),
  timeZone: z.string().optional(),
});
const GoogleEvent = z.object({
  id: z.string(),
  etag: z.string(),
  summary: z.string().default('(No title)'),
  eventType: z.string().default('default'),
  start: When,
  end: When,
  attendees: z.array(z.object({ email: z.string(), displayName: z.string().optional() })).default([]),
});
export type GoogleEvent = z.infer<typeof GoogleEvent>;
export type GoogleWhen = z.infer<typeof When>;
const Events = z.object({ items: z.array(GoogleEvent) });

const EVENTS = '/sandbox/google/calendar/v3/calendars/primary/events';
/** The stand-in Google knows a person at their own screen by this. */
const asPerson = (email: string) => ({ authorization: `Bearer person:${email}` });

/** Events of the person's calendar in a half-open span, through the same API that the product uses. */
export function useEvents(from: string, to: string) {
  const { user } = usePerson();
  return useQuery({
    queryKey: ['google', 'events', user.email, from, to],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({
        timeMin: from,
        timeMax: to,
        singleEvents: 'true',
        orderBy: 'startTime',
        maxResults: '2500',
      });
      return Events.parse(await http(`${EVENTS}?${query}`, { headers: asPerson(user.email), signal })).items;
    },
    placeholderData: (before, query) => (query?.queryKey[2] === user.email ? before : undefined),
  });
}

export interface EventInput {
  readonly summary: string;
  readonly start: GoogleWhen;
  readonly end: GoogleWhen;
}

/** Google has no way to turn an event into one of another type: `eventType` is for new ones only. */
export async function saveEvent(
  email: string,
  input: EventInput & { readonly eventType?: 'default' | 'outOfOffice' },
  existing: GoogleEvent | null,
): Promise<GoogleEvent> {
  const body =
    input.eventType === 'outOfOffice' && !existing
      ? { ...input, outOfOfficeProperties: { autoDeclineMode: 'declineNone' } }
      : input;
  const answer = await http(existing ? `${EVENTS}/${encodeURIComponent(existing.id)}` : EVENTS, {
    method: existing ? 'PATCH' : 'POST',
    headers: { ...asPerson(email), ...(existing ? { 'if-match': existing.etag } : {}) },
    body,
  });
  return GoogleEvent.parse(answer);
}

export const deleteEvent = (email: string, { id, etag }: GoogleEvent): Promise<unknown> =>
  http(`${EVENTS}/${encodeURIComponent(id)}`, { method: 'DELETE', headers: { ...asPerson(email), 'if-match': etag } });
