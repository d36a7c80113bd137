import type { Site } from './site.js';

/** A customer's record in another system; `recordId` is normalised, so that one record has one key. */
export interface RecordRef {
  readonly system: string;
  readonly recordId: string;
}

export interface SiteRecord extends RecordRef {
  readonly site: Site;
  /** `site:record`, the identity the bar follows. */
  readonly key: string;
}

/** The record an address shows, by the first site and rule that fit; null on every other page. Never throws. */
export function recordAt(sites: readonly Site[], address: string): SiteRecord | null {
  const url = URL.parse(address);
  if (!url) return null;
  for (const site of sites) {
    const raw = idIn(site, url);
    const recordId = raw && normaliseId(raw, site.ids);
    if (recordId) return { site, system: site.system, recordId, key: `${site.id}:${recordId}` };
  }
  return null;
}

function idIn(site: Site, url: URL): string | null {
  for (const rule of site.records) {
    const hit = new RegExp(rule.path).exec(url.pathname + url.hash);
    const asked = Object.entries(rule.query ?? {});
    if (!hit || asked.some(([name, value]) => url.searchParams.get(name) !== value)) continue;
    const id = rule.id_param ? url.searchParams.get(rule.id_param) : hit.groups?.['id'];
    if (id) return id;
  }
  return null;
}

/** One spelling per record; null when the text cannot be an id of that kind. */
export function normaliseId(raw: string, kind: Site['ids']): string | null {
  if (kind === 'as-is') return raw;
  if (kind === 'guid') {
    const guid = raw.replace(/[{}]/g, '').toLowerCase();
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid) ? guid : null;
  }
  if (!/^[A-Za-z0-9]+$/.test(raw)) return null;
  return raw.length === 15 ? raw + salesforceSuffix(raw) : raw.length === 18 ? raw : null;
}

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The three characters that make a 15-character Salesforce id safe where case is lost: for each block of five, one bit per
 * upper-case letter, least significant first (Salesforce help, "Convert 15-character IDs to 18").
 */
function salesforceSuffix(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const bits = [...id.slice(start, start + 5)].reduce(
        (sum, char, at) => sum + (/[A-Z]/.test(char) ? 1 << at : 0),
        0,
      );
      return SUFFIX.charAt(bits);
    })
    .join('');
}
