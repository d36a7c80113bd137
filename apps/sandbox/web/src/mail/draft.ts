import { z } from 'zod';
import type { MailMessage } from '../api/mailbox.js';
import type { InboxThread } from './inbox.js';

/** An e-mail that is being written; recipients as they were typed. */
export const Draft = z.object({
  to: z.string(),
  cc: z.string(),
  subject: z.string(),
  body: z.string(),
  answers: z.object({ messageId: z.string().nullable(), threadId: z.string().nullable() }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const EMPTY: Draft = { to: '', cc: '', subject: '', body: '', answers: null };
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

/** Between addresses stand commas, semicolons or spaces; `Name <address>` is read as the address. */
export const addressesIn = (text: string): readonly string[] =>
  text
    .replaceAll(/(?:"[^"]*"\s*|[^<>,;"]*)<([^<>]*)>/g, ' $1 ')
    .split(/[\s,;]+/)
    .filter(Boolean);

/** The latest message from outside, else from somebody else: a vacation reply of a colleague is nothing to answer. */
export const received = ({ thread: { messages }, latest, outsider }: InboxThread, me: string): MailMessage =>
  messages.findLast(({ from }) => from.email === outsider?.email) ??
  messages.findLast(({ from }) => from.email.toLowerCase() !== me.toLowerCase()) ??
  latest;

const prefixed = (prefix: 'Re' | 'Fwd', subject: string): string =>
  new RegExp(`^${prefix}:`, 'i').test(subject) ? subject : `${prefix}: ${subject}`;

/** An answer to the sender, with everybody outside who was addressed in copy; the absent owner is nobody to answer to. */
export function replyTo(row: InboxThread, me: string, inside: ReadonlySet<string>): Draft {
  const { from, to, cc, messageId } = received(row, me);
  const isOurs = inside.has(from.email.toLowerCase());
  const others = [...to, ...cc].filter((email) => {
    const key = email.toLowerCase();
    return key !== me.toLowerCase() && key !== from.email.toLowerCase() && (isOurs || !inside.has(key));
  });
  return {
    ...EMPTY,
    to: from.email,
    cc: [...new Set(others)].join(', '),
    subject: prefixed('Re', row.thread.subject),
    answers: { messageId, threadId: row.coveredOwner === null ? row.thread.id : null },
  };
}

/** The message below a line that says whose it is. */
export function forwardOf(row: InboxThread, me: string): Draft {
  const { from, body } = received(row, me);
  return {
    ...EMPTY,
    subject: prefixed('Fwd', row.thread.subject),
    body: `\n\n---------- Forwarded message ----------\nFrom: ${from.name} <${from.email}>\n\n${body}`,
  };
}

/** What is wrong with it, by field; nothing when it can be sent. */
export function faultsOf({ to, cc }: Draft): Readonly<Partial<Record<'to' | 'cc', string>>> {
  const wrong = (text: string) => addressesIn(text).find((one) => !ADDRESS.test(one));
  const [wrongTo, wrongCc] = [wrong(to), wrong(cc)];
  const missing = addressesIn(to).length === 0 ? 'Say who it is for.' : null;
  return {
    ...(missing ? { to: missing } : wrongTo ? { to: `${wrongTo} is no address.` } : {}),
    ...(wrongCc ? { cc: `${wrongCc} is no address.` } : {}),
  };
}

/** What a card of the add-on does to the draft that is open. */
export interface DraftChange {
  readonly insertHtml: string | null;
  readonly cc: readonly string[];
}

/** Text goes in where the cursor stands; addresses that are there already are not added again (as Gmail does both). */
export function changed(draft: Draft, { insertHtml, cc }: DraftChange, caret: number): Draft {
  const known = new Set(addressesIn(`${draft.to},${draft.cc}`).map((one) => one.toLowerCase()));
  const added = cc.filter((one) => !known.has(one.toLowerCase()));
  const text = insertHtml === null ? '' : textOfHtml(insertHtml);
  return {
    ...draft,
    cc: [...addressesIn(draft.cc), ...added].join(', '),
    body: draft.body.slice(0, caret) + text + draft.body.slice(caret),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** Paragraphs and line breaks of a small HTML as plain text. */
export const textOfHtml = (html: string): string =>
  html
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/p>\s*/gi, '\n\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/[ \t]+\n/g, '\n');
