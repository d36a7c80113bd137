import { Card, CardParameters } from '@understudy/contracts';
import { z } from 'zod';

/*
 * What is kept for the person for a while (CacheService: keys up to 250 letters, texts up to 100 KB, six hours). A cache that does not answer
 * costs a call more, never a card.
 */
const STRANGER_SECONDS = 300;
const FORGOTTEN_KEY = 'strangers-forgotten';
const SETUP_SECONDS = 21_600;
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

/** A card, and when it was asked for. */
const Kept = z.object({ askedAt: z.number(), card: Card });

/**
 * Triggers fire on every message; strangers are most of them. Their card is kept for five minutes per person. By address, not
 * by domain: a domain of a mail provider can hold a customer's contact and a stranger.
 */
export const strangers = {
  find(addresses: readonly string[]): Card | null {
    const text = find(keyOf(addresses));
    const kept = text === null ? null : Kept.safeParse(fromJson(text));
    return kept?.success && kept.data.askedAt > Number(find(FORGOTTEN_KEY)) ? kept.data.card : null;
  },
  /** `askedAt`: before the API was asked, so that an answer that was on its way when {@link forget} was called does not count either. */
  keep(addresses: readonly string[], card: Card, askedAt: number): void {
    keep(keyOf(addresses), JSON.stringify({ askedAt, card }), STRANGER_SECONDS);
  },
  /**
   * Somebody is no stranger any more. They can stand in any list of recipients and a key is a digest of such a list, so all that was kept
   * for this person counts no longer; colleagues see it when their five minutes are over.
   */
  forget(): void {
    keep(FORGOTTEN_KEY, String(Date.now()), STRANGER_SECONDS);
  },
};

/** That the add-on reads this person's calendar, because the server may not: saves a call each time. */
export const calendarReader = {
  isAddon: (): boolean => find(READER_KEY) === 'addon',
  keep(reads: 'server' | 'addon'): void {
    keep(READER_KEY, reads, READER_SECONDS);
  },
};

/** What the newest card of a walk through the set-up carries. */
export const setups = {
  find(walk: string): CardParameters | null {
    const text = find(`setup:${walk}`);
    const kept = text === null ? null : CardParameters.safeParse(fromJson(text));
    return kept?.success ? kept.data : null;
  },
  keep(walk: string, carried: CardParameters): void {
    keep(`setup:${walk}`, JSON.stringify(carried), SETUP_SECONDS);
  },
};
