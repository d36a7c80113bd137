import type { SeenEntry, SeenWindow } from './seen-entry.js';

/** By what the other side, or we, tell that nothing changed. */
export interface Marks {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly digest: string | null;
}
export const NO_MARKS: Marks = { etag: null, lastModified: null, digest: null };

/** Everything a system shows on the days of `window`. */
export interface Reading {
  readonly entries: readonly SeenEntry[];
  readonly window: SeenWindow;
  readonly marks: Marks;
}

/** Days back and ahead that are read: what is over changes nothing any more, and nobody covers what is farther away. */
const BACK_DAYS = 31;
const AHEAD_DAYS = 400;

export const windowAt = (now: Temporal.Instant): SeenWindow => {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  return { firstOn: today.subtract({ days: BACK_DAYS }), lastOn: today.add({ days: AHEAD_DAYS }) };
};
