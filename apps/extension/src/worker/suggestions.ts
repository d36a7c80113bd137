import type { CustomerHit } from './answers.js';

const MOST = 6;

/** Customers for the address bar. Chrome reads the description as XML and drops the list over a stray "&"; Firefox shows it as it is. */
export const suggestionsOf = (hits: readonly CustomerHit[], apiUrl: string) =>
  hits.slice(0, MOST).map(({ id, name, who }) => ({
    content: new URL(`/customers/${id}`, apiUrl).href,
    description: import.meta.env?.FIREFOX ? `${name}: ${who}` : `${escaped(name)} <dim>${escaped(who)}</dim>`,
  }));

/** Also without what XML 1.0 cannot hold at all. */
const escaped = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
