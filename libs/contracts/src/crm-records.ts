import type { CrmSite as Site } from './crm-site.js';

/** The part of URL that is read. Contracts are typed for any runtime, and every one of them has it. */
interface Address {
  readonly pathname: string;
  readonly hash: string;
  readonly searchParams: { get(name: string): string | null };
  toString(): string;
}
declare const URL: { parse(address: string, base?: string): Address | null };

/**
 * Signs of an address's path and fragment, or of a name, that a site's pattern is tried on; longer ones are no record. crm-pattern.ts judges patterns by what they cost on so many; here, because content
 * scripts count, too, and carry nothing of that.
 */
export const LONGEST_MATCHED = 2_000;

/** A record in another system; `recordId` is normalised, so that one record has one key. */
export interface RecordRef {
  readonly system: string;
  readonly recordId: string;
}

export interface SiteRecord extends RecordRef {
  readonly site: Site;
  /** `site:record`, the identity the bar follows; of a ticket or another record with ids of its own `site:system:record`. */
  readonly key: string;
  /** False for what only belongs to a customer: a ticket, a deal, a person. Only customers are linked by their record. */
  readonly isCustomer: boolean;
}

type Rule = Site['records'][number];

/**
 * The record an address shows, by the first site and rule that fit; null on every other page, and where path and fragment are longer
 * than `LONGEST_MATCHED`. Never throws.
 */
export function recordAt(sites: readonly Site[], address: string): SiteRecord | null {
  const url = URL.parse(address);
  if (!url) return null;
  for (const site of sites) {
    for (const rule of site.records) {
      const raw = idBy(rule, url);
      const recordId = raw && normaliseId(raw, site.ids);
      if (recordId) return recordOf(site, rule.system ?? site.system, recordId);
    }
  }
  return null;
}

function recordOf(site: Site, system: string, recordId: string): SiteRecord {
  const isCustomer = system === site.system;
  return { site, system, recordId, isCustomer, key: `${site.id}:${isCustomer ? '' : `${system}:`}${recordId}` };
}

function idBy(rule: Rule, page: Address): string | null {
  const url = addressBy(rule, page);
  const hit = url && matchOf(rule.path, url.pathname + url.hash);
  if (!hit) return null;
  const asked = Object.entries(rule.query ?? {});
  if (asked.some(([name, value]) => url.searchParams.get(name) !== value)) return null;
  return (rule.id_param ? url.searchParams.get(rule.id_param) : hit.groups?.['id']) ?? null;
}

function addressBy(rule: Rule, page: Address): Address | null {
  if (!rule.address_param) return page;
  const named = page.searchParams.get(rule.address_param);
  return named ? URL.parse(named, page.toString()) : null;
}

/** Nothing of a longer text: what is cut off could be the rest of an id. */
const matchOf = (pattern: string, text: string): RegExpExecArray | null =>
  text.length > LONGEST_MATCHED ? null : compiled(pattern).exec(text);

const patterns = new Map<string, RegExp>();
/** Asked in every frame: each pattern is compiled once. */
function compiled(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const pattern = new RegExp(path);
  patterns.set(path, pattern);
  return pattern;
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
