import type { AbsenceKind, PtoProblem, PtoTimes } from '@understudy/domain';

/** One entry as a PTO system shows it now, in the same words for all of them. */
export interface SeenEntry {
  /** The system's own name of it, the same at every reading; at most 200 characters. */
  readonly key: string;
  /** Where it stands in a feed, from 1; null where there are no lines. */
  readonly line: number | null;
  readonly title: string;
  /** See EntryOwner. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly kind: AbsenceKind;
  /** False for working from home and the like. */
  readonly isAway: boolean;
  /** Approved is a fact, asked for a suggestion (product.md 14). */
  readonly certainty: 'fact' | 'suggestion';
  /** Null when it cannot be read; `problem` says why. */
  readonly times: PtoTimes | null;
  readonly problem: PtoProblem | null;
}

/** The days of which a reading knows everything: what is not shown inside them is not there. */
export interface SeenWindow {
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate;
}

/** As PostgreSQL can keep it: what systems write, or we cut off, may hold NUL or half of a character, and one such text would stop all. */
export const storable = (entry: SeenEntry): SeenEntry => ({
  ...entry,
  key: clean(entry.key),
  title: clean(entry.title),
  names: entry.names.map(clean),
  emails: entry.emails.map(clean),
});

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed();
