import { CARD_ACTION_IDS, UNKNOWN_SENDER_CARD, type Card, type CardActionAnswer } from '@understudy/contracts';
import { act, home, message } from './client.js';
import { formOf, pressed, readerOf } from './event.js';
import { strangers } from './google/cache.js';
import { backendUrl } from './google/http.js';
import { openMessage } from './google/mail.js';
import { printAnswer, printCard } from './printer.js';
import { problemCard, problemText } from './problem-cards.js';

/*
 * What Google calls. The API draws and decides; this shell reads the event, asks, and prints. Every failure becomes a card, or a
 * sentence at the foot where a card with typed text must stay. The exports become the script's top-level functions (build.mjs).
 */
type GoogleEvent = GoogleAppsScript.Addons.EventObject;
type GoogleCard = GoogleAppsScript.Card_Service.Card;

/** The add-on opened without a message. */
export const onHomepage = (event: GoogleEvent): GoogleCard[] => drawn(event, () => homeCards(event)).map(printCard);

/** A message is open: fires for every one. */
export const onGmailMessage = (event: GoogleEvent): GoogleCard[] =>
  drawn(event, () => messageCards(event)).map(printCard);

/** Every button. Two actions are the shell's own; the rest is the API's. */
export function onAction(event: GoogleEvent): GoogleAppsScript.Card_Service.ActionResponse {
  const { actionId, parameters } = pressed(event);
  if (actionId === 'card.back') return printAnswer({ navigation: { kind: 'pop' } });
  if (actionId === 'card.retry') return printAnswer(again(event));
  const known = CARD_ACTION_IDS.find((id) => id === actionId);
  if (!known)
    return printAnswer({ notification: { text: 'This button is newer than the add-on. Close and open it again.' } });
  try {
    return printAnswer(act(readerOf(event), { action_id: known, parameters, form: formOf(event) }));
  } catch (error) {
    console.error(error);
    return printAnswer({ notification: { text: problemText(error) } });
  }
}

const homeCards = (event: GoogleEvent): Card[] => home(readerOf(event)).cards;

function messageCards(event: GoogleEvent): Card[] {
  if (!event.gmail) return homeCards(event);
  const headers = openMessage(event.gmail);
  const addresses = [headers.from, headers.to, headers.cc];
  const kept = strangers.find(addresses);
  if (kept) return [kept];
  const { cards } = message(readerOf(event), headers);
  for (const card of cards) if (card.name === UNKNOWN_SENDER_CARD) strangers.keep(addresses, card);
  return cards;
}

function again(event: GoogleEvent): CardActionAnswer {
  const cards = drawn(event, () => (event.gmail?.messageId ? messageCards(event) : homeCards(event)));
  const card = cards[cards.length - 1];
  return card ? { navigation: { kind: 'update', card } } : { notification: { text: 'There is nothing to show.' } };
}

function drawn(event: GoogleEvent, draw: () => Card[]): Card[] {
  try {
    return draw();
  } catch (error) {
    console.error(error);
    return [problemCard(error, backendUrl(), clock(event))];
  }
}

/** The reader's time for "Tried at 10:04". */
const clock = ({ commonEventObject }: GoogleEvent): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: commonEventObject.timeZone?.id ?? 'UTC',
  }).format();
