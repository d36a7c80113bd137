import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length] ?? '0').join('');

/** A new id in the vendor's form: a letter for the kind, ten capitals and digits. */
export const newId = (kind: string): string => kind + letters(randomBytes(10));

/** The same id at every start, for what the demo world brings along. */
export const idOf = (kind: string, what: string): string =>
  kind + letters(createHash('sha256').update(what).digest().subarray(0, 10));
