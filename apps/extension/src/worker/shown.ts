import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { RecordRef } from '../sites/record.js';
import { lastAnswer } from './last-answers.js';

const keyOf = (tabId: number): string => `shown:${tabId}`;
const Shown = z.object({ system: z.string(), recordId: z.string() });

/** The record a tab shows now; an open panel watches the key. Kept in memory only. */
export async function saveShown(tabId: number, record: RecordRef | null): Promise<void> {
  if (record) await browser.storage.session.set({ [keyOf(tabId)]: record });
  else await browser.storage.session.remove(keyOf(tabId));
}

async function shownIn(tabId: number): Promise<RecordRef | null> {
  const stored = await browser.storage.session.get(keyOf(tabId));
  const parsed = Shown.safeParse(stored[keyOf(tabId)]);
  return parsed.success ? parsed.data : null;
}

/** The customer of this tab's record, when somebody asked and the answer was that nobody covers; else empty. Asks nobody. */
export async function gapOn(tabId: number): Promise<string> {
  const record = await shownIn(tabId);
  const last = record && (await lastAnswer(record));
  return last?.view.state === 'gap' ? last.view.title : '';
}

/** A closed tab shows nothing. */
export function forgetClosedTabs(): void {
  browser.tabs.onRemoved.addListener((tabId) => {
    void browser.storage.session.remove([keyOf(tabId), `subject:${tabId}`]);
  });
}
