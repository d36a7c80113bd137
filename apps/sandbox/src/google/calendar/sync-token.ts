import { GoogleError, invalid } from '../errors.js';
import type { Query } from '../strict.js';
import { list } from './rules.js';
import type { Calendar } from './state.js';

/** What a list request asked for and may not change along a chain of pages and syncs. */
export interface Selection {
  readonly calendar: string;
  readonly types: readonly string[];
  readonly single: boolean;
}
interface SyncToken extends Selection {
  readonly epoch: number;
  /** The change up to which the holder knows everything. */
  readonly at: number;
}
interface PageToken {
  /** The request the page belongs to: all parameters but pageToken. */
  readonly request: string;
  readonly until: number;
  readonly last: string;
}

export const selectionOf = (calendar: Calendar, query: Query): Selection => ({
  calendar: calendar.id,
  types: [...list(query.eventTypes)].sort(),
  single: query.singleEvents === true,
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode<T>(name: string, token: string, fields: readonly string[]): T {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as T & object;
    if (fields.every((field) => field in value)) return value;
  } catch {
    // not one of ours, refused below
  }
  throw invalid(`Invalid ${name} value.`, name);
}

export const syncToken = (selection: Selection, epoch: number, at: number): string =>
  encode({ ...selection, epoch, at });

/**
 * The change the token knows. LIST: "If the syncToken expires, the server will respond with a 410 GONE response code", and "All other query
 * parameters should be the same as for the initial synchronization to avoid undefined behavior": the fake refuses instead.
 */
export function readSyncToken(token: string, selection: Selection, epoch: number): number {
  const read = decode<SyncToken>('syncToken', token, ['epoch', 'at', 'calendar', 'types', 'single']);
  if (read.epoch !== epoch) {
    throw new GoogleError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
      domain: 'calendar',
      location: 'syncToken',
    });
  }
  const same = { calendar: read.calendar, types: read.types, single: read.single };
  if (JSON.stringify(same) !== JSON.stringify(selection)) {
    throw invalid('Sync token was issued for another calendar, eventTypes or singleEvents.', 'syncToken');
  }
  return read.at;
}

const fingerprint = ({ pageToken: _pageToken, ...query }: Query): string =>
  JSON.stringify(Object.entries(query).sort());

export const pageToken = (query: Query, until: number, last: string): string =>
  encode({ request: fingerprint(query), until, last });

export function readPageToken(query: Query): { until: number; last: string } | null {
  if (query.pageToken === undefined) return null;
  const read = decode<PageToken>('pageToken', String(query.pageToken), ['request', 'until', 'last']);
  if (read.request !== fingerprint(query)) throw invalid('Page token does not belong to this request.', 'pageToken');
  return read;
}
