import { useCallback, useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage, type SiteAccess } from '../protocol.js';

/** Every site with what the browser allows at this moment; follows permissions, the bar's places and what the worker learns. */
export function useSites(): { readonly sites: readonly SiteAccess[] | null; readonly reload: () => void } {
  const [sites, setSites] = useState<readonly SiteAccess[] | null>(null);
  const reload = useCallback(() => void sendMessage('siteAccess', undefined).then(setSites), []);
  useEffect(() => {
    reload();
    void sendMessage('refreshSites', undefined);
    browser.permissions.onAdded.addListener(reload);
    browser.permissions.onRemoved.addListener(reload);
    browser.storage.local.onChanged.addListener(reload);
    return () => {
      browser.permissions.onAdded.removeListener(reload);
      browser.permissions.onRemoved.removeListener(reload);
      browser.storage.local.onChanged.removeListener(reload);
    };
  }, [reload]);
  return { sites, reload };
}

/** Sites the person uses come first, then those made for them, then all others by name. */
export function inOrder(sites: readonly SiteAccess[]): { readonly mine: SiteAccess[]; readonly others: SiteAccess[] } {
  const byName = sites.toSorted((one, other) => one.name.localeCompare(other.name));
  const isMine = ({ state, from, place, isOff }: SiteAccess): boolean =>
    state !== 'not-allowed' || from !== 'built-in' || place.isHidden || isOff;
  return { mine: byName.filter(isMine), others: byName.filter((site) => !isMine(site)) };
}
