import { isNamed, wordsOfDraft } from './draft-words.js';

/** Something a person wrote here and has not sent: what it is, and how it begins. */
export interface KeptDraft {
  readonly what: string;
  readonly text: string;
}

const PREFIX = 'draft:';
const ofPerson = (userId: string): string => `${PREFIX}${userId}:`;

/** Where a draft lies in the stores of the browser: with its person, so that nobody else who signs in here finds it. */
export const placeOfDraft = (userId: string, key: string): string => ofPerson(userId) + key;

/** What this person has written here and not sent, in this tab (`sessionStorage`) and on this computer (`localStorage`). */
export const draftsIn = (stores: readonly Storage[], userId: string): readonly KeptDraft[] =>
  stores.flatMap((store) =>
    keysOf(store, (key) => key.startsWith(ofPerson(userId))).flatMap((place) => {
      const key = place.slice(ofPerson(userId).length);
      const text = beginningOf(store.getItem(place));
      return isNamed(key) ? [{ what: wordsOfDraft(key), text }] : [];
    }),
  );

/** Deletes what this person wrote. */
export function forgetDraftsOf(stores: readonly Storage[], userId: string): void {
  forget(stores, (key) => key.startsWith(ofPerson(userId)));
}

/** Deletes what everybody but this person wrote: they have the computer now. */
export function forgetDraftsOfOthers(stores: readonly Storage[], userId: string): void {
  forget(stores, (key) => key.startsWith(PREFIX) && !key.startsWith(ofPerson(userId)));
}

const keysOf = (store: Storage, isMeant: (key: string) => boolean): readonly string[] =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter(isMeant);

function forget(stores: readonly Storage[], isMeant: (key: string) => boolean): void {
  for (const store of stores) for (const key of keysOf(store, isMeant)) store.removeItem(key);
}

const SHOWN = 80;
/** Ids, and lists that a form keeps as text, say nothing to people. */
const isProse = (text: string): boolean => text.trim() !== '' && !/^[[{]|^[0-9a-f-]{36}$/.test(text);

/** The longest text in it, shortened; empty where only choices were made. */
function beginningOf(stored: string | null): string {
  const longest = textsIn(parsed(stored))
    .filter(isProse)
    .reduce((best, text) => (text.length > best.length ? text : best), '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return longest.length > SHOWN ? `${longest.slice(0, SHOWN).trimEnd()}…` : longest;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Every text in it; of a row that is edited, only what was typed, not what it said before. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return textsOf('edits' in value ? value.edits : value);
}
const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];
