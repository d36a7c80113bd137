import type { MailMessage, MailThread } from '../../world.js';
import { addressIn } from './arriving.js';
import { type Mailboxes, type Message, wordsOf } from './mailbox.js';
import { valueOf } from './mime.js';

/** A message with what ties an answer to it; null where it has no Message-ID, or answers nothing. */
export interface ReadMessage extends MailMessage {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
}
export interface ReadThread extends MailThread {
  readonly messages: readonly ReadMessage[];
}

/** The threads of an account's inbox as the sandbox's pages read them: the demo's own with what was added, and new ones. */
export const inboxThreads = (mailboxes: Mailboxes, email: string): ReadThread[] =>
  threadsOf(mailboxes, email).filter(isInbox(mailboxes, email)).map(shownThread(email));

/** Threads that only left: nothing of them came in, so that the inbox does not have them. */
export const sentThreads = (mailboxes: Mailboxes, email: string): ReadThread[] =>
  threadsOf(mailboxes, email)
    .filter((messages) => !isInbox(mailboxes, email)(messages))
    .filter((messages) => messages.some(({ labelIds }) => labelIds.includes('SENT')))
    .map(shownThread(email));

/** One message of an account, with its thread; null when it is not there. */
export function findRead(
  mailboxes: Mailboxes,
  email: string,
  id: string,
): { readonly thread: ReadThread; readonly message: ReadMessage } | null {
  const messages = threadsOf(mailboxes, email).find((thread) => thread.some((one) => one.id === id));
  const thread = messages && shownThread(email)(messages);
  const message = thread?.messages.find((one) => one.id === id);
  return thread && message ? { thread, message } : null;
}

/** Each thread oldest first, without what is in the bin and what is only a draft. */
function threadsOf(mailboxes: Mailboxes, email: string): readonly Message[][] {
  const isShown = ({ labelIds }: Message) => !labelIds.some((label) => label === 'TRASH' || label === 'DRAFT');
  const threads = Map.groupBy(mailboxes.messages(email).filter(isShown).toReversed(), ({ threadId }) => threadId);
  return [...threads.values()];
}

const isInbox = (mailboxes: Mailboxes, email: string) => (messages: readonly Message[]) =>
  messages.some((one) => one.labelIds.includes('INBOX') || mailboxes.isOfDemo(email, one.id));

const shownThread =
  (email: string) =>
  (messages: readonly Message[]): ReadThread => ({
    id: messages[0]?.threadId ?? '',
    owner: email,
    subject: messages[0]?.subject ?? '',
    messages: messages.map(shown),
  });

function shown({ id, mime, messageId, internalDate }: Message): ReadMessage {
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
    messageId: messageId || null,
    inReplyTo: valueOf(mime.headers, 'in-reply-to') || null,
  };
}

/** Commas inside quoted names separate nothing. */
const addressesIn = (header: string): string[] =>
  (header.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((one) => addressIn(one)).filter(Boolean);
