import { useEffect, useState } from 'react';
import { browser, type Browser } from 'wxt/browser';
import { sendMessage, type PageRef, type PanelTab, type Subject } from '../protocol.js';
import { panelPath, saveSubject } from '../subject-store.js';
import type { CustomerHit } from '../worker/answers.js';

export interface ActiveTab {
  readonly id: number;
  readonly page: PageRef;
  /** The page shows a record of a CRM: then it is that one unless somebody picked a customer. */
  readonly shown: Subject | null;
}

/** The tab the popup was opened over; its title and address are ours to read because the person clicked (activeTab). */
export function useActiveTab(): ActiveTab | null {
  const [tab, setTab] = useState<ActiveTab | null>(null);
  useEffect(() => {
    void browser.tabs.query({ active: true, currentWindow: true }).then(async ([found]) => {
      const active = found && asActive(found);
      if (!active) return;
      setTab(active);
      const shown = await sendMessage('subject', undefined, active.id).catch(() => null);
      if (shown) setTab({ ...active, shown });
    });
  }, []);
  return tab;
}

const asActive = ({ id, url = '', title = '' }: Browser.tabs.Tab): ActiveTab | null =>
  id === undefined
    ? null
    : {
        id,
        page: { url: /^https?:/.test(url) ? url.slice(0, 2000) : '', title: title.slice(0, 1000), name: '' },
        shown: null,
      };

/** `open` comes first, in the turn of the click; the panel waits for its subject. Without a side panel it is a window of its own. */
export function openPanelFor({ id, page, shown }: ActiveTab, customer: CustomerHit | null, tab: PanelTab): void {
  const path = panelPath(id);
  const opened = openBeside(id, path);
  const subject: Subject = customer || !shown ? { record: null, customer, page, tab } : { ...shown, tab };
  void saveSubject(id, subject)
    .then(() => opened)
    .catch(() => browser.windows.create({ url: browser.runtime.getURL(path), type: 'popup', width: 400, height: 760 }))
    .then(() => window.close());
}

async function openBeside(tabId: number, path: ReturnType<typeof panelPath>): Promise<void> {
  const enabled = browser.sidePanel.setOptions({ tabId, path, enabled: true });
  await Promise.all([enabled, browser.sidePanel.open({ tabId })]);
}
