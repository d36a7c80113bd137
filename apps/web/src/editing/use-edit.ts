import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { codeOf } from '../api/send.js';
import { placeOfDraft } from '../drafts/drafts.js';
import { useMe } from '../session/session.js';
import { changedMeanwhile, realEdits, type Meanwhile, type Started, without } from './merge.js';

export interface Edit<Fields> {
  /** The row with my edits on it. */
  readonly values: Fields;
  /** Only what I changed. */
  readonly edits: Partial<Fields>;
  readonly dirty: boolean;
  readonly change: (fields: Partial<Fields>) => void;
  /** Throws my edits away; also what follows a save. */
  readonly asItWas: () => void;
  /** What others changed since I began. */
  readonly meanwhile: readonly Meanwhile<Fields>[];
  /** Both changed the same field: nothing can be saved before somebody chose. */
  readonly clashes: boolean;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
  /** For `onError`: reads the row again when somebody else was faster, so that `meanwhile` shows it. */
  readonly onError: (error: unknown) => void;
}

/**
 * Editing one row that others may change too. Fields that I did not touch follow the row; my edits are kept for me and this tab until
 * they are saved, thrown away or I sign out, over a reload and other pages too. `key` names the row.
 */
export function useEdit<Fields extends object>(key: string, row: Fields, version: number): Edit<Fields> {
  const place = placeOfDraft(useMe().user.id, `edit:${key}`);
  const [started, setStarted] = useState<Started<Fields> | null>(() => stored(place, row));
  const queries = useQueryClient();
  const begin = useCallback(
    (next: Started<Fields> | null) => {
      keep(place, next);
      setStarted(next);
    },
    [place],
  );

  const edits = realEdits(started?.edits ?? {}, row);
  const meanwhile = changedMeanwhile(started, row, version);
  const clashing = meanwhile.filter(({ clash }) => clash).map(({ field }) => field);
  return {
    values: { ...row, ...edits },
    edits,
    dirty: Object.keys(edits).length > 0,
    change: (fields) =>
      begin({
        base: started?.base ?? row,
        version: started?.version ?? version,
        edits: { ...started?.edits, ...fields },
      }),
    asItWas: () => begin(null),
    meanwhile,
    clashes: clashing.length > 0,
    takeTheirs: () => begin({ base: row, version, edits: without(edits, clashing) }),
    keepMine: () => begin({ base: row, version, edits }),
    onError: (error) => {
      if (codeOf(error) === 'version.stale') void queries.invalidateQueries();
    },
  };
}

/** Ours, of this tab: only fields that the row has are taken back. */
function stored<Fields extends object>(place: string, row: Fields): Started<Fields> | null {
  const text = sessionStorage.getItem(place);
  if (!text) return null;
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null || !('edits' in found) || !('base' in found) || !('version' in found))
    return null;
  const { edits, base, version } = found;
  if (typeof edits !== 'object' || typeof base !== 'object' || edits === null || typeof version !== 'number')
    return null;
  const unknown = Object.keys(edits).filter((name) => !(name in row));
  return { edits: without(edits as Partial<Fields>, unknown), base: { ...row, ...base }, version };
}

function keep(place: string, started: unknown): void {
  try {
    if (started === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(started));
  } catch {
    // a full or forbidden store: the edits are still on the screen
  }
}
