import { GoogleError } from '../errors.js';
import { isObject, type JsonObject } from '../strict.js';
import type { Attendee, Calendar, EventFields, OwnCopy, StoredEvent } from './state.js';

/** What a guest may send: their answer, further guests, and what stands on their own copy only. */
const OF_A_GUEST = new Set(['attendees', 'extendedProperties', 'colorId', 'reminders']);

/** Somebody invited, who may not change what all guests share. */
export const isGuest = (calendar: Calendar, event: StoredEvent): boolean =>
  event.calendarId !== calendar.id && event.fields.guestsCanModify !== true;

/** The private properties this calendar sees (EVENTS, extendedProperties.private: "private to the copy of the event that appears on this calendar"). */
export const privateOf = (event: StoredEvent, calendar: Calendar): Record<string, string> | undefined =>
  event.calendarId === calendar.id ? event.fields.extendedProperties?.private : event.copies?.[calendar.id]?.private;

/** A guest's change: the event with their copy in it, and the fields all share. Throws 403 for what only the organiser may. */
export function changedByGuest(
  calendar: Calendar,
  event: StoredEvent,
  body: JsonObject,
  displayName: (email: string) => string | undefined,
): { event: StoredEvent; fields: EventFields } {
  const beyond = Object.keys(body).filter((key) => !OF_A_GUEST.has(key));
  const { shared } = objectOf(body.extendedProperties);
  if (beyond.length || shared !== undefined) throw notTheOrganizer();
  const copy = ownCopy(event.copies?.[calendar.id] ?? {}, body);
  const changed = { ...event, copies: { ...event.copies, [calendar.id]: copy } };
  return {
    event: changed,
    fields: Array.isArray(body.attendees) ? answered(calendar, event, body, displayName) : event.fields,
  };
}

/**
 * A guest answers for themselves. With guestsCanInviteOthers ("Whether attendees other than the organizer can invite others to the event. [...] The
 * default is True.", EVENTS) they may add guests; taking guests off is part of modifying the event, so it needs guestsCanModify.
 */
function answered(
  calendar: Calendar,
  { fields }: StoredEvent,
  body: JsonObject,
  displayName: (email: string) => string | undefined,
): EventFields {
  const given = (body.attendees as unknown as Attendee[]).map((one) => ({
    ...one,
    email: (one.email ?? '').toLowerCase(),
  }));
  const before = fields.attendees ?? [];
  const own = given.find(({ email }) => email === calendar.owner);
  const isGone =
    body.attendeesOmitted !== true && before.some(({ email }) => !given.some((one) => one.email === email));
  const added = given.filter(({ email }) => !before.some((one) => one.email === email));
  if (!own || (isGone && given.length > 1)) throw notTheOrganizer();
  if (added.length && fields.guestsCanInviteOthers === false) throw notTheOrganizer();
  const kept = before.map((one) =>
    one.email === calendar.owner
      ? {
          ...one,
          responseStatus: own.responseStatus ?? one.responseStatus,
          ...(own.comment && { comment: own.comment }),
        }
      : one,
  );
  const invited = added.map(({ email, displayName: name }) => {
    const known = name ?? displayName(email);
    return { email, ...(known && { displayName: known }), responseStatus: 'needsAction' };
  });
  return { ...fields, attendees: [...kept, ...invited] };
}

function ownCopy(before: OwnCopy, body: JsonObject): OwnCopy {
  const given = objectOf(objectOf(body.extendedProperties).private);
  const properties = Object.entries({ ...before.private, ...given }).filter(([, value]) => value !== null);
  return {
    ...before,
    ...(properties.length && { private: Object.fromEntries(properties) as Record<string, string> }),
    ...(typeof body.colorId === 'string' && { colorId: body.colorId }),
    ...(isObject(body.reminders ?? null) && { reminders: body.reminders as JsonObject }),
  };
}

const objectOf = (value: JsonObject[string] | undefined): JsonObject =>
  isObject(value ?? null) ? (value as JsonObject) : {};

export const notTheOrganizer = () =>
  new GoogleError(
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer of the event.',
    { domain: 'calendar' },
  );
