/** True when everything that `inner` matches is matched by `outer`; both are match patterns of whole origins. */
export function coversOrigin(outer: string, inner: string): boolean {
  const [wide, narrow] = [partsOf(outer), partsOf(inner)];
  if (!wide || !narrow) return false;
  const isSchemeIn = wide.scheme === narrow.scheme || (wide.scheme === '*' && /^https?$/.test(narrow.scheme));
  if (!isSchemeIn) return false;
  if (wide.host === '*' || wide.host === narrow.host) return true;
  if (!wide.host.startsWith('*.')) return false;
  const domain = wide.host.slice(2);
  const host = narrow.host.replace(/^\*\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}

function partsOf(pattern: string): { scheme: string; host: string } | null {
  if (pattern === '<all_urls>') return { scheme: '*', host: '*' };
  const { scheme, host } = /^(?<scheme>\*|https?):\/\/(?<host>[^/]+)\/\*$/.exec(pattern)?.groups ?? {};
  return scheme && host ? { scheme, host } : null;
}

/**
 * What the browser lets us see of a site: of each of its matches the whole where that is allowed, else the narrower origins that
 * are ("https://acme.crm.example/*" where all of crm.example was asked for: people can narrow it in the browser).
 */
export const grantedOf = (matches: readonly string[], granted: readonly string[]): string[] => [
  ...new Set(
    matches.flatMap((match) =>
      granted.some((origin) => coversOrigin(origin, match))
        ? [match]
        : granted.filter((origin) => coversOrigin(match, origin)),
    ),
  ),
];

/** The match pattern of an address's origin, without its port, which patterns do not have; null where no site can be. */
export function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.hostname.includes('.') ? `https://${url.hostname}/*` : null;
}

/** The site that an address belongs to already, built in or made by somebody. */
export function siteAt<Site extends { readonly matches: readonly string[] }>(
  sites: readonly Site[],
  address: string,
): Site | null {
  const origin = originOf(address);
  return (origin && sites.find(({ matches }) => matches.some((match) => coversOrigin(match, origin)))) || null;
}
