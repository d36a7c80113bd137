import { CrmSite, type AnswerOf, type ListAdminCrmSites } from '@understudy/contracts';
import builtIn from '@understudy/contracts/built-in-crm-sites.json' with { type: 'json' };
import { recordAt } from '@understudy/contracts/crm-records';

export type AdminSite = AnswerOf<typeof ListAdminCrmSites>['items'][number];

/** One site as it counts for everybody, and where it comes from. */
export interface KnownSite {
  readonly id: string;
  readonly site: CrmSite;
  /** What the organisation said; null: nothing. */
  readonly said: AdminSite | null;
  readonly isBuiltIn: boolean;
  readonly enabled: boolean;
}

export const BUILT_IN: readonly CrmSite[] = builtIn.map((site) => CrmSite.parse(site));

/** Everything the extension knows: what comes with it, and what the organisation added or put in its place; by name. */
export function knownSites(items: readonly AdminSite[]): KnownSite[] {
  const said = new Map(items.map((item) => [item.id, item]));
  const built = BUILT_IN.map((site) => toKnown(site, said.get(site.id) ?? null, true));
  const own = items.flatMap((item) =>
    item.site && !BUILT_IN.some(({ id }) => id === item.id) ? [toKnown(item.site, item, false)] : [],
  );
  return [...built, ...own].toSorted((one, other) => one.site.name.localeCompare(other.site.name));
}

const toKnown = (site: CrmSite, said: AdminSite | null, isBuiltIn: boolean): KnownSite => ({
  id: site.id,
  site: said?.site ?? site,
  said,
  isBuiltIn,
  enabled: said?.enabled ?? true,
});

/** "Comes with the extension", "yours", "yours, in place of the built-in one". */
export const originWords = ({ isBuiltIn, said }: KnownSite): string =>
  !isBuiltIn ? 'Yours' : said?.site ? 'Yours, in place of ours' : 'Comes with the extension';

/** Does the site's extension run at this address? `https://*.crm.example/*` stands for the domain and what is below it. */
function isAt({ matches }: CrmSite, { protocol, hostname }: URL): boolean {
  return matches.some((match) => {
    const [, scheme, host = ''] = /^(https?):\/\/([^/]+)\/\*$/.exec(match) ?? [];
    if (`${scheme ?? ''}:` !== protocol) return false;
    const domain = host.replace(/^\*\./, '');
    return hostname === domain || (host.startsWith('*.') && hostname.endsWith(`.${domain}`));
  });
}

export type Reading =
  | { readonly kind: 'no-address' }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'no-record'; readonly site: CrmSite }
  | { readonly kind: 'record'; readonly site: CrmSite; readonly id: string; readonly isCustomer: boolean };

/** What the extension would see at an address, by the same reading. Patterns that do not compile read nothing. */
export function readAddress(sites: readonly CrmSite[], typed: string): Reading {
  const address = /^[a-z]+:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  const url = URL.parse(address);
  if (!url?.hostname || !typed.trim()) return { kind: 'no-address' };
  const here = sites.filter((site) => isAt(site, url));
  const [first] = here;
  if (!first) return { kind: 'nowhere' };
  try {
    const record = recordAt(here, address);
    return record
      ? {
          kind: 'record',
          site: here.find(({ id }) => id === record.site.id) ?? first,
          id: record.recordId,
          isCustomer: record.isCustomer,
        }
      : { kind: 'no-record', site: first };
  } catch {
    return { kind: 'no-record', site: first };
  }
}

/** A site out of a file that the extension's picker made; every problem with its path, in the words of the contract. */
export function parseSite(text: string): { readonly site: CrmSite } | { readonly problems: readonly string[] } {
  try {
    const found = CrmSite.safeParse(JSON.parse(text));
    if (found.success) return { site: found.data };
    return { problems: found.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`) };
  } catch {
    return { problems: ['The file is not JSON. Save it again from the extension: options, Sites, the site’s menu.'] };
  }
}
