const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** An instant as a field of date and time holds it, on the clock of `zone`: "2026-07-23T09:00". */
export function localInput(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(instant)).replace(' ', 'T');
}

/**
 * The instant of a moment on the clock of `zone`; an hour that the clock skips is read as the one after. Throws RangeError for what is no
 * date and time.
 */
export function toInstant(local: string, zone: string): string {
  if (!MINUTE.test(local)) throw new RangeError(`no date and time: ${local}`);
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`);
  const offsetAt = (at: number) => Date.parse(`${localInput(new Date(at).toISOString(), zone)}Z`) - at;
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}
