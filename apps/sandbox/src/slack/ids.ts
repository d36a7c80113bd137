import { createHash, randomBytes } from 'node:crypto';
import type { SandboxClock } from '../clock.js';
import type { SlackState } from './state.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length] ?? '0').join('');

/** A new id in the vendor's form: a letter for the kind, ten capitals and digits. */
export const newId = (kind: string): string => kind + letters(randomBytes(10));

/** The same id at every start, for what the demo world brings along. */
export const idOf = (kind: string, what: string): string =>
  kind + letters(createHash('sha256').update(what).digest().subarray(0, 10));

/** The `ts` of a message: product seconds and a part that makes it the only one. No two are the same, later ones are larger. */
export function nextTs(state: SlackState, clock: SandboxClock): string {
  state.lastTs = Math.max(clock.now().epochMilliseconds * 1000, state.lastTs + 1);
  const seconds = Math.floor(state.lastTs / 1_000_000);
  return `${seconds}.${String(state.lastTs % 1_000_000).padStart(6, '0')}`;
}
