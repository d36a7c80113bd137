import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import { originOf, siteAt } from '../sites/origins.js';

/** On a site that no bar can be on yet: the way to it. Nothing where one is, was hidden, or an admin wants none. */
export function AddHere({ url }: { readonly url: string }) {
  const [isMissing, setMissing] = useState(false);
  useEffect(() => void mayBeAdded(url).then(setMissing), [url]);
  if (!isMissing) return null;
  return (
    <p className="m-0 flex items-center gap-2 text-xs text-ink-2">
      <span className="clip flex-1">{say('popup.noBar')}</span>
      <button type="button" className="link" onClick={() => void addInOptions(url)}>
        {say('popup.addSite')}
      </button>
    </p>
  );
}

async function mayBeAdded(url: string): Promise<boolean> {
  if (!originOf(url) || URL.parse(url)?.origin === __API_URL__) return false;
  const known = siteAt(await sendMessage('siteAccess', undefined), url);
  return !known || (known.state === 'not-allowed' && !known.isOff && !known.place.isHidden);
}

async function addInOptions(url: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`/options.html?add=${encodeURIComponent(url)}#sites`) });
  window.close();
}
