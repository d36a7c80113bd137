import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { BUILT_IN_SITES, Site } from './site.js';

/** What the organisation says about sites, as last fetched and checked (GET /api/crm-sites). */
const OrganisationSites = z.object({
  tenantId: z.string(),
  /** What the server calls this state of it; sent along, so that nothing comes back when nothing changed. */
  etag: z.nullable(z.string()),
  sites: z.array(Site),
  /** Ids of sites that an admin has switched off, built-in ones included. */
  off: z.array(z.string()),
});
export type OrganisationSites = z.infer<typeof OrganisationSites>;

/** A site that this computer's person made by pointing, and nobody else has yet. */
const OwnSites = z.array(Site);

/** Null where nothing was fetched yet, or an older extension left something else. */
export async function organisationSites(): Promise<OrganisationSites | null> {
  const { organisationSites: stored } = await browser.storage.local.get('organisationSites');
  const read = OrganisationSites.safeParse(stored);
  return read.success ? read.data : null;
}

export async function keepOrganisationSites(sites: OrganisationSites | null): Promise<void> {
  if (sites) await browser.storage.local.set({ organisationSites: sites });
  else await browser.storage.local.remove('organisationSites');
}

export async function ownSites(): Promise<Site[]> {
  const { ownSites: stored } = await browser.storage.local.get('ownSites');
  const read = OwnSites.safeParse(stored);
  return read.success ? read.data : [];
}

export async function keepOwnSites(sites: readonly Site[]): Promise<void> {
  await browser.storage.local.set({ ownSites: sites });
}

/** Where a site comes from; a site of the organisation stands in for the built-in one of the same id, one's own for both. */
export type SiteOrigin = 'built-in' | 'organisation' | 'own';
export interface KnownSite {
  readonly site: Site;
  readonly from: SiteOrigin;
  /** An admin has switched it off for everybody: no bar, whatever the browser allows. */
  readonly isOff: boolean;
}

/** Every site there is, switched off or not, those made here first; each id once. */
export async function allSites(): Promise<KnownSite[]> {
  const [organisation, own] = await Promise.all([organisationSites(), ownSites()]);
  return mergeSites(BUILT_IN_SITES, organisation, own);
}

/** The sites on which a bar may appear, as far as the organisation is concerned. */
export async function knownSites(): Promise<readonly Site[]> {
  return (await allSites()).filter(({ isOff }) => !isOff).map(({ site }) => site);
}

export function mergeSites(
  builtIn: readonly Site[],
  organisation: Pick<OrganisationSites, 'sites' | 'off'> | null,
  own: readonly Site[],
): KnownSite[] {
  const off = new Set(organisation?.off);
  const from = (sites: readonly Site[], origin: SiteOrigin): KnownSite[] =>
    sites.map((site) => ({ site, from: origin, isOff: off.has(site.id) }));
  const all = [...from(own, 'own'), ...from(organisation?.sites ?? [], 'organisation'), ...from(builtIn, 'built-in')];
  return all.filter(({ site }, at) => all.findIndex((other) => other.site.id === site.id) === at);
}
