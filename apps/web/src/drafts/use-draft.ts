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
  const change = useCallback(
    (fields: Partial<Fields>) =>
      setDraft((before) => {
        const after = { ...before, ...fields };
        if (Object.keys(after).every((name) => after[name] === untouched[name])) sessionStorage.removeItem(place);
        else keep(place, after);
        return after;
      }),
    [place, untouched],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(place);
    setDraft(empty);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `empty` is a constant of the form
  }, [place]);
  return { draft, change, forget };
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
