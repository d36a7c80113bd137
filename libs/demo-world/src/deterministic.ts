import { type AnyId, asId } from '@understudy/domain';

/** 32 bits of a text (Murmur3's mixing, one seed). Not secret, only evenly spread and the same everywhere. */
const hash32 = (text: string, seed: number): number => {
  let h = seed >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    let k = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) >>> 0;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** The same uuid (RFC 9562 version 8) for the same tenant, kind and key, at every fresh start. */
export const idOf = <Id extends AnyId>(tenant: string, kind: string, key: string): Id => {
  const name = `${tenant}\n${kind}\n${key}`;
  const hex = [1, 2, 3, 4]
    .map((seed) => hash32(name, Math.imul(seed, 0x9e3779b1)).toString(16).padStart(8, '0'))
    .join('');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return asId<Id>(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
};

/** A whole number from 0 to sides-1, always the same for the same key. */
export const dice = (key: string, sides: number): number => hash32(key, 0x5eed) % sides;

/** One of the list, always the same for the same key. */
export const pick = <const List extends readonly [unknown, ...unknown[]]>(list: List, key: string): List[number] =>
  list[dice(key, list.length)];

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A Salesforce account id of 18 characters: 15 that matter, 3 that say which of them are upper case. */
export const salesforceId = (key: string): string => {
  const serial = Array.from({ length: 7 }, (_, index) => BASE62[dice(`${key}:${index}`, 62)] ?? 'A').join('');
  const id = `001Us000${serial}`;
  const suffix = [0, 5, 10].map((from) => {
    const bits = [...id.slice(from, from + 5)].reduce(
      (sum, letter, index) => sum + (/[A-Z]/.test(letter) ? 1 << index : 0),
      0,
    );
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits] ?? 'A';
  });
  return id + suffix.join('');
};

/** A HubSpot company id: a number of ten digits or more. */
export const hubspotId = (key: string): string => `${9_000_000_000 + dice(`hubspot:${key}`, 900_000_000)}`;
