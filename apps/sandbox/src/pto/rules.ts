import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What PTO systems do, each rule with the sentence it comes from (in quotes where it is the vendor's own). No typings exist for
 * them. WEBHOOKS is https://apidocs.hibob.com/docs/working-with-webhooks, STARTED https://apidocs.hibob.com/reference/getting-started-webhooks,
 * APPROVED https://apidocs.hibob.com/reference/post_webhook_timeoff-request-approved, EVENTS
 * https://apidocs.hibob.com/reference/time-off-events-v2, OUT https://apidocs.hibob.com/reference/get_timeoff-whosout, REQUEST
 * https://apidocs.hibob.com/reference/get_timeoff-employees-id-requests-requestid, SUBMIT
 * https://apidocs.hibob.com/reference/post_timeoff-employees-id-requests, PERSON https://apidocs.hibob.com/reference/post_people-identifier,
 * BAMBOO https://documentation.bamboohr.com/reference/list-whos-out.
 */

/** An answer other than 200. */
export class PtoRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** HiBob: a service user's id and token as user and password (docs/api-service-users: "Basic authentication"). */
export function requireBasic(authorization: string | undefined, user: string, password: string | null): void {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1] ?? '';
  const [name, ...rest] = Buffer.from(given, 'base64').toString('utf8').split(':');
  const isRight = isSame(name ?? '', user) && (password === null || isSame(rest.join(':'), password));
  if (!isRight) throw new PtoRefusal(401, 'Unauthorized', { 'www-authenticate': 'Basic' });
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A parameter that is not in the documentation is a mistake of ours, and a vendor may ignore it or not. */
export function requireKnown(query: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new PtoRefusal(400, `Unknown parameter: ${unknown.join(', ')}`);
}

/** BAMBOO, start: "Start date in YYYY-MM-DD format." HiBob writes its days the same way. */
export function requireDay(text: unknown, name: string): Temporal.PlainDate {
  if (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    try {
      return Temporal.PlainDate.from(text);
    } catch {
      // a day that does not exist
    }
  }
  throw new PtoRefusal(400, `${name} must be a date such as 2026-07-06.`);
}

export const HIBOB_TYPES = [
  // OUT: "days: the request is for X days."
  'days',
  // OUT: "hours: the request is for X hours during the requested day"
  'hours',
  // OUT: "portionOnRange: the request is for every morning or every afternoon during the requested days."
  'portionOnRange',
  // OUT: "hoursOnRange: the request is for X hours every day during the requested days."
  'hoursOnRange',
  // OUT: "openEnded: the request does not have an end date yet."
  'openEnded',
] as const;

/** What a request may say. Throws PtoRefusal. */
export function requireRequest(request: {
  type: string;
  startDate: string;
  startPortion: string;
  endDate: string | null;
  endPortion: string;
}): void {
  const { type, startPortion, endDate, endPortion } = request;
  if (!HIBOB_TYPES.some((known) => known === type)) throw new PtoRefusal(400, `Unknown type: ${type}`);
  const first = requireDay(request.startDate, 'startDate');
  if ((endDate === null) !== (type === 'openEnded'))
    throw new PtoRefusal(400, 'Only an openEnded request has no endDate.');
  if (endDate !== null && Temporal.PlainDate.compare(first, requireDay(endDate, 'endDate')) > 0)
    throw new PtoRefusal(400, 'endDate is before startDate.');
  if (type !== 'days') return;
  // SUBMIT: "What portion of the first day is included - 'all_day' or 'afternoon'"; a request of one day may be its morning
  const firsts = ['all_day', 'afternoon', ...(endDate === request.startDate ? ['morning'] : [])];
  if (!firsts.includes(startPortion)) throw new PtoRefusal(400, `startPortion must be one of ${firsts.join(', ')}.`);
  // SUBMIT: "What portion of the last day is included - 'all_day' or 'morning'"
  const lasts = ['all_day', 'morning', ...(endDate === request.startDate ? ['afternoon'] : [])];
  if (!lasts.includes(endPortion)) throw new PtoRefusal(400, `endPortion must be one of ${lasts.join(', ')}.`);
}

/**
 * WEBHOOKS: "The algorithm used for creating the signature is HMAC SHA512." APPROVED: "Base64-encoded signature sent with each webhook
 * request." WEBHOOKS: "The signature itself is sent as the header attribute - Bob-Signature."
 */
export const bobSignature = (body: string, secret: string): string =>
  createHmac('sha512', secret).update(body).digest('base64');

/** WEBHOOKS: '"Ping test" as a String', "If previous failed we send a JSON: {"text":"Ping test"}". */
export const PINGS = [
  { type: 'text/plain', body: 'Ping test' },
  { type: 'application/json', body: '{"text":"Ping test"}' },
] as const;

/**
 * EVENTS names the types. APPROVED: "For auto-approved requests, two events are sent in sequence: requested then approved." A request that was there
 * before and changed sends `updated` (STARTED: "ensuring the events will be sent in the right order").
 */
export function eventsFor(before: string | null, after: string): string[] {
  const cancelled = 'timeoff.request.cancelled';
  if (before === null) {
    const requested = 'timeoff.request.requested';
    return after === 'approved' ? [requested, 'timeoff.request.approved'] : [requested];
  }
  if (before === after) return ['timeoff.request.updated'];
  if (after === 'approved') return ['timeoff.request.approved'];
  if (after === 'declined') return ['timeoff.request.declined'];
  return after === 'canceled' ? [cancelled] : ['timeoff.request.updated'];
}
