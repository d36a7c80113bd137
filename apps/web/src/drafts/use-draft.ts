import { useCallback, useState } from 'react';
import { useMe } from '../session/session.js';
import { placeOfDraft } from './drafts.js';

/**
 * What somebody types, kept for this person and this tab until it is sent, thrown away or they sign out: it survives closing a dialog,
 * a reload and an ended session. Only fields of `empty` are taken back, and only as text.
 */
export function useDraft<Fields extends Readonly<Record<string, string>>>(key: string, empty: Fields) {
  const place = placeOfDraft(useMe().user.id, key);
  const [draft, setDraft] = useState<Fields>(() => stored(place, empty));
  const [untouched] = useState(empty);
  const keepUnlessEmpty = useCallback(
    (after: Fields) => {
      if (Object.keys(after).every((name) => after[name] === untouched[name])) sessionStorage.removeItem(place);
      else keep(place, after);
    },
    [place, untouched],
  );
  const change = useCallback(
    (fields: Partial<Fields>) =>
      setDraft((before) => {
        const after = { ...before, ...fields };
        keepUnlessEmpty(after);
        return after;
      }),
    [keepUnlessEmpty],
  );
  /** For an answer that comes when the form may be gone: what is kept is changed by itself, a form that is still there follows. */
  const changeKept = useCallback(
    (fieldsOf: (kept: Fields) => Partial<Fields>) => {
      const kept = stored(place, untouched);
      keepUnlessEmpty({ ...kept, ...fieldsOf(kept) });
      setDraft((before) => ({ ...before, ...fieldsOf(before) }));
    },
    [place, untouched, keepUnlessEmpty],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(place);
    setDraft(empty);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `empty` is a constant of the form
  }, [place]);
  return { draft, change, changeKept, forget };
}

function stored<Fields extends Readonly<Record<string, string>>>(place: string, empty: Fields): Fields {
  const text = sessionStorage.getItem(place);
  if (!text) return empty;
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return empty;
  const known = Object.entries(found).filter(([name, value]) => name in empty && typeof value === 'string');
  return { ...empty, ...Object.fromEntries(known) };
}

function keep(place: string, value: unknown): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(value));
  } catch {
    // a full or forbidden store: the text is still on the screen
  }
}
