import type { Site } from './site.js';

type Rule = Site['records'][number];

/** A part of an address that could be a record's id. */
export interface IdCandidate {
  readonly id: string;
  /** The part of the address it stands in: what comes before it and after it, for people to read. */
  readonly before: string;
  readonly after: string;
  readonly rule: Rule;
}

const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const escape = (text: string): string =>
  text
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replaceAll('\\/', '/')
    .replaceAll('\\-', '-');

/** Digits, a GUID, or letters and digits mixed: what no word of a menu ("v1", "success360") looks like. */
const looksLikeId = (part: string): boolean => !/^[a-z]+\d{1,3}$/i.test(part) && isMixed(part);
const isMixed = (part: string): boolean =>
  GUID.test(part) ||
  /^\d+$/.test(part) ||
  (/\d/.test(part) && /^[\w-]{4,}$/.test(part)) ||
  /^[A-Za-z]+[_-]\w*\d\w*$/.test(part);

/**
 * Where the record's id stands in an address, the likeliest first: the last part of the path or fragment that looks like an id,
 * else the last of all. Ids before it (a workspace's, a portal's) may be any; what comes after it (a tab, an action) does not count.
 */
export function idCandidates(address: string): IdCandidate[] {
  const url = URL.parse(address);
  if (!url) return [];
  const found = [...inParts(url), ...inQuery(url)];
  const [likely, others] = [found.filter(({ id }) => looksLikeId(id)), found.filter(({ id }) => !looksLikeId(id))];
  return [...likely.filter(isInPath).reverse(), ...likely.filter((one) => !isInPath(one)), ...others.reverse()];
}

const isInPath = ({ rule }: IdCandidate): boolean => rule.id_param === undefined;

function inParts({ pathname, hash }: URL): IdCandidate[] {
  const text = pathname + hash;
  const parts = [...text.matchAll(/[^/#?]+/g)].filter(({ index }) => !isInFragmentQuery(text, index));
  return parts.map(({ 0: id, index }, at) => {
    const before = text.slice(0, index);
    const pattern = parts
      .slice(0, at)
      .reduceRight((made, { 0: part, index: start }) => replaceAt(made, before, start, part), escape(before));
    const after = text.slice(index + id.length);
    return { id, before, after, rule: { path: `^${pattern}(?<id>[^/?#]+)${after === '' ? '/?$' : '(?:[/?#]|$)'}` } };
  });
}

/** "#/account/1?tab=2": what follows the question mark is no part of the path. */
const isInFragmentQuery = (text: string, index: number): boolean => text.slice(0, index).includes('?');

const replaceAt = (made: string, before: string, start: number, part: string): string => {
  if (!looksLikeId(part)) return made;
  const from = escape(before.slice(0, start)).length;
  return `${made.slice(0, from)}[^/?#]+${made.slice(from + escape(part).length)}`;
};

/** Ids among the query: the rest of the query that is a plain word (a kind of record) has to be the same. */
function inQuery(url: URL): IdCandidate[] {
  const all = [...url.searchParams];
  return all
    .filter(([, value]) => value !== '' && looksLikeId(value))
    .map(([name, value]) => {
      const kinds = all.filter(([other, word]) => other !== name && /^[a-z_]{3,40}$/i.test(word));
      return {
        id: value,
        before: `${url.pathname}?${name}=`,
        after: '',
        rule: {
          path: `^${escape(url.pathname)}`,
          ...(kinds.length ? { query: Object.fromEntries(kinds) } : {}),
          id_param: name,
        },
      };
    });
}

/** How ids of this kind are normalised. */
export const idKindOf = (id: string): Site['ids'] => (GUID.test(id) ? 'guid' : 'as-is');
