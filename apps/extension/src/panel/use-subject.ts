import { useCallback, useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage, type Subject } from '../protocol.js';
import { readSubject, watchSubject } from '../subject-store.js';

/** The tab beside which the panel stands: the one it was opened for, else whichever is in front of its window. */
export function useTab(openedFor: number | null): number | null {
  const [inFront, setInFront] = useState<number | null>(null);
  useEffect(() => {
    if (openedFor !== null) return;
    const look = (): void => {
      void browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => setInFront(tab?.id ?? null));
    };
    look();
    browser.tabs.onActivated.addListener(look);
    return () => browser.tabs.onActivated.removeListener(look);
  }, [openedFor]);
  return openedFor ?? inFront;
}

/**
 * What the panel is about: what was asked for last, and from then on the record that the tab shows. The worker notes each record
 * (worker/shown.ts); the page itself is asked what it is called now. When the sign-in ends the worker forgets it; the panel does not, so
 * that whoever signs in again goes on where they were: `era` is another one then, and everything is asked anew.
 */
export function useSubject(tabId: number | null): { subject: Subject | null; isAsked: boolean; era: number } {
  const [found, setFound] = useState<{ tabId: number; subject: Subject | null } | null>(null);
  const [era, setEra] = useState(0);
  const put = useCallback((subject: Subject | null) => tabId !== null && setFound({ tabId, subject }), [tabId]);
  useEffect(() => {
    if (tabId === null) return;
    let isCurrent = true;
    const follow = async (): Promise<void> => {
      const shown = await shownIn(tabId);
      if (isCurrent && shown)
        setFound((known) =>
          isSame(known?.subject ?? null, shown) ? known : { tabId, subject: sameTab(known?.subject, shown) },
        );
    };
    void readSubject(tabId).then(async (stored) => {
      if (isCurrent) put(stored ?? (await shownIn(tabId)));
    });
    const stop = watchSubject(tabId, (subject) => (subject ? put(subject) : setEra((before) => before + 1)));
    const key = `shown:${tabId}`;
    const listener = (changes: Record<string, { newValue?: unknown }>): void => {
      if (changes[key]?.newValue) void follow();
    };
    browser.storage.session.onChanged.addListener(listener);
    return () => {
      isCurrent = false;
      stop();
      browser.storage.session.onChanged.removeListener(listener);
    };
  }, [tabId, put]);
  const current = found?.tabId === tabId ? found : null;
  return { subject: current?.subject ?? null, isAsked: current !== null, era };
}

/** Null where no record is shown, and where no script of ours is. */
async function shownIn(tabId: number): Promise<Subject | null> {
  try {
    const subject = await sendMessage('subject', undefined, tabId);
    return subject && { ...subject, isFollowed: true };
  } catch {
    return null;
  }
}

const isSame = (known: Subject | null, shown: Subject): boolean =>
  known?.record?.system === shown.record?.system && known?.record?.recordId === shown.record?.recordId;

/** Whoever reads briefs goes on reading briefs. */
const sameTab = (known: Subject | null | undefined, shown: Subject): Subject =>
  known?.tab ? { ...shown, tab: known.tab } : shown;
