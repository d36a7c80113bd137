import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Subject } from '../protocol.js';
import { panelPath, saveSubject } from '../subject-store.js';

const text = (max: number) => z.string().check(z.maxLength(max));
/** A content script lives beside the page's own code: what it sends is parsed, not believed. */
export const RecordRefShape = z.strictObject({ system: text(60), recordId: text(200) });
export const AskedShape = z.strictObject({ record: RecordRefShape, shown: RecordRefShape });
export const SubjectShape = z.strictObject({
  record: z.nullable(RecordRefShape),
  // only our popup knows customers; a record page sends null
  customer: z.null(),
  page: z.strictObject({ url: text(2000), title: text(1000), name: text(500) }),
  tab: z.optional(z.enum(['brief', 'escalate', 'escalations', 'link'])),
  text: z.optional(text(5000)),
});

/**
 * Opens the form for a tab. `open` must run in the very turn of the click's message, before anything is awaited, or the
 * browser forgets the click; `more` is what had to be asked first. Where there is no side panel (or no gesture) the same page opens as a window of its own: never a
 * frame inside the CRM's page, which that page could cover or watch.
 */
export async function openPanel(tabId: number, subject: Subject, more: Promise<Subject> | null = null): Promise<void> {
  const path = panelPath(tabId);
  const opened = openBeside(tabId, path);
  await saveSubject(tabId, more ? await more : subject);
  try {
    await opened;
  } catch {
    await browser.windows.create({ url: browser.runtime.getURL(path), type: 'popup', width: 400, height: 760 });
  }
}

async function openBeside(tabId: number, path: string): Promise<void> {
  const enabled = browser.sidePanel.setOptions({ tabId, path, enabled: true });
  await Promise.all([enabled, browser.sidePanel.open({ tabId })]);
}
