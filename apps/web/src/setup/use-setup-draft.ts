import { useCallback, useState } from 'react';
import { placeOfDraft } from '../drafts/drafts.js';
import { useMe } from '../session/session.js';
import { EMPTY, readDraft, type SetupDraft } from './setup-draft.js';

/**
 * The choices of a set-up, kept on this computer until it is saved, thrown away or its person signs out: closing the window loses
 * nothing. One per person and absence, so that somebody else who signs in here does not find it.
 */
export function useSetupDraft(key: string) {
  const name = placeOfDraft(useMe().user.id, `setup:${key}`);
  const [draft, setDraft] = useState<SetupDraft>(() => readDraft(localStorage.getItem(name), Date.now()) ?? EMPTY);
  const change = useCallback(
    (fields: Partial<SetupDraft>) =>
      setDraft((before) => {
        const after = { ...before, ...fields, savedAt: Date.now() };
        try {
          localStorage.setItem(name, JSON.stringify(after));
        } catch {
          // a full or forbidden store: the choices are still on the screen
        }
        return after;
      }),
    [name],
  );
  const forget = useCallback(() => {
    localStorage.removeItem(name);
    setDraft(EMPTY);
  }, [name]);
  return { draft, change, forget };
}
