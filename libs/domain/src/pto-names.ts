import type { UserId } from './ids.js';

/** Whom an entry may mean: people of the organisation who are still there. */
export interface NamedPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
}

/** What an entry of a PTO system says about whose it is. Feeds carry names, seldom an e-mail address. */
export interface EntryOwner {
  /** Most likely first; see {@link readPtoTitle}. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  /** The whole title, where the name is somewhere inside. */
  readonly text: string;
}

export type PtoMatch =
  | { readonly kind: 'person'; readonly userId: UserId; readonly by: 'email' | 'learned' | 'name' }
  /** Somebody said that this name is nobody of the organisation. */
  | { readonly kind: 'nobody' }
  /** Several people have this name: a person has to say whose it is. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly UserId[] }
  | { readonly kind: 'unknown'; readonly candidates: readonly UserId[] };

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' };

const replaced = (text: string, table: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => table[letter] ?? letter).join('');

/** A name without case, accents, punctuation and double spaces: two spellings of one name are the same text. Empty when nothing is left. */
export const foldName = (name: string): string =>
  replaced(name.normalize('NFC').toLowerCase(), LETTERS)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The spellings under which one name is found: "Müller" is "muller" and "mueller". */
const spellings = (name: string): readonly string[] => {
  const plain = foldName(name);
  const spelled = foldName(replaced(name.normalize('NFC').toLowerCase(), UMLAUTS));
  return plain === spelled ? [plain] : [plain, spelled];
};

/** "Costa, Ana" and "Ana Costa" are one name. */
const inAnyOrder = (folded: string): string => folded.split(' ').toSorted().join(' ');

const only = (people: readonly NamedPerson[]): PtoMatch | null => {
  const [first, ...others] = people;
  if (!first) return null;
  if (others.length > 0) return { kind: 'ambiguous', candidates: people.map(({ id }) => id) };
  return { kind: 'person', userId: first.id, by: 'name' };
};

const isSameName = (name: string, person: NamedPerson): boolean => {
  const theirs = new Set(spellings(person.name).map(inAnyOrder));
  return spellings(name).some((spelling) => theirs.has(inAnyOrder(spelling)));
};

const isInside = (text: string, person: NamedPerson): boolean => {
  const words = ` ${foldName(text)} `;
  return spellings(person.name).some((name) => name.includes(' ') && words.includes(` ${name} `));
};

/** First and last name fit, or one of them and the other's first letter: good enough to propose, not to decide. */
const isSimilar = (name: string, person: NamedPerson): boolean => {
  const given = foldName(name).split(' ').filter(Boolean);
  const theirs = foldName(person.name).split(' ');
  const shared = given.filter((word) => word.length > 1 && theirs.includes(word));
  return shared.length > 0 && (given.length === 1 || shared.length > 1 || given.some((word) => word.length === 1));
};

/**
 * Whose entry it is (integrations.md, PTO): an e-mail address in it counts first, then what somebody said about this name before, then the
 * name itself, without regard to case, accents and order, then a full name inside the title. Two people of one name are never guessed between.
 * `learned` maps {@link foldName}d names to a person, or to null for nobody of ours.
 */
export function matchPerson(
  { names, emails, text }: EntryOwner,
  people: readonly NamedPerson[],
  learned: ReadonlyMap<string, UserId | null>,
): PtoMatch {
  const addresses = new Set(emails.map((email) => email.toLowerCase()));
  const [addressed, ...others] = people.filter(({ email }) => addresses.has(email.toLowerCase()));
  if (addressed && others.length === 0) return { kind: 'person', userId: addressed.id, by: 'email' };

  for (const name of names) {
    const known = learned.get(foldName(name));
    if (known === null) return { kind: 'nobody' };
    if (known !== undefined && people.some(({ id }) => id === known))
      return { kind: 'person', userId: known, by: 'learned' };
  }
  for (const name of names) {
    const found = only(people.filter((person) => isSameName(name, person)));
    if (found) return found;
  }
  const inside = only(people.filter((person) => isInside(text, person)));
  if (inside) return inside;
  const similar = people.filter((person) => names.some((name) => isSimilar(name, person)));
  return { kind: 'unknown', candidates: similar.map(({ id }) => id) };
}
