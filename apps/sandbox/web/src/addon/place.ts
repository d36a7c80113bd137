import type { AddonCall } from '../api/addon.js';

/** Where the add-on stands: beside nothing that is open, a message, a draft, or an event of the calendar. */
export type AddonPlace =
  | { readonly kind: 'gmail-home' }
  | { readonly kind: 'message'; readonly messageId: string }
  | { readonly kind: 'draft'; readonly to: readonly string[]; readonly cc: readonly string[] }
  | { readonly kind: 'calendar-home' }
  /** `version` changes with the event: the card is drawn anew. */
  | { readonly kind: 'event'; readonly eventId: string; readonly version: string };

/** The trigger that Google fires here, by its name in the manifest, and what it hands over. */
export function callAt(place: AddonPlace): Pick<AddonCall, 'function' | 'event'> {
  switch (place.kind) {
    case 'gmail-home':
      return { function: 'onHomepage', event: {} };
    case 'message':
      return { function: 'onGmailMessage', event: { message_id: place.messageId } };
    case 'draft':
      return { function: 'onGmailCompose', event: { draft: { to: place.to, cc: place.cc } } };
    case 'calendar-home':
      return { function: 'onCalendarHome', event: { host: 'CALENDAR' } };
    case 'event':
      return { function: 'onCalendarEvent', event: { host: 'CALENDAR', event_id: place.eventId } };
  }
}

/** The same for what is only a change of what is open: the card in sight stays until the next one has come. */
export function spotOf(place: AddonPlace): string {
  if (place.kind === 'message') return `message ${place.messageId}`;
  if (place.kind === 'event') return `event ${place.eventId}`;
  return place.kind;
}
