import { fromAnswer, toCall } from '@understudy/api-client';
import {
  AddonAction,
  CardActionAnswer,
  CardAnswer,
  GmailHome,
  GmailMessage,
  type CardActionId,
  type CardForm,
  type CardParameters,
} from '@understudy/contracts';
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
