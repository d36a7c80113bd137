import { z } from 'zod';
import { CARD_ACTION_IDS, CardForm, CardParameters } from './card-actions.js';
import { CardActionAnswer, CardAnswer } from './card.js';
import { endpoint } from './core/endpoint.js';
import { text } from './core/text.js';

export * from './addon-calendar.js';

/** What Apps Script knows of the reader: locale ("en-GB") and zone, used to write dates in the card. */
const reader = { locale: text(35).optional(), time_zone: text(64).optional() };
/** Of one header of addresses, in UTF-16 units; a mail to a thousand people has more. */
export const MAX_ADDRESSES = 20_000;
export const MAX_SUBJECT = 2000;
const addresses = text(MAX_ADDRESSES);

export const GmailHome = endpoint({
  method: 'POST',
  path: '/api/addon/gmail/home',
  summary: 'The add-on without a message: my absences, requests, what I cover today',
  allow: 'signed-in',
  body: { ...reader },
  response: CardAnswer,
});
/** `from`, `to` and `cc` are the raw header texts; the server reads the addresses out of them. */
export const GmailMessage = endpoint({
  method: 'POST',
  path: '/api/addon/gmail/message',
  summary:
    "The card beside an open message: the customer, who is responsible, and the brief when it is the reader's to act",
  allow: 'signed-in',
  body: {
    ...reader,
    message_id: text(200),
    thread_id: text(200),
    from: addresses,
    to: addresses,
    cc: addresses.optional(),
    subject: text(MAX_SUBJECT).optional(),
  },
  response: CardAnswer,
});
/**
 * The add-on docked at a draft. `to`, `cc` and `bcc` are the recipients so far, none is fine. Its buttons change the draft: their
 * answers carry `draft`.
 */
export const GmailCompose = endpoint({
  method: 'POST',
  path: '/api/addon/gmail/compose',
  summary: 'The card beside a draft: introduce yourself to a customer you cover, or copy in who is responsible',
  allow: 'signed-in',
  body: {
    ...reader,
    to: addresses.default(''),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    subject: text(MAX_SUBJECT).optional(),
  },
  response: CardAnswer,
});
/** One endpoint for every button: the action's name and its parameters stand on the button, `form` is what was typed. */
export const AddonAction = endpoint({
  method: 'POST',
  path: '/api/addon/action',
  summary: 'A button of a card was pressed',
  allow: 'signed-in',
  body: {
    ...reader,
    action_id: z.enum(CARD_ACTION_IDS),
    parameters: CardParameters.default({}),
    form: CardForm.default({}),
  },
  response: CardActionAnswer,
});
