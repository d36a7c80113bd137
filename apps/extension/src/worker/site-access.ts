import { browser } from 'wxt/browser';
import { MatchPattern } from 'wxt/utils/match-patterns';
import type { SiteAccess } from '../protocol.js';
import { coversOrigin, grantedOf } from '../sites/origins.js';
import { FIRST_PLACE, readPlaces } from '../sites/places.js';
import { allSites, knownSites, type KnownSite } from '../sites/site-store.js';
import type { Site } from '../sites/site.js';

const SCRIPT = { id: 'crm', js: ['content-scripts/crm.js'] } as const;

const isLoopback = (match: string): boolean => match.startsWith('http:');
const backendMatch = `${new URL(__API_URL__).protocol}//${new URL(__API_URL__).hostname}/*`;

/** What the browser may be asked for, or what came with the installation; a demo site is no site of a production build. */
const usable = (match: string): boolean => !isLoopback(match) || match === backendMatch;

/** Origins that the browser lets us see now, the backend's among them. */
async function grantedOrigins(): Promise<readonly string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return [...new Set([backendMatch, ...origins])];
}

const grantedMatches = ({ matches }: Site, granted: readonly string[]): string[] =>
  grantedOf(matches.filter(usable), granted);

/** The sites of an address that the person has switched on; none anywhere else. The sandbox's site is the backend itself. */
export async function sitesAt(address: string): Promise<Site[]> {
  const url = URL.parse(address);
  if (!url || (url.protocol === 'http:' && url.origin !== __API_URL__)) return [];
  const [sites, granted] = await Promise.all([knownSites(), grantedOrigins()]);
  return sites.filter((site) =>
    grantedMatches(site, granted).some((match) => new MatchPattern(match).includes(url.href)),
  );
}

/** Every site that this build can show a bar on, those that are switched off too, with what the browser allows at this moment. */
export async function listSiteAccess(): Promise<SiteAccess[]> {
  const [sites, granted, places] = await Promise.all([allSites(), grantedOrigins(), readPlaces()]);
  return sites
    .filter(({ site }) => site.matches.some(usable))
    .map(({ site, from, isOff }) => ({
      id: site.id,
      name: site.name,
      system: site.system,
      matches: site.matches.filter(usable),
      granted: grantedMatches(site, granted),
      state: stateOf(site, granted),
      from,
      isOff,
      place: places[site.id] ?? FIRST_PLACE,
    }));
}

function stateOf(site: KnownSite['site'], granted: readonly string[]): SiteAccess['state'] {
  const matches = site.matches.filter(usable);
  if (matches.includes(backendMatch)) return 'always';
  const allowed = grantedMatches(site, granted);
  if (!allowed.length) return 'not-allowed';
  if (matches.some((match) => !allowed.includes(match))) return 'partly';
  // Somebody said yes to more than this site: it cannot be taken away from this one alone.
  return allowed.every((match) => granted.some((origin) => coversOrigin(match, origin))) ? 'allowed' : 'everywhere';
}

/**
 * Registers the content script for exactly what is granted, and puts it into tabs of new origins that are open already (registration
 * only affects pages loaded later; an update of the extension forgets what was registered). Safe to repeat.
 */
async function syncScripts(): Promise<void> {
  const [sites, granted] = await Promise.all([knownSites(), grantedOrigins()]);
  const matches = [...new Set(sites.flatMap((site) => grantedMatches(site, granted)))];
  const [known] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
  if (!matches.length) {
    if (known) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
    return;
  }
  const script = { ...SCRIPT, js: [...SCRIPT.js], matches, runAt: 'document_idle', allFrames: false } as const;
  if (known) await browser.scripting.updateContentScripts([{ ...script, js: [...SCRIPT.js] }]);
  else await browser.scripting.registerContentScripts([{ ...script, js: [...SCRIPT.js], persistAcrossSessions: true }]);
  // Where it runs already a second copy would take the first one's place, and with it the answer somebody is reading.
  await injectInto(matches.filter((match) => !known?.matches?.includes(match)));
}

async function injectInto(matches: string[]): Promise<void> {
  if (!matches.length) return;
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
