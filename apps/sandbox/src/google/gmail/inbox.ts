import type { MailMessage, MailThread } from '../../world.js';
import { addressIn } from './arriving.js';
import { type Mailboxes, type Message, wordsOf } from './mailbox.js';
import { valueOf } from './mime.js';

/** The threads of an account's inbox as the sandbox's pages read them: the demo's own with what was added, and new ones. */
export function inboxThreads(mailboxes: Mailboxes, email: string): MailThread[] {
  const isShown = ({ labelIds }: Message) => !labelIds.some((label) => label === 'TRASH' || label === 'DRAFT');
  const threads = Map.groupBy(mailboxes.messages(email).filter(isShown).toReversed(), ({ threadId }) => threadId);
  return [...threads.values()]
    .filter((messages) => messages.some((one) => one.labelIds.includes('INBOX') || mailboxes.isOfDemo(email, one.id)))
    .map((messages) => ({
      id: messages[0]?.threadId ?? '',
      owner: email,
      subject: messages[0]?.subject ?? '',
      messages: messages.map(shown),
    }));
}

function shown({ id, mime, internalDate }: Message): MailMessage {
  const from = valueOf(mime.headers, 'from');
  const email = addressIn(from);
  return {
    id,
    from: {
      name:
        from
          .replace(/<[^>]*>/, '')
          .replaceAll('"', '')
          .trim() || email,
      email,
    },
    to: addressesIn(valueOf(mime.headers, 'to')),
    cc: addressesIn(valueOf(mime.headers, 'cc')),
    sentAt: Temporal.Instant.fromEpochMilliseconds(internalDate).toString({ fractionalSecondDigits: 3 }),
    body: wordsOf(mime).replace(/\r?\n$/, ''),
  };
}

/** Commas inside quoted names separate nothing. */
const addressesIn = (header: string): string[] =>
  (header.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((one) => addressIn(one)).filter(Boolean);
