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

export const home = (reader: Reader): CardAnswer =>
  CardAnswer.parse(fromAnswer(GmailHome, send(toCall(GmailHome, reader, { idempotencyKey: newKey() }))));

export function message(reader: Reader, headers: MessageHeaders): CardAnswer {
  const input = {
    ...reader,
    message_id: headers.messageId,
    thread_id: headers.threadId,
    from: headers.from,
    to: headers.to,
    cc: headers.cc,
    subject: headers.subject,
  };
  return CardAnswer.parse(fromAnswer(GmailMessage, send(toCall(GmailMessage, input))));
}

export const compose = (reader: Reader, draft: { to: string; cc: string; bcc: string }): CardAnswer =>
  CardAnswer.parse(fromAnswer(GmailCompose, send(toCall(GmailCompose, { ...reader, ...draft }))));

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
export function act(
  reader: Reader,
  input: { action_id: CardActionId; parameters: CardParameters; form: CardForm },
): CardActionAnswer {
  const idempotencyKey = input.parameters['request_key'] ?? newKey();
  return CardActionAnswer.parse(
    fromAnswer(AddonAction, send(toCall(AddonAction, { ...reader, ...input }, { idempotencyKey }))),
  );
}
