import type { AddonRuntimeOptions } from './apps-script/index.js';
import { findRead } from './google/gmail/inbox.js';
import type { Mailboxes } from './google/gmail/mailbox.js';
import { mailboxOf } from './mailbox.js';
import type { Outbox } from './outbox.js';
import type { People } from './people.js';
import type { MailMessage, MailThread } from './world.js';

type FindMessage = AddonRuntimeOptions['findMessage'];

/**
 * The message that a person has open, as the add-on reads its headers. Which colleague's mail is passed on is the product's to say, so every
 * message of the same organisation can be opened; another organisation's is not there. What came or went since the start counts as well.
 */
export const openMessages =
  (mailboxes: Mailboxes, people: People, outbox: Outbox): FindMessage =>
  (email, messageId) => {
    const reader = people.find(email);
    if (!reader) return null;
    const colleagues = people.all.filter((one) => one.domain === reader.domain && one.email !== reader.email);
    for (const { email: owner } of [reader, ...colleagues]) {
      const found = findRead(mailboxes, owner, messageId) ?? findSent(outbox, owner, messageId);
      if (found) return headersOf(found.thread, found.message);
    }
    return null;
  };

function findSent(outbox: Outbox, email: string, id: string) {
  const thread = mailboxOf(email, outbox.list()).find(({ messages }) => messages.some((one) => one.id === id));
  const message = thread?.messages[0];
  return thread && message ? { thread, message } : null;
}

const headersOf = ({ id: threadId, subject }: MailThread, { id, from, to, cc }: MailMessage) => ({
  id,
  threadId,
  from: from.name ? `"${from.name.replaceAll('"', '')}" <${from.email}>` : from.email,
  to: to.join(', '),
  cc: cc.join(', '),
  subject,
});
