import { useCallback, useState } from 'react';
import { Draft } from './draft.js';

const PREFIX = 'understudy-sandbox-draft:';

function stored(key: string): Draft | null {
  try {
    const found = Draft.safeParse(JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null; // storage switched off, or not our text: there is no draft
  }
}

function store(key: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // storage switched off: the draft lasts until the page is loaded again
  }
}

/** The draft of a person in one place (a thread, or a new e-mail): it stays with its thread until it is sent or thrown away. */
export function useDraft(email: string, place: string) {
  const key = `${email}:${place}`;
  const [held, setHeld] = useState({ key, draft: stored(key) });
  const draft = held.key === key ? held.draft : stored(key);
  const setDraft = useCallback(
    (next: Draft | null) => {
      store(key, next);
      setHeld({ key, draft: next });
    },
    [key],
  );
  return { draft, setDraft };
}
