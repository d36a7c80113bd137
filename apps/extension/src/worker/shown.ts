import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { RecordRef } from '../sites/record.js';
import { lastAnswer } from './last-answers.js';

const keyOf = (tabId: number): string => `shown:${tabId}`;
const behindKey = ({ system, recordId }: RecordRef): string => `behind:${system}:${recordId}`;
const Ref = z.object({ system: z.string(), recordId: z.string() });

/** The record a tab shows now; an open panel watches the key. Kept in memory only. */
export async function saveShown(tabId: number, record: RecordRef | null): Promise<void> {
  if (record) await browser.storage.session.set({ [keyOf(tabId)]: record });
  else await browser.storage.session.remove(keyOf(tabId));
}

/**
 * Whose record was asked for on a page that shows `shown`: answers are the customer's, while a tab shows a ticket, a deal or a person.
 * Kept in memory only, and gone with the sign-in, as the answers are.
 */
export async function noteCustomerBehind(shown: RecordRef, customer: RecordRef): Promise<void> {
  await browser.storage.session.set({ [behindKey(shown)]: customer });
}

async function readRef(key: string): Promise<RecordRef | null> {
  const stored = await browser.storage.session.get(key);
  const parsed = Ref.safeParse(stored[key]);
  return parsed.success ? parsed.data : null;
}

/** The customer of this tab's record, when somebody asked and the answer was that nobody covers; else empty. Asks nobody. */
export async function gapOn(tabId: number): Promise<string> {
  const shown = await readRef(keyOf(tabId));
  const record = shown && (await readRef(behindKey(shown)));
  const last = record && (await lastAnswer(record));
  return last?.view.state === 'gap' ? last.view.title : '';
}

/** A closed tab shows nothing. */
export function forgetClosedTabs(): void {
  browser.tabs.onRemoved.addListener((tabId) => {
    void browser.storage.session.remove([keyOf(tabId), `subject:${tabId}`]);
  });
}
