import { Card } from '@understudy/contracts';

/*
 * What is kept for the person for a while (CacheService: keys up to 250 letters, texts up to 100 KB, six hours). A cache that does not answer
 * costs a call more, never a card.
 */
const STRANGER_SECONDS = 300;
const READER_SECONDS = 21_600;
const READER_KEY = 'calendar-reader';

function find(key: string): string | null {
  try {
    return CacheService.getUserCache().get(key);
  } catch (error) {
    console.error(error);
    return null;
  }
}

function keep(key: string, text: string, seconds: number): void {
  try {
    CacheService.getUserCache().put(key, text, seconds);
  } catch (error) {
    console.error(error);
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // whatever was kept there is not ours
  }
}

/** Everybody of a message in one key; a change of any address is another key. A digest, because lists of recipients are long. */
function keyOf(addresses: readonly string[]): string {
  const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, addresses.join('|').toLowerCase());
  return `stranger:${Utilities.base64EncodeWebSafe(digest)}`;
}

/**
 * Triggers fire on every message; strangers are most of them. Their card is kept for five minutes per person. By address, not
 * by domain: a domain of a mail provider can hold a customer's contact and a stranger.
 */
export const strangers = {
  find(addresses: readonly string[]): Card | null {
    const kept = find(keyOf(addresses));
    const card = kept === null ? null : Card.safeParse(fromJson(kept));
    return card?.success ? card.data : null;
  },
  keep(addresses: readonly string[], card: Card): void {
    keep(keyOf(addresses), JSON.stringify(card), STRANGER_SECONDS);
  },
};

/** That the add-on reads this person's calendar, because the server may not: saves a call each time. */
export const calendarReader = {
  isAddon: (): boolean => find(READER_KEY) === 'addon',
  keep(reads: 'server' | 'addon'): void {
    keep(READER_KEY, reads, READER_SECONDS);
  },
};
