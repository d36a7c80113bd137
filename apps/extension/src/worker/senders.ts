import type { Browser } from 'wxt/browser';
import { browser } from 'wxt/browser';
import type { RecordRef } from '../sites/record.js';
import { sitesAt } from './site-access.js';

type Sender = Browser.runtime.MessageSender;

class ForeignSender extends Error {
  constructor(sender: Sender) {
    super(`message from ${sender.origin ?? 'nowhere'} refused`);
    this.name = 'ForeignSender';
  }
}

const isOurs = (sender: Sender): boolean => sender.id === browser.runtime.id;

/** True for popup, side panel and options: pages of this extension, by the address the browser vouches for. */
export const isOwnPage = (sender: Sender): boolean =>
  isOurs(sender) && (sender.url ?? '').startsWith(browser.runtime.getURL('/'));

/** Throws unless the message comes from a page of this extension. */
export function requireOwnPage(sender: Sender): void {
  if (!isOwnPage(sender)) throw new ForeignSender(sender);
}

/** True for our content script in the top frame of a site the person has switched on, at this moment. */
export async function isRecordPage(sender: Sender): Promise<boolean> {
  return isOurs(sender) && !!sender.tab && sender.frameId === 0 && (await sitesAt(sender.url ?? '')).length > 0;
}

/** Throws unless the message comes from a page of this extension or from our script on a site that is switched on. */
export async function requireKnown(sender: Sender): Promise<void> {
  if (!isOwnPage(sender) && !(await isRecordPage(sender))) throw new ForeignSender(sender);
}

/**
 * Throws unless a page of this extension asks, or our script on a site that is switched on, about a record of that very site: a page of one
 * CRM learns nothing of another's records.
 */
export async function requireRecordOf(sender: Sender, { system }: RecordRef): Promise<void> {
  if (isOwnPage(sender)) return;
  await requireKnown(sender);
  const sites = await sitesAt(sender.url ?? '');
  const isTheirs = sites.some((site) => site.system === system || site.records.some((rule) => rule.system === system));
  if (!isTheirs) throw new ForeignSender(sender);
}
