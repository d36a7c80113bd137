import { browser, type PublicPath } from 'wxt/browser';
import type { Subject } from './protocol.js';

const keyOf = (tabId: number): `subject:${number}` => `subject:${tabId}`;

/** The panel's address for a tab; the tab tells it whose record it shows. */
export const panelPath = (tabId: number): PublicPath => `/sidepanel.html?tab=${tabId}` as PublicPath;

export async function saveSubject(tabId: number, subject: Subject): Promise<void> {
  await browser.storage.session.set({ [keyOf(tabId)]: subject });
}

export async function readSubject(tabId: number): Promise<Subject | null> {
  const key = keyOf(tabId);
  const stored = await browser.storage.session.get<Record<string, Subject | undefined>>(key);
  return stored[key] ?? null;
}

/** Calls back when the person escalates another record from the same tab. Returns how to stop. */
export function watchSubject(tabId: number, changed: (subject: Subject | null) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>): void => {
    const change = changes[keyOf(tabId)];
    if (change) changed((change.newValue as Subject | undefined) ?? null);
  };
  browser.storage.session.onChanged.addListener(listener);
  return () => browser.storage.session.onChanged.removeListener(listener);
}
