import { Card } from '@understudy/contracts';

const MINUTES_5 = 300;
/** Google refuses longer keys. */
const MAX_KEY = 250;

/** Everybody of a message in one key; a change of any address is another key. */
const keyOf = (addresses: readonly string[]): string | null => {
  const key = `stranger:${addresses.join('|').toLowerCase()}`;
  return key.length <= MAX_KEY ? key : null;
};

/**
 * Triggers fire on every message; strangers are most of them. Their card is kept for five minutes per person. By address, not
 * by domain: a domain of a mail provider can hold a customer's contact and a stranger.
 */
export const strangers = {
  find(addresses: readonly string[]): Card | null {
    const key = keyOf(addresses);
    const kept = key === null ? null : CacheService.getUserCache().get(key);
    const card = kept === null ? null : Card.safeParse(JSON.parse(kept));
    return card?.success ? card.data : null;
  },
  keep(addresses: readonly string[], card: Card): void {
    const key = keyOf(addresses);
    if (key !== null) CacheService.getUserCache().put(key, JSON.stringify(card), MINUTES_5);
  },
};
