import { createHash } from 'node:crypto';
import type { NamedPerson, PtoEntryId, UserId } from '@understudy/domain';
import type { EntryChange } from './pto-entries.repository.js';
import type { PtoEntryRecord } from './pto.records.js';
import { standingOf } from './pto-standing.js';
import { toStoredTimes } from './pto-times.mapper.js';
import type { SeenEntry, SeenWindow } from './seen-entry.js';

export interface Known {
  readonly people: readonly NamedPerson[];
  /** By folded name; null is nobody of ours. */
  readonly learned: ReadonlyMap<string, UserId | null>;
}
export interface Reconciled {
  readonly changes: readonly EntryChange[];
  readonly gone: readonly PtoEntryId[];
  /** Entries nobody can be found for, which could be before or were not there. */
  readonly isMoreToReview: boolean;
  /** Everything that counted is gone at once. */
  readonly isSuddenlyEmpty: boolean;
}

/** Fewer may well go in one day. */
const SUDDEN = 3;

/**
 * What a reading of a feed changes in what was known of it. An entry that is not shown any more is gone, unless it is over or outside of the
 * days that were read; one that comes back under another key at the same time for the same name is the same one, because some
 * systems make up new keys at every reading.
 */
export function reconcile(
  rows: readonly PtoEntryRecord[],
  seen: readonly SeenEntry[],
  window: SeenWindow | null,
  now: Temporal.Instant,
  { people, learned }: Known,
): Reconciled {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const shown = new Map(seen.map((entry) => [entry.key, entry]));
  const missing = rows.filter((row) => !shown.has(row.key) && row.state !== 'gone' && isExpected(row, window, now));
  const byWhat = new Map(missing.map((row) => [whatOf(row), row]));

  const renamed = new Set<PtoEntryId>();
  const changes = [...shown.values()].flatMap((entry): EntryChange[] => {
    const row = byKey.get(entry.key) ?? null;
    const found = row ? undefined : byWhat.get(whatOf(entry));
    const same = found && !renamed.has(found.id) ? found : null;
    if (same) renamed.add(same.id);
    const before = row ?? same;
    const standing = standingOf(entry, people, learned);
    const isNews =
      standing.state === 'taken' ? !isKnownAs(before, entry, standing.userId) : (before?.knownUserId ?? null) !== null;
    const change = { ...entry, ...standing, id: same?.id ?? null, isNews };
    return before && !same && isSameRow(before, change) ? [] : [change];
  });

  const gone = missing.filter(({ id }) => !renamed.has(id));
  const counting = rows.filter((row) => row.state === 'taken' && isExpected(row, window, now));
  const left = counting.filter(({ id }) => !gone.some((row) => row.id === id));
  return {
    changes,
    gone: gone.map(({ id }) => id),
    isMoreToReview: changes.some(({ key, state }) => isOpen(state) && !isOpen(byKey.get(key)?.state)),
    isSuddenlyEmpty: counting.length >= SUDDEN && left.length === 0 && !changes.some(({ state }) => state === 'taken'),
  };
}

const isOpen = (state: PtoEntryRecord['state'] | undefined): boolean => state === 'unmatched' || state === 'ambiguous';

/** What is over has not vanished, and of other days the reading said nothing. */
function isExpected(row: PtoEntryRecord, window: SeenWindow | null, now: Temporal.Instant): boolean {
  if (row.endsAt !== null && Temporal.Instant.compare(row.endsAt, now) <= 0) return false;
  const compare = Temporal.PlainDate.compare;
  if (window && row.firstOn && compare(row.firstOn, window.lastOn) > 0) return false;
  return !(window && row.lastOn && compare(row.lastOn, window.firstOn) < 0);
}

type Timed = Pick<SeenEntry, 'times' | 'names' | 'title'>;

/** The same for two keys of one entry. */
const whatOf = ({ times, names, title }: Timed): string =>
  createHash('sha256')
    .update(JSON.stringify([times && toStoredTimes(times), names[0] ?? title, times === null ? title : '']))
    .digest('hex');

const timesText = ({ times }: Pick<SeenEntry, 'times'>): string => JSON.stringify(times && toStoredTimes(times));

/** The absences know it exactly as it is now. */
const isKnownAs = (row: PtoEntryRecord | null, entry: SeenEntry, userId: UserId | null): boolean =>
  row !== null &&
  row.state === 'taken' &&
  row.userId === userId &&
  row.kind === entry.kind &&
  row.certainty === entry.certainty &&
  row.title === entry.title &&
  timesText(row) === timesText(entry);

const isSameRow = (row: PtoEntryRecord, change: EntryChange): boolean =>
  !change.isNews &&
  row.state === change.state &&
  row.userId === change.userId &&
  row.line === change.line &&
  row.title === change.title &&
  row.problem === change.problem &&
  row.kind === change.kind &&
  row.certainty === change.certainty &&
  row.isAway === change.isAway &&
  timesText(row) === timesText(change) &&
  JSON.stringify([row.names, row.emails, row.candidates]) ===
    JSON.stringify([change.names, change.emails, change.candidates]);

/** The entry as it was seen last, for looking at it again with other people and names. */
export const seenAgain = (row: PtoEntryRecord): SeenEntry => {
  const { key, line, title, names, emails, kind, isAway, certainty, times, problem } = row;
  return { key, line, title, names, emails, kind, isAway, certainty, times, problem };
};
