import { browser } from 'wxt/browser';
import { say } from '../say.js';
import type { RecordRef } from '../sites/record.js';
import { Days } from '../view/days.js';
import type { WhoView } from '../view/who-view.js';

interface Remembered {
  readonly view: WhoView;
  readonly at: string;
}

const keyOf = ({ system, recordId }: RecordRef): string => `answer:${system}:${recordId}`;

/** Kept in memory until the browser closes, for the bar without a connection; gone with the sign-in. */
export async function rememberAnswer(record: RecordRef, view: WhoView): Promise<void> {
  const remembered: Remembered = { view, at: new Date().toISOString() };
  await browser.storage.session.set({ [keyOf(record)]: remembered });
}

/** The last answer and the machine's time of it, "10:02". */
export async function lastAnswer(record: RecordRef): Promise<{ view: WhoView; time: string } | null> {
  const key = keyOf(record);
  const stored = await browser.storage.session.get<Record<string, Remembered | undefined>>(key);
  const found = stored[key];
  if (!found) return null;
  const days = new Days(say('languageTag'), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return { view: found.view, time: days.time(found.at) };
}
