import { dayOf, startOfDay } from '@understudy/domain';
import type { Frame } from '@understudy/cards';
import type { Env } from '../../config/index.js';
import type { UserRecord } from '../directory/index.js';

/** How this reader reads: their own zone unless Google says another, dates as their Google account writes them. */
export const frameOf = (
  env: Env,
  now: Temporal.Instant,
  user: UserRecord,
  reader: { locale?: string | undefined; time_zone?: string | undefined },
): Frame => ({
  publicUrl: env.apiUrl,
  now: String(now),
  timeZone: knownZone(reader.time_zone) ?? user.timeZone,
  locale: reader.locale ?? 'en-GB',
});

function knownZone(zone: string | undefined): string | null {
  try {
    return zone ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : null;
  } catch {
    return null; // RangeError is how Intl says "unknown zone"
  }
}

/** The customer's record in the sandbox's own CRM; null in production, where the organisation's sites say it. */
export function crmUrlOf(
  env: Env,
  crmIds: readonly { readonly system: string; readonly recordId: string }[],
): string | null {
  const record = crmIds.find(({ system }) => system === 'salesforce');
  return env.mode === 'sandbox' && record ? `${env.apiUrl}/sandbox/crm/accounts/${record.recordId}` : null;
}

/**
 * Instants of cards are written in the reader's zone. A local midnight of the absent person is a day, not an hour ("until Fri 4 Dec", also
 * for a colleague one zone east), so it becomes the reader's midnight of the same day. Anything else stays the instant it is.
 */
export function asReadersDay(at: Temporal.Instant, ownerZone: string, readerZone: string): Temporal.Instant {
  const day = dayOf(at, ownerZone);
  return startOfDay(day, ownerZone).equals(at) ? startOfDay(day, readerZone) : at;
}

/** {@link asReadersDay} as the text cards take; null stays null. */
export const cardInstant = (at: Temporal.Instant | null, ownerZone: string, frame: Frame): string | null =>
  at && String(asReadersDay(at, ownerZone, frame.timeZone));
