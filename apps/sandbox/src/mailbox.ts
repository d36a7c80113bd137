import { z } from 'zod';
import type { ReadThread } from './google/gmail/inbox.js';
import type { OutboxItem } from './outbox.js';

/** What every e-mail of ours has that was handed over with a key; others were made by hand and have no sender. */
const Sent = z.object({
  key: z.string(),
  via: z.string().optional(),
  from: z.object({ name: z.string(), email: z.string() }),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});

/**
 * The e-mails of the product that reached this person by its own mail channel, each a thread of its own, in the order they came. What Gmail
 * delivered stands in the mailbox itself.
 */
export function mailboxOf(email: string, items: readonly OutboxItem[]): readonly ReadThread[] {
  return items.flatMap(({ kind, seq, at, what }) => {
    const mail = kind === 'email' ? Sent.safeParse(what) : null;
    if (!mail?.success || mail.data.via !== undefined) return [];
    const { from, to, cc, subject, text } = mail.data;
    if (![...to, ...cc].some((address) => address.toLowerCase() === email.toLowerCase())) return [];
    const id = `sent-${seq}`;
    return [
      {
        id,
        owner: email,
        subject,
        messages: [{ id, from, to, cc, sentAt: at, body: text, messageId: null, inReplyTo: null }],
      },
    ];
  });
}
