import { GasError } from './card-service.js';
import type { Json } from './json.js';

/* developers.google.com/apps-script/manifest/allowlist-url: "Required for Google Workspace add-ons that open or display URLs that are external to
 * Google"; a wildcard stands for at least one subdomain. */
const GOOGLE = /^https:\/\/(?:[\w-]+\.)*google\.com\//;

/** Throws for a link on a card that the manifest does not let people open. */
export function requireKnownLinks(shown: unknown, prefixes: readonly string[]): void {
  for (const url of linksIn(shown as Json)) {
    if (GOOGLE.test(url) || prefixes.some((prefix) => isUnder(url, prefix))) continue;
    throw new GasError(`The link ${url} is not in openLinkUrlPrefixes of the manifest`);
  }
}

function isUnder(url: string, prefix: string): boolean {
  const [scheme = '', rest = ''] = prefix.split('://*.');
  if (rest === '') return url.startsWith(prefix);
  const host = rest.slice(0, rest.indexOf('/'));
  const asked = new URL(url);
  return (
    url.startsWith(`${scheme}://`) &&
    asked.host.endsWith(`.${host}`) &&
    asked.pathname.startsWith(rest.slice(host.length))
  );
}

function linksIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(linksIn);
  return Object.entries(value as Readonly<Record<string, Json>>).flatMap(([key, inner]) =>
    key === 'openLink' && typeof inner === 'object' && inner !== null && 'url' in inner
      ? [String(inner.url)]
      : linksIn(inner),
  );
}
