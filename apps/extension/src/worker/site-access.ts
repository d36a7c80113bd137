import { browser } from 'wxt/browser';
import { MatchPattern } from 'wxt/utils/match-patterns';
import type { SiteAccess } from '../protocol.js';
import { knownSites } from '../sites/site-store.js';
import type { Site } from '../sites/site.js';

const SCRIPT = { id: 'crm', js: ['content-scripts/crm.js'] } as const;

const isLoopback = (match: string): boolean => match.startsWith('http:');
const backendMatch = `${new URL(__API_URL__).protocol}//${new URL(__API_URL__).hostname}/*`;

/** What the browser may be asked for, or what came with the installation; a demo site is no site of a production build. */
const usable = (match: string): boolean => !isLoopback(match) || match === backendMatch;

async function grantedMatches(site: Site): Promise<string[]> {
  const asked = site.matches.filter(usable).map(async (match) => {
    const granted = match === backendMatch || (await browser.permissions.contains({ origins: [match] }));
    return granted ? [match] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** The sites of an address that the person has switched on; none anywhere else. The sandbox's site is the backend itself. */
export async function sitesAt(address: string): Promise<Site[]> {
  const url = URL.parse(address);
  if (!url || (url.protocol === 'http:' && url.origin !== __API_URL__)) return [];
  const found = (await knownSites()).map(async (site) => {
    const matches = await grantedMatches(site);
    return matches.some((match) => new MatchPattern(match).includes(url.href)) ? [site] : [];
  });
  return (await Promise.all(found)).flat();
}

export async function listSiteAccess(): Promise<SiteAccess[]> {
  const sites = (await knownSites()).filter(({ matches }) => matches.some(usable));
  return Promise.all(
    sites.map(async (site) => {
      const matches = site.matches.filter(usable);
      const granted = await grantedMatches(site);
      const state = matches.includes(backendMatch)
        ? 'always'
        : granted.length === matches.length
          ? 'allowed'
          : 'not-allowed';
      return { id: site.id, name: site.name, matches, state } as const;
    }),
  );
}

/**
 * Registers the content script for exactly what is granted, and puts it into tabs that are open already (registration only
 * affects pages loaded later; a newer script ends an older one). Safe to repeat.
 */
async function syncScripts(): Promise<void> {
  const matches = [...new Set((await Promise.all((await knownSites()).map(grantedMatches))).flat())];
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  if (!matches.length) {
    if (known.length) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
    return;
  }
  const script = { ...SCRIPT, js: [...SCRIPT.js], matches, runAt: 'document_idle', allFrames: false } as const;
  if (known.length) await browser.scripting.updateContentScripts([{ ...script, js: [...SCRIPT.js] }]);
  else await browser.scripting.registerContentScripts([{ ...script, js: [...SCRIPT.js], persistAcrossSessions: true }]);
  await injectInto(matches);
}

async function injectInto(matches: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: matches });
  const injected = tabs.map(({ id }) =>
    id === undefined
      ? null
      : browser.scripting.executeScript({ target: { tabId: id }, files: ['/content-scripts/crm.js'] }),
  );
  // A tab may be gone, asleep or an error page by now; it gets the script when it loads again.
  await Promise.allSettled(injected);
}

let last: Promise<void> = Promise.resolve();
/** One after the other: install, start-up and permission events can come together. */
export const syncContentScripts = (): Promise<void> => (last = last.then(syncScripts, syncScripts));
