import { z } from 'zod';
import { Card, CardAnswer } from './card.js';
import { endpoint } from './core/endpoint.js';
import { line, text } from './core/text.js';
import { instant } from './core/time.js';

/*
 * The add-on in Google Calendar. Where the server may read somebody's calendar it does so itself, and its own reading wins. Where it may
 * not, the add-on reads: the window below for Calendar home, the open event for an event; and sends what it read. Sending the same again
 * changes nothing.
 */

/** What the add-on reads of a calendar: from a day back to half a year ahead. */
export const CALENDAR_WINDOW = { hoursBack: 24, hoursAhead: 24 * 180 } as const;
/** At most so many events are sent at once; of more, those that begin first, with `complete: false`. */
export const MAX_SENT_EVENTS = 500;

const reader = { locale: text(35).optional(), time_zone: text(64).optional() };
const calendarId = line(1100);
const eventId = line(1100);
/** 1900-2199, as everywhere. */
const YEARS = /^(?:19|2[01])\d{2}-\d{2}-\d{2}/;
/** An all-day event has a date, any other a time with its offset. */
const when = z.strictObject({
  date: text(10).regex(YEARS).optional(),
  dateTime: text(40).regex(YEARS).optional(),
  timeZone: text(64).optional(),
});

/**
 * An event as Google Calendar's API words it (field names are Google's), no field more than what says whether its person is away, or meets a
 * customer. Attendees only for the event that is open.
 */
export const SentEvent = z.strictObject({
  id: eventId,
  status: text(20).optional(),
  eventType: text(40).optional(),
  summary: text(8000).optional(),
  visibility: text(20).optional(),
  organizer: z.strictObject({ self: z.boolean().optional(), email: text(320).optional() }).optional(),
  start: when.optional(),
  end: when.optional(),
  attendees: z
    .array(
      z.strictObject({
        email: text(320).optional(),
        self: z.boolean().optional(),
        responseStatus: text(20).optional(),
      }),
    )
    .max(200)
    .optional(),
});
export type SentEvent = z.infer<typeof SentEvent>;

/** Who reads this person's calendar. `addon`: the server may not, so the add-on reads and sends. */
export const CALENDAR_READERS = ['server', 'addon'] as const;
export const CalendarCards = z.strictObject({
  cards: z.array(Card).min(1).max(5),
  reads: z.enum(CALENDAR_READERS),
}) satisfies z.ZodType<z.infer<typeof CardAnswer>>;
export type CalendarCards = z.infer<typeof CalendarCards>;

export const AddonCalendarHome = endpoint({
  method: 'POST',
  path: '/api/addon/calendar/home',
  summary: 'The add-on in Calendar without an event: suggestions to confirm, my absences and those of my team',
  allow: 'signed-in',
  body: { ...reader },
  response: CalendarCards,
});
/** `event` only where the add-on reads (`reads: "addon"` was answered before); the server's own reading wins. */
export const AddonCalendarEvent = endpoint({
  method: 'POST',
  path: '/api/addon/calendar/event',
  summary: 'The card beside an open event: an absence and its coverage or its set-up, or a meeting inside an absence',
  allow: 'signed-in',
  body: { ...reader, calendar_id: calendarId, event_id: eventId, event: SentEvent.optional() },
  response: CalendarCards,
});
/**
 * Everything the add-on sees between `from` and `to`: out-of-office events and all-day events, deleted ones may be left out. What was known
 * of that time and is not there any more has vanished, if `complete`. Answers Calendar home, drawn after it.
 */
export const AddonCalendarSync = endpoint({
  method: 'POST',
  path: '/api/addon/calendar/sync',
  summary: 'What the add-on reads in my calendar where the server may not: new, changed and vanished absences',
  allow: 'signed-in',
  body: {
    ...reader,
    from: instant,
    to: instant,
    complete: z.boolean(),
    events: z.array(SentEvent).max(MAX_SENT_EVENTS),
  },
  response: CalendarCards,
});
