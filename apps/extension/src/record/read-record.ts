import { LONGEST_MATCHED, recordAt, type RecordRef, type SiteRecord } from '../sites/record.js';
import type { Site } from '../sites/site.js';
import { firstVisible, isVisible, paneOf } from './dom.js';
import { rootsUnder, type Scope } from './roots.js';

/** A record that the page shows, and the side panel it stands in when it does not fill the page. */
export interface ShownRecord extends SiteRecord {
  readonly panel: Element | null;
}

/** At the end of the key of a record in a side panel: the same record may fill the page next, and its bar stands elsewhere then. */
export const PANEL = '@panel';

/** The record in a side panel, which opens without a change of address, before the one that the address names. */
export function recordShown(sites: readonly Site[], address: string): ShownRecord | null {
  for (const site of sites) {
    const panel = site.side_panels && firstVisible(document, site.side_panels, false);
    const record = panel && linked(panel).flatMap((href) => recordAt([site], href) ?? [])[0];
    if (record) return { ...record, key: record.key + PANEL, panel };
  }
  const record = recordAt(sites, address);
  return record && { ...record, panel: null };
}

/** The addresses of the visible links in the light tree of a scope. */
const linked = (scope: Scope): string[] =>
  [...scope.querySelectorAll<HTMLAnchorElement>('a[href]')].filter(isVisible).map(({ href }) => href);

/** The customer's name as the page writes it, read when somebody acts; the page's title when no selector fits. */
export function readName({ site, panel }: ShownRecord): string {
  const element = firstVisible(panel ?? paneOf(site, true), site.names, true);
  const text = (element?.textContent ?? '').replace(/\s+/g, ' ').trim() || document.title.trim();
  const pattern = text.length > LONGEST_MATCHED ? undefined : site.name_pattern;
  const named = pattern ? new RegExp(pattern).exec(text)?.groups?.['name'] : null;
  return (named ?? text).trim().slice(0, 300);
}

/**
 * The customer's record behind what is shown: itself, or of a ticket, a deal, a person the one that the page links to. Read when
 * somebody acts. A page that links to several customers names none: nobody is guessed.
 */
export function customerBehind(shown: ShownRecord): RecordRef {
  const { site, system, recordId, panel } = shown;
  if (shown.isCustomer) return { system, recordId };
  const pane = panel ?? paneOf(site, true);
  const hrefs = [pane, ...rootsUnder(pane)].flatMap(linked);
  const customers = new Map(
    hrefs.flatMap((href) => {
      const record = recordAt([site], href);
      return record?.isCustomer ? [[record.recordId, record] as const] : [];
    }),
  );
  const [only] = customers.size === 1 ? [...customers.values()] : [];
  return only ? { system: only.system, recordId: only.recordId } : { system, recordId };
}
