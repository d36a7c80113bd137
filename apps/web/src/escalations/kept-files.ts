import { useSyncExternalStore } from 'react';
import { placeOfDraft } from '../drafts/drafts.js';
import { useMe } from '../session/session.js';

/** A file that waits to go with an escalation. Its key is its Idempotency-Key: sent again it arrives once. */
export interface KeptFile {
  readonly key: string;
  readonly file: File;
}

const kept = new Map<string, readonly KeptFile[]>();
const listeners = new Set<() => void>();
const NONE: readonly KeptFile[] = [];

/**
 * The files of a draft. Browsers keep no files over a reload; here they survive closing the dialog, going to another page and
 * signing in again, as long as the page itself is not left.
 */
export function useKeptFiles(key: string) {
  const draft = placeOfDraft(useMe().user.id, key);
  const files = useSyncExternalStore(listen, () => kept.get(draft) ?? NONE);
  const put = (next: readonly KeptFile[]) => {
    if (next.length > 0) kept.set(draft, next);
    else kept.delete(draft);
    for (const tell of listeners) tell();
  };
  return {
    files,
    add: (added: readonly File[]) => put([...files, ...added.map((file) => ({ key: crypto.randomUUID(), file }))]),
    remove: (key: string) => put(files.filter((one) => one.key !== key)),
    forget: () => put(NONE),
  };
}

/** The names of the files that wait in this person's drafts. */
export const namesOfKeptFiles = (userId: string): readonly string[] =>
  [...kept].flatMap(([draft, files]) =>
    draft.startsWith(placeOfDraft(userId, '')) ? files.map(({ file }) => file.name) : [],
  );

/** The files of every draft, gone: their person signed out. */
export function forgetKeptFiles(): void {
  kept.clear();
  for (const tell of listeners) tell();
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
