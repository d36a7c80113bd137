import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findAtomic } from '../../tools/test/find-atomic.mjs';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');

/** The part of a site's data (libs/contracts/src/built-in-crm-sites.json) that the tests read. */
export interface SiteData {
  readonly id: string;
  readonly system: string;
  readonly matches: readonly string[];
}

/** A CRM that the suite of extension-atomic.e2e.spec.ts runs on. */
export interface CrmUnderTest {
  readonly name: string;
  /** Records of customers, two at least; each with the key the bar must have, where it is known beforehand. */
  readonly records: readonly { readonly address: string; readonly key?: string }[];
  /** A page of it that links to these records and is none itself; null where it is not known. */
  readonly list: string | null;
  /** What the browser has to allow. */
  readonly origins: readonly string[];
  /** Of a site that is not built in. */
  readonly ownSite?: SiteData;
  /** What the pages must hold before they are looked at; their own errors are not ours, where the CRM is somebody else's. */
  readonly isOurs: boolean;
  /** Answers its addresses, where it is not on the network. */
  serve?(context: BrowserContext): Promise<void>;
}

export const builtInSites = (): readonly SiteData[] =>
  JSON.parse(readFileSync(path.join(WORKSPACE, 'libs/contracts/src/built-in-crm-sites.json'), 'utf8'));

/** npm's atomic-crm on the host of its own demo; null where the test run could not bundle it (tools/test/provide-atomic.mjs). */
export function atomicCrm(): CrmUnderTest | null {
  const bundle = findAtomic(WORKSPACE);
  if (!bundle) return null;
  const site = builtInSites().find(({ id }) => id === 'atomic-crm');
  const [origin] = site?.matches ?? [];
  if (!site || !origin) throw new Error('Atomic CRM is no built-in site');
  const home = origin.replace('/*', '/atomic-crm-demo/');
  return {
    name: 'Atomic CRM',
    records: [1, 2, 3, 4].map((id) => ({ address: `${home}#/companies/${id}/show`, key: `${site.id}:${id}` })),
    // the first ones, by id: names are made up anew at each load
    list: `${home}#/companies?perPage=10&page=1&sort=id&order=ASC`,
    origins: site.matches,
    isOurs: true,
    serve: async (context) => {
      const files = { 'main.js': 'text/javascript', 'main.css': 'text/css', '': 'text/html' };
      await context.route(`${home}**`, (route) => {
        const asked = new URL(route.request().url()).pathname.slice(new URL(home).pathname.length);
        const [file, contentType] = Object.entries(files).find(([name]) => name === asked) ?? [];
        if (file === undefined) return route.fulfill({ status: 404, body: '' });
        return route.fulfill({ contentType, path: path.join(bundle, file || 'index.html') });
      });
    },
  };
}

/**
 * A CRM of one's own, for running the suite by hand (README, "Working on it"): CRM_URL holds the addresses of two or more
 * customers' records, with blanks between; CRM_SITE a file with the site's data, as the picker exports it, when it is not built in.
 */
export function crmByHand(env: NodeJS.ProcessEnv = process.env): CrmUnderTest | null {
  const addresses = env['CRM_URL']?.split(/\s+/).filter(Boolean) ?? [];
  if (addresses.length === 0) return null;
  if (addresses.length < 2)
    throw new Error('CRM_URL needs the addresses of two customers at least, with a blank between');
  const ownSite = env['CRM_SITE'] ? (JSON.parse(readFileSync(env['CRM_SITE'], 'utf8')) as SiteData) : null;
  const sites = ownSite ? [ownSite] : builtInSites();
  return {
    name: new URL(addresses[0] ?? '').host,
    records: addresses.map((address) => ({ address })),
    list: null,
    origins: [...new Set(sites.flatMap(({ matches }) => matches).filter((match) => match.startsWith('https:')))],
    ...(ownSite ? { ownSite } : {}),
    isOurs: false,
  };
}
