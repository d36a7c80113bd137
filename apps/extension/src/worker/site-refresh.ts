import { CrmSites, ListCrmSites } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { keepOrganisationSites, organisationSites, type OrganisationSites } from '../sites/site-store.js';
import { Site } from '../sites/site.js';
import { ApiFailure, type Api } from './api.js';

/** A switched-off site is off everywhere this long after the admin said so, wherever a record page is opened. */
export const FRESH_FOR_MS = 10 * 60_000;

const Envelope = z.object({ sites: z.array(z.unknown()), off: CrmSites.shape.off });

/**
 * What of an answer can be used. A site that this version does not understand (a newer server's, or a broken one) stays as it was
 * last understood; null, and nothing changes, when the answer as a whole makes no sense.
 */
export function understood(
  answer: unknown,
  before: Pick<OrganisationSites, 'sites'> | null,
): Pick<OrganisationSites, 'sites' | 'off'> | null {
  const read = Envelope.safeParse(answer);
  if (!read.success) return null;
  const sites = read.data.sites.flatMap((given) => {
    const site = Site.safeParse(given);
    if (site.success) return [site.data];
    const id = typeof given === 'object' && given && 'id' in given ? given.id : null;
    return before?.sites.filter((known) => known.id === id) ?? [];
  });
  return { sites, off: read.data.off };
}

export type Refreshed = 'changed' | 'same' | 'unreachable';

/**
 * Asks the organisation which sites there are; nothing about any page is sent. What was known stays when nobody answers or nobody
 * is signed in, except another organisation's.
 */
export async function refreshSites(api: Api, tenantId: () => Promise<string>): Promise<Refreshed> {
  try {
    const [tenant, stored] = [await tenantId(), await organisationSites()];
    const before = stored?.tenantId === tenant ? stored : null;
    if (stored && !before) await keepOrganisationSites(null);
    const answer = await api.unlessSame(ListCrmSites, {}, before?.etag ?? null);
    await browser.storage.session.set({ sitesAskedAt: Date.now() });
    const now = answer === 'same' ? before : understood(answer.body, before);
    if (!now || answer === 'same') return 'same';
    const kept = { tenantId: tenant, etag: answer.etag, ...now };
    await keepOrganisationSites(kept);
    return JSON.stringify({ ...stored, etag: null }) === JSON.stringify({ ...kept, etag: null }) ? 'same' : 'changed';
  } catch (error) {
    if (error instanceof ApiFailure) return 'unreachable';
    throw error;
  }
}

/** True when the last answer is older than `FRESH_FOR_MS`, or this browser session has none. Machine time. */
export async function isDue(): Promise<boolean> {
  const { sitesAskedAt } = await browser.storage.session.get('sitesAskedAt');
  return typeof sitesAskedAt !== 'number' || Date.now() - sitesAskedAt > FRESH_FOR_MS;
}
