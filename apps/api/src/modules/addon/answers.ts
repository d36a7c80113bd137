import type { Card, CardActionAnswer } from '@understudy/contracts';

/* What a button does to the stack of cards; the sentence stands at the foot for a moment. */

const said = (text?: string): Pick<CardActionAnswer, 'notification'> =>
  text === undefined ? {} : { notification: { text: text.slice(0, 200).toWellFormed() } };

export const push = (card: Card): CardActionAnswer => ({ navigation: { kind: 'push', card } });
export const update = (card: Card, text?: string): CardActionAnswer => ({
  navigation: { kind: 'update', card },
  ...said(text),
});
export const pop = (text?: string): CardActionAnswer => ({ navigation: { kind: 'pop' }, ...said(text) });
/** To the card before, which becomes this one. */
export const back = (card: Card): CardActionAnswer => ({ navigation: { kind: 'back', card } });
/** Back to the first card, which becomes this one. */
export const restart = (card: Card, text?: string): CardActionAnswer => ({
  navigation: { kind: 'restart', card },
  ...said(text),
});
