import { fromAnswer, toCall } from '@understudy/api-client';
import {
  AddonAction,
  AddonCalendarEvent,
  AddonCalendarHome,
  AddonCalendarSync,
  CalendarCards,
  CardActionAnswer,
  CardAnswer,
  GmailCompose,
  GmailHome,
  GmailMessage,
  MAX_ADDRESSES,
  MAX_SUBJECT,
  type CardActionId,
  type CardForm,
  type CardParameters,
  type SentEvent,
} from '@understudy/contracts';
import type { SeenWindow } from './google/calendar.js';
import { newKey, send } from './google/http.js';
import type { MessageHeaders } from './google/mail.js';

interface Reader {
  readonly locale?: string;
  readonly time_zone?: string;
}

/** A button, and what stood in the fields of its card. */
export interface Press {
  readonly action_id: CardActionId;
  readonly parameters: CardParameters;
  readonly form: CardForm;
}

/** As many whole addresses as are taken, the first ones: a mail to a thousand people has its card, too. */
const first = (addresses: string): string =>
  addresses.length <= MAX_ADDRESSES ? addresses : addresses.slice(0, addresses.lastIndexOf(',', MAX_ADDRESSES));

export const home = (reader: Reader): CardAnswer =>
  CardAnswer.parse(fromAnswer(GmailHome, send(toCall(GmailHome, reader, { idempotencyKey: newKey() }))));

export function message(reader: Reader, headers: MessageHeaders): CardAnswer {
  const input = {
    ...reader,
    message_id: headers.messageId,
    thread_id: headers.threadId,
    from: first(headers.from),
    to: first(headers.to),
    cc: first(headers.cc),
    subject: headers.subject.slice(0, MAX_SUBJECT),
  };
  return CardAnswer.parse(fromAnswer(GmailMessage, send(toCall(GmailMessage, input))));
}

export const compose = (reader: Reader, draft: { to: string; cc: string; bcc: string }): CardAnswer =>
  CardAnswer.parse(
    fromAnswer(
      GmailCompose,
      send(toCall(GmailCompose, { ...reader, to: first(draft.to), cc: first(draft.cc), bcc: first(draft.bcc) })),
    ),
  );

export const calendarHome = (reader: Reader): CalendarCards =>
  CalendarCards.parse(fromAnswer(AddonCalendarHome, send(toCall(AddonCalendarHome, reader))));

export function calendarEvent(
  reader: Reader,
  open: { calendar_id: string; event_id: string },
  event?: SentEvent,
): CalendarCards {
  const input = { ...reader, ...open, ...(event ? { event } : {}) };
  return CalendarCards.parse(fromAnswer(AddonCalendarEvent, send(toCall(AddonCalendarEvent, input))));
}

export const calendarSync = (reader: Reader, seen: SeenWindow): CalendarCards =>
  CalendarCards.parse(
    fromAnswer(
      AddonCalendarSync,
      send(toCall(AddonCalendarSync, { ...reader, ...seen }, { idempotencyKey: newKey() })),
    ),
  );

/** A form carries the key it was drawn with, so that pressing its button twice counts once. */
export function act(reader: Reader, input: Press): CardActionAnswer {
  const idempotencyKey = input.parameters['request_key'] ?? newKey();
  return CardActionAnswer.parse(
    fromAnswer(AddonAction, send(toCall(AddonAction, { ...reader, ...input }, { idempotencyKey }))),
  );
}
