import type { JsonObject } from '../strict.js';

export interface EventDateTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}
export interface Attendee {
  email: string;
  displayName?: string;
  responseStatus: string;
  optional?: boolean;
  comment?: string;
  additionalGuests?: number;
  resource?: boolean;
}
/** An event as its organiser sees it. Fields the fake gives no meaning to travel in `other`, unchanged. */
export interface EventFields {
  summary?: string;
  description?: string;
  location?: string;
  status: string;
  eventType: string;
  transparency: string;
  visibility?: string;
  start: EventDateTime;
  end: EventDateTime;
  recurrence?: string[];
  attendees?: Attendee[];
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
  outOfOfficeProperties?: { autoDeclineMode?: string; declineMessage?: string };
  guestsCanInviteOthers?: boolean;
  guestsCanModify?: boolean;
  guestsCanSeeOtherGuests?: boolean;
  other?: JsonObject;
}
export interface StoredEvent {
  id: string;
  calendarId: string;
  iCalUID: string;
  creator: string;
  created: string;
  updated: string;
  sequence: number;
  /** Position in the world's order of changes; sync tokens point into it. */
  changedAt: number;
  fields: EventFields;
  /** An exception of a recurring event: whose, and which instance it stands for. */
  recurringEventId?: string;
  originalStartTime?: EventDateTime;
  /** Calendars that lost sight of the event (uninvited), with the change that did it. */
  lostBy?: Record<string, number>;
  /** By calendar; the organiser's own is in `fields`. */
  copies?: Record<string, OwnCopy>;
}
/** What a guest keeps on their own copy; nobody else sees it. */
export interface OwnCopy {
  private?: Record<string, string>;
  colorId?: string;
  reminders?: JsonObject;
}
/** An instance that existed and does not any more (its series was changed or deleted); incremental sync reports it as cancelled. */
export interface Tombstone {
  id: string;
  calendarId: string;
  seriesId: string;
  originalStartTime: EventDateTime;
  changedAt: number;
}
export interface Calendar {
  id: string;
  owner: string;
  primary: boolean;
  summary: string;
  description?: string;
  timeZone: string;
}
export interface Channel {
  id: string;
  calendarId: string;
  viewer: string;
  address: string;
  token?: string;
  resourceId: string;
  resourceUri: string;
  expiration: number;
  messages: number;
  eventTypes: string[];
}
export interface CalendarState {
  /** Counts changes of any event; never goes back. */
  changes: number;
  /** Sync tokens of an earlier epoch get 410: it is raised by the fault `sync-tokens-expired`. */
  epoch: number;
  calendars: Record<string, Calendar>;
  events: Record<string, StoredEvent>;
  tombstones: Record<string, Tombstone>;
  channels: Record<string, Channel>;
}

export const emptyCalendarState = (): CalendarState => ({
  changes: 0,
  epoch: 1,
  calendars: {},
  events: {},
  tombstones: {},
  channels: {},
});

/** Ids are unique per calendar only, so the map is keyed by both. */
export const eventKey = (calendarId: string, eventId: string): string => `${calendarId} ${eventId}`;
