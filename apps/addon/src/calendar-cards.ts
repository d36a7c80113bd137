import type { CalendarCards, Card, SentEvent } from '@understudy/contracts';
import { calendarEvent, calendarHome, calendarSync } from './client.js';
import { openEvent, readerOf } from './event.js';
import { calendarReader } from './google/cache.js';
import { MayNotRead, readEvent, readWindow } from './google/calendar.js';

/**
 * Whether this build may read calendars at all: where the server reads everybody's, the add-on asks for no permission to (build.mjs). Used where
 * it stands, so that the code behind it is left out too.
 */
declare const READS_CALENDAR: boolean;
type GoogleEvent = GoogleAppsScript.Addons.EventObject;

/*
 * Calendar's two places. The server reads calendars where it may; it says so in each answer. Where it may not, the add-on reads the person's
 * own calendar and sends it along: the first time with a second call, from then on with the first.
 */

/** Absences to come; read and sent first where it is the add-on that reads. One that may not read still shows what is known. */
export function calendarHomeCards(event: GoogleEvent): Card[] {
  const reader = readerOf(event);
  if (calendarReader.isAddon()) return synced(event) ?? noted(calendarHome(reader)).cards;
  const answer = noted(calendarHome(reader));
  return answer.reads === 'addon' ? (synced(event) ?? answer.cards) : answer.cards;
}

function synced(event: GoogleEvent): Card[] | null {
  const seen = READS_CALENDAR ? unlessForbidden(() => readWindow(new Date())) : null;
  return seen && noted(calendarSync(readerOf(event), seen)).cards;
}

/** The open event: an absence, a meeting inside one, or neither. Throws MayNotRead where nobody may read it. */
export function calendarEventCards(event: GoogleEvent): Card[] {
  const open = openEvent(event);
  if (!open) return calendarHomeCards(event);
  const reader = readerOf(event);
  const read = (): SentEvent | null => (READS_CALENDAR ? readEvent(open.calendar_id, open.event_id) : null);
  if (calendarReader.isAddon()) return noted(calendarEvent(reader, open, read() ?? undefined)).cards;
  const answer = noted(calendarEvent(reader, open));
  const seen = answer.reads === 'addon' ? read() : null;
  return seen ? noted(calendarEvent(reader, open, seen)).cards : answer.cards;
}

function noted(answer: CalendarCards): CalendarCards {
  const isKept = calendarReader.isAddon();
  if (isKept !== (answer.reads === 'addon')) calendarReader.keep(answer.reads);
  return answer;
}

function unlessForbidden<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MayNotRead)) throw error;
    console.error(error);
    return null;
  }
}
