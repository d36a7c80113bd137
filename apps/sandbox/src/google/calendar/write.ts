import type { JsonObject } from '../strict.js';
import type { Attendee, Calendar, EventDateTime, EventFields } from './state.js';
import { normalized } from './time.js';

/** Fields of a body that Google computes; what a client sends in them is ignored, as the reference marks them read-only. */
const READ_ONLY = new Set([
  'kind',
  'etag',
  'id',
  'htmlLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'iCalUID',
  'sequence',
  'recurringEventId',
  'originalStartTime',
  'attendeesOmitted',
  'hangoutLink',
  'locked',
  'endTimeUnspecified',
  'privateCopy',
]);
const KNOWN = new Set([
  'summary',
  'description',
  'location',
  'status',
  'eventType',
  'transparency',
  'visibility',
  'start',
  'end',
  'recurrence',
  'attendees',
  'extendedProperties',
  'outOfOfficeProperties',
  'guestsCanInviteOthers',
  'guestsCanModify',
  'guestsCanSeeOtherGuests',
]);

/** A body (already checked against the schema) as stored fields, with Google's defaults. Times keep what the client wrote. */
export function fieldsOf(body: JsonObject, displayName: (email: string) => string | undefined): EventFields {
  const given = Object.entries(body).filter(([key, value]) => value !== null && !READ_ONLY.has(key));
  const known = Object.fromEntries(given.filter(([key]) => KNOWN.has(key)));
  const other = Object.fromEntries(given.filter(([key]) => !KNOWN.has(key)));
  const fields = structuredClone(known) as unknown as Partial<EventFields>;
  const eventType = fields.eventType ?? 'default';
  return {
    ...fields,
    eventType,
    status: fields.status ?? 'confirmed',
    transparency: fields.transparency ?? 'opaque',
    start: withoutNulls(fields.start),
    end: withoutNulls(fields.end),
    ...(fields.attendees && { attendees: fields.attendees.map((one) => attendee(one, displayName)) }),
    ...(eventType === 'outOfOffice' && {
      outOfOfficeProperties: { autoDeclineMode: 'declineNone', ...fields.outOfOfficeProperties },
    }),
    ...(Object.keys(other).length && { other }),
  };
}

const withoutNulls = (time: EventDateTime | undefined): EventDateTime =>
  Object.fromEntries(Object.entries(time ?? {}).filter(([, value]) => value !== null));

function attendee(given: Attendee, displayName: (email: string) => string | undefined): Attendee {
  const {
    organizer: _organizer,
    self: _self,
    id: _id,
    ...kept
  } = given as Attendee & { organizer?: boolean; self?: boolean; id?: string };
  const email = (kept.email ?? '').toLowerCase();
  const name = kept.displayName ?? displayName(email);
  return { ...kept, email, ...(name && { displayName: name }), responseStatus: kept.responseStatus ?? 'needsAction' };
}

/** Stored form of a valid event: every timed start and end has an offset and a zone. */
export const settled = (fields: EventFields, calendar: Calendar): EventFields => ({
  ...fields,
  start: normalized(fields.start, calendar.timeZone),
  end: normalized(fields.end, calendar.timeZone),
});

/**
 * Patch semantics: "The field values you specify replace the existing values. Fields that you don't specify in the request remain
 * unchanged. Array fields, if specified, overwrite the existing arrays" (events.patch reference); objects merge, null removes.
 */
export function patched(current: EventFields, body: JsonObject): JsonObject {
  const { other, ...fields } = current;
  return merge({ ...(other ?? {}), ...(JSON.parse(JSON.stringify(fields)) as JsonObject) }, body);
}

function merge(target: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const existing = result[key];
    if (value === null) delete result[key];
    else if (isObject(value)) result[key] = merge(isObject(existing) ? existing : {}, value);
    else result[key] = value;
  }
  return result;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
