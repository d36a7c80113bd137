import type { AnswerOf, Lookup } from '@understudy/contracts';
import type { MailMessage, MailThread } from '../api/mailbox.js';

export type LookupHit = AnswerOf<typeof Lookup>['customers'][number];

/** One row of the inbox. */
export interface InboxThread {
  readonly thread: MailThread;
  readonly latest: MailMessage;
  /** Whose mailbox it came to, when that is not the reader's. */
  readonly coveredOwner: string | null;
  /** The first person outside, as the sender people look for. */
  readonly outsider: { readonly name: string; readonly email: string } | null;
}

export interface Mailboxes {
  readonly me: string;
  readonly own: readonly MailThread[];
  /** What the reader, and those they stand in for, sent without a thread in their own inbox. */
  readonly sent?: readonly MailThread[];
  /** Mailboxes of those the reader stands in for now. */
  readonly covered: readonly { readonly owner: string; readonly threads: readonly MailThread[] }[];
  /** Addresses of the reader's colleagues. */
  readonly inside: ReadonlySet<string>;
  /** Product time, epoch milliseconds: what is dated later has not come yet. */
  readonly now: number;
}

/** Every thread that has come by now, newest first; a copy in a covered mailbox of what the reader has anyway is left out. */
export function inboxOf({ me, own, sent = [], covered, inside, now }: Mailboxes): readonly InboxThread[] {
  const row = (thread: MailThread, owner: string | null) => rowOf(withAnswers(thread, sent), owner, inside, now);
  const rows = [
    ...own.map((thread) => row(thread, null)),
    ...covered.flatMap(({ owner, threads }) => threads.map((thread) => row(thread, owner))),
  ].filter((one) => one !== null);
  const seen = new Set<string>();
  return rows
    .filter((row) => row.coveredOwner !== me && !seen.has(keyOf(row)) && seen.add(keyOf(row)))
    .sort((a, b) => Date.parse(b.latest.sentAt) - Date.parse(a.latest.sentAt));
}

/** Null for a thread of which nothing has come by now. */
export function rowOf(
  thread: MailThread,
  owner: string | null,
  inside: ReadonlySet<string>,
  now: number,
): InboxThread | null {
  const messages = thread.messages.filter(({ sentAt }) => Date.parse(sentAt) <= now);
  const latest = messages.at(-1);
  if (!latest) return null;
  const outsider = messages.map(({ from }) => from).findLast(({ email }) => !inside.has(email.toLowerCase())) ?? null;
  return { thread: { ...thread, messages }, latest, coveredOwner: owner, outsider };
}

/** The thread with what was answered to it from another mailbox, or by a vacation reply, in the order it was sent. */
function withAnswers(thread: MailThread, sent: readonly MailThread[]): MailThread {
  const refers = ({ messages }: MailThread) => {
    const ids = new Set(messages.map(({ messageId }) => messageId).filter((id) => id !== null));
    const isNew = ({ messageId, inReplyTo }: MailMessage) =>
      messageId !== null && !ids.has(messageId) && inReplyTo !== null && ids.has(inReplyTo);
    return sent.flatMap((other) => other.messages.filter(isNew));
  };
  const answers = refers(thread);
  if (answers.length === 0) return thread;
  const messages = [...thread.messages, ...answers].sort((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt));
  return withAnswers({ ...thread, messages }, sent);
}

const keyOf = ({ thread }: InboxThread): string =>
  [thread.subject, thread.messages[0]?.from.email, thread.messages[0]?.sentAt].join('\n');

/** Addresses outside of the company in a thread, in lower case. */
export const outsideAddresses = ({ messages }: MailThread, inside: ReadonlySet<string>): readonly string[] => [
  ...new Set(
    messages
      .flatMap(({ from, to, cc }) => [from.email, ...to, ...cc])
      .map((address) => address.toLowerCase())
      .filter((address) => !inside.has(address)),
  ),
];

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The customer a thread is about: the first whose domain an address outside has. */
export function hitOf(
  row: InboxThread,
  hits: readonly LookupHit[],
  inside: ReadonlySet<string>,
): LookupHit | undefined {
  const domains = outsideAddresses(row.thread, inside).map(domainOf);
  return hits.find(({ customer }) => customer.domains.some((domain) => domains.includes(domain.toLowerCase())));
}

/** Mail of a colleague reaches the reader only where they are the one to act, or nobody is. */
export function reaches(row: InboxThread, hit: LookupHit | undefined, meId: string): boolean {
  if (row.coveredOwner === null) return true;
  return hit !== undefined && (hit.responsible.responsible === null || hit.responsible.responsible.user_id === meId);
}
