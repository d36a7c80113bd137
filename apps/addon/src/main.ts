import { CARD_ACTION_IDS, type Card, type CardActionAnswer } from '@understudy/contracts';
import { cardsOf } from './cards.js';
import { act } from './client.js';
import { formOf, pressed, readerOf, SURROUNDINGS, surroundingsOf } from './event.js';
import { link } from './linking.js';
import { hasMovedOn } from './moved-on.js';
import { printAnswer, printCard, printUniversal } from './printer.js';
import { problemText } from './problem-cards.js';
import { keepWalk, withKept } from './setup-draft.js';

/*
 * What Google calls. The API draws and decides; this shell reads the event, asks, and prints. Every failure becomes a card, or a
 * sentence at the foot where a card with typed text must stay. The exports become the script's top-level functions (build.mjs).
 */
type GoogleEvent = GoogleAppsScript.Addons.EventObject;
type GoogleCard = GoogleAppsScript.Card_Service.Card;

const place =
  (surroundings: Parameters<typeof cardsOf>[0]) =>
  (event: GoogleEvent): GoogleCard[] =>
    cardsOf(surroundings, event).map(printCard);

/** The add-on opened without a message. */
export const onHomepage = place('home');

/** A message is open: fires for every one. */
export const onGmailMessage = place('message');

/** The add-on opened beside a draft. */
export const onGmailCompose = place('compose');

/** Calendar without an event. */
export const onCalendarHome = place('calendar-home');

/** An event is open. */
export const onCalendarEvent = place('calendar-event');

/** In the menu of the add-on, everywhere: I am out now. */
export const onOutNow = (event: GoogleEvent): GoogleAppsScript.Card_Service.UniversalActionResponse => {
  try {
    const { navigation } = act(readerOf(event), { action_id: 'away.form', parameters: {}, form: {} });
    if (navigation && 'card' in navigation) return printUniversal([navigation.card]);
  } catch (error) {
    console.error(error);
  }
  // Home says what is wrong, if it is still wrong; and has the same button.
  return printUniversal(cardsOf(surroundingsOf(event), event, true));
};

/** In the menu of the add-on, everywhere: what is shown, drawn anew. */
export const onRefresh = (event: GoogleEvent): GoogleAppsScript.Card_Service.UniversalActionResponse =>
  printUniversal(cardsOf(surroundingsOf(event), event, true));

/** Every button. Two actions are the shell's own; the rest is the API's. */
export function onAction(
  event: GoogleEvent,
): GoogleAppsScript.Card_Service.ActionResponse | GoogleAppsScript.Card_Service.UpdateDraftActionResponse {
  const { actionId, parameters } = pressed(event);
  if (actionId === 'card.back') return printAnswer({ navigation: { kind: 'pop' } });
  if (actionId === 'card.retry') return printAnswer(again(event, parameters['surroundings']));
  const known = CARD_ACTION_IDS.find((id) => id === actionId);
  if (!known)
    return printAnswer({ notification: { text: 'This button is newer than the add-on. Close and open it again.' } });
  try {
    const input = { action_id: known, parameters, form: formOf(event) };
    const answer = known === 'contact.link' ? link(event, input) : act(readerOf(event), withKept(input));
    keepWalk(answer);
    return printAnswer(answer);
  } catch (error) {
    console.error(error);
    const said = { notification: { text: problemText(error) } };
    return printAnswer(hasMovedOn(error) ? { ...redrawn(event), ...said } : said);
  }
}

/** What lies open as it is now, alone: the cards on it were about what is no more. */
function redrawn(event: GoogleEvent): Pick<CardActionAnswer, 'navigation'> {
  const card = cardsOf(surroundingsOf(event), event, true).at(-1);
  return card ? { navigation: { kind: 'restart', card } } : {};
}

function again(event: GoogleEvent, asked: string | undefined): CardActionAnswer {
  const surroundings = SURROUNDINGS.find((one) => one === asked) ?? surroundingsOf(event);
  const cards = cardsOf(surroundings, event, true);
  const card: Card | undefined = cards[cards.length - 1];
  return card ? { navigation: { kind: 'update', card } } : { notification: { text: 'There is nothing to show.' } };
}
