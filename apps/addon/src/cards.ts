import { UNKNOWN_SENDER_CARD, type Card } from '@understudy/contracts';
import { calendarEventCards, calendarHomeCards } from './calendar-cards.js';
import { compose, home, message } from './client.js';
import { draftOf, readerOf, type Surroundings } from './event.js';
import { strangers } from './google/cache.js';
import { backendUrl } from './google/http.js';
import { consentUrl, readerEmail } from './google/identity.js';
import { openMessage } from './google/mail.js';
import { problemCard } from './problem-cards.js';

type GoogleEvent = GoogleAppsScript.Addons.EventObject;

/** The cards of a place. Never throws: what cannot be drawn becomes a card that says what to do. */
export function cardsOf(surroundings: Surroundings, event: GoogleEvent, fresh = false): Card[] {
  try {
    return drawn(surroundings, event, fresh);
  } catch (error) {
    console.error(error);
    const place = { backend: backendUrl(), time: clock(event), surroundings };
    return [problemCard(error, place, { email: readerEmail, consentUrl })];
  }
}

function drawn(surroundings: Surroundings, event: GoogleEvent, fresh: boolean): Card[] {
  switch (surroundings) {
    case 'home':
      return home(readerOf(event)).cards;
    case 'message':
      return messageCards(event, fresh);
    case 'compose':
      return compose(readerOf(event), draftOf(event)).cards;
    case 'calendar-home':
      return calendarHomeCards(event);
    case 'calendar-event':
      return calendarEventCards(event);
  }
}

/** `fresh`: somebody asked for it, so a kept card of a stranger does not do. */
function messageCards(event: GoogleEvent, fresh: boolean): Card[] {
  if (!event.gmail) return home(readerOf(event)).cards;
  const headers = openMessage(event.gmail);
  const addresses = [headers.from, headers.to, headers.cc];
  const kept = fresh ? null : strangers.find(addresses);
  if (kept) return [kept];
  const askedAt = Date.now();
  const { cards } = message(readerOf(event), headers);
  for (const card of cards) if (card.name === UNKNOWN_SENDER_CARD) strangers.keep(addresses, card, askedAt);
  return cards;
}

/** The reader's time for "Tried at 10:04". */
const clock = ({ commonEventObject }: GoogleEvent): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: commonEventObject.timeZone?.id ?? 'UTC',
  }).format();
