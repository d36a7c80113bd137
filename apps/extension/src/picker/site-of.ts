import type { Picking } from '../protocol.js';
import { idCandidates, idKindOf } from '../sites/guess-rule.js';
import { originOf } from '../sites/origins.js';
import { recordAt } from '../sites/record.js';
import type { Site } from '../sites/site.js';

const MOST = 20;
const together = (first: readonly string[], then: readonly string[]): string[] =>
  [...new Set([...first, ...then])].slice(0, MOST);

/** "partners.halvorsund.example" → "partners-halvorsund": a site's id, and the name its records' links are kept under. */
export function slugOf(hostname: string): string {
  const labels = hostname.replace(/^(?:www|app|crm)\./, '').split('.');
  const words = (labels.length > 1 ? labels.slice(0, -1) : labels).join('-').toLowerCase();
  return (
    words
      .replace(/[^a-z0-9-]/g, '')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'site'
  );
}

/** "partners.halvorsund.example" → "Partners halvorsund": what the site is called until somebody says it better. */
export function nameOf(hostname: string): string {
  const words = slugOf(hostname).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The site as it would be with what was pointed at so far, on this page. What was known of it stays behind the new selectors and
 * rules, so that pages which worked go on working. Null where no id stands in the address.
 */
export function siteOf(picking: Picking, address: string): Site | null {
  const { base, names, anchors, rule } = picking;
  const url = URL.parse(address);
  const origin = originOf(address);
  if (!url || !origin) return null;
  const isRead = base !== null && recordAt([base], address) !== null;
  const guess = idCandidates(address)[0];
  const chosen = rule ?? (isRead ? null : (guess?.rule ?? null));
  if (!chosen && !isRead) return null;
  const slug = slugOf(url.hostname);
  const fresh = { id: slug, system: slug, matches: [origin], records: [], names: [], anchors: [] };
  return {
    ...fresh,
    ids: idKindOf(guess?.id ?? ''),
    ...base,
    name: picking.siteName.trim() || nameOf(url.hostname),
    records: [...(chosen ? [chosen] : []), ...(base?.records ?? [])].slice(0, MOST),
    names: together(names, base?.names ?? []),
    anchors: together(anchors, base?.anchors ?? []),
  };
}
