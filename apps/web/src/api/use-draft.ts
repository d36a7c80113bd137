import { useCallback, useState } from 'react';

const PREFIX = 'draft:';

/**
 * What somebody types, kept for this tab until it is sent or thrown away: it survives closing a dialog, a reload and an
 * ended session. Only fields of `empty` are taken back, and only as text.
 */
export function useDraft<Fields extends Readonly<Record<string, string>>>(key: string, empty: Fields) {
  const [draft, setDraft] = useState<Fields>(() => stored(key, empty));
  const change = useCallback(
    (fields: Partial<Fields>) =>
      setDraft((before) => {
        const after = { ...before, ...fields };
        keep(key, after);
        return after;
      }),
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(PREFIX + key);
    setDraft(empty);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `empty` is a constant of the form
  }, [key]);
  return { draft, change, forget };
}

function stored<Fields extends Readonly<Record<string, string>>>(key: string, empty: Fields): Fields {
  const text = sessionStorage.getItem(PREFIX + key);
  if (!text) return empty;
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return empty;
  const known = Object.entries(found).filter(([name, value]) => name in empty && typeof value === 'string');
  return { ...empty, ...Object.fromEntries(known) };
}

function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // a full or forbidden store: the text is still on the screen
  }
}
