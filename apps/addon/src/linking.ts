import type { CardActionAnswer, CardParameters } from '@understudy/contracts';
import { act, type Press } from './client.js';
import { readerOf } from './event.js';
import { strangers } from './google/cache.js';
import { openMessage } from './google/mail.js';

type GoogleEvent = GoogleAppsScript.Addons.EventObject;

/** In UTF-16 units, as the action takes it. */
const LONGEST_SUBJECT = 998;

/** Links the sender of the open message to a customer; whoever wrote is no stranger from then on. */
export function link(event: GoogleEvent, press: Press): CardActionAnswer {
  try {
    return act(readerOf(event), { ...press, parameters: { ...press.parameters, ...conversationOf(event) } });
  } finally {
    // also when it was refused or no answer came: a colleague may have done it, or it is done
    strangers.forget();
  }
}

/**
 * Which conversation the customer's card will stand beside. The button does not say: a stranger's card is kept for all their messages, and
 * this may be another one than it was drawn for. Without it the card only has no subject for an escalation.
 */
function conversationOf({ gmail }: GoogleEvent): CardParameters {
  if (!gmail?.messageId) return {};
  try {
    const { threadId, subject } = openMessage(gmail);
    // not through the middle of a character
    return { thread_id: threadId, subject: subject.slice(0, LONGEST_SUBJECT).replace(/[\ud800-\udbff]$/, '') };
  } catch (error) {
    console.error(error);
    return {};
  }
}
