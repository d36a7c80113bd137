import { DomainError } from './errors.js';
import type { Brand, TenantId, UserId } from './ids.js';

/** A name and an address that can stand in a header of an e-mail: made only by {@link mailAddress}. */
export type MailAddress = Brand<{ readonly name: string; readonly email: string }, 'MailAddress'>;

/** What somebody wants to send. Names and subjects may be anything people typed; {@link outgoingMail} makes them safe or refuses. */
export interface MailDraft {
  readonly tenantId: TenantId;
  /**
   * One e-mail, one key, also over retries: letters, digits, `.`, `_`, `-`, at most 120. It becomes the local part of the Message-ID
   * and X-Understudy-Key; a channel that can, sends a key once.
   */
  readonly key: string;
  /** Who says it: it leaves from their own mailbox where that is connected. */
  readonly sentAs?: UserId | undefined;
  /** Keys of what the same recipients got about the same thing before, the first one first; all from the same address. */
  readonly follows?: readonly string[] | undefined;
  readonly from: MailAddress;
  readonly replyTo?: MailAddress | undefined;
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[] | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** Beside the usual ones, which cannot be set here. Values are printable ASCII. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An e-mail that can be handed to a channel: made only by {@link outgoingMail}, so nothing unchecked is ever sent. */
export type OutgoingMail = Brand<MailDraft, 'OutgoingMail'>;

/** What ends a header line or is invisible in one: controls, the line separators of Unicode, and marks that turn the direction of text. */
const BREAKS = /[\p{Cc}\p{Cs}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;
const KEY = /^[A-Za-z0-9._-]{1,120}$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,60}$/;
const HEADER_VALUE = /^[\x20-\x7E]{1,900}$/;
/** Set by the channel from the parts of the mail, or not at all. */
const OWN_HEADERS =
  /^(?:from|sender|to|cc|bcc|subject|reply-to|return-path|message-id|in-reply-to|references|date|mime-version|received|dkim-.*|resent-.*|content-.*|x-understudy-.*)$/i;
const LONGEST_SUBJECT = 250;
const LONGEST_NAME = 120;

/** Any text as one line without anything invisible in it; at most `max` characters, cut with an ellipsis. */
export const oneLine = (text: string, max: number): string => {
  const line = text.replace(BREAKS, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
};

/**
 * Several lines of plain text: line ends become "\n", at most one empty line in a row, everything else invisible is taken out. Text
 * is text: nothing in it is ever read as markup or as a placeholder.
 */
export const plainText = (text: string, max: number): string => {
  const lines = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .split('\n')
    .map((line) => line.replace(BREAKS, ' ').trimEnd());
  return [
    ...lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  ]
    .slice(0, max)
    .join('');
};

/** True for an address a mail server takes as it stands: no comments, no quotes, no spaces, a domain with a dot. */
export const isMailAddress = (email: string): boolean => email.length <= 254 && ADDRESS.test(email);

/** The name is made one line (the address stands in for an empty one). Throws mail.bad-address, whatever hides in it. */
export const mailAddress = (name: string, email: string): MailAddress => {
  if (!isMailAddress(email)) throw new DomainError('mail.bad-address', { email: oneLine(email, 100) });
  return { name: oneLine(name, LONGEST_NAME) || email, email } as MailAddress;
};

/**
 * Checks a whole e-mail once, before it goes anywhere: no line of a header can end early, so nobody can add one (CR, LF, NUL and their
 * relatives in names and subjects become spaces). Throws mail.malformed for what only our own code can get wrong.
 */
export const outgoingMail = (draft: MailDraft): OutgoingMail => {
  const problem = problemOf(draft);
  if (problem !== null) throw new DomainError('mail.malformed', { problem });
  return { ...draft, subject: oneLine(draft.subject, LONGEST_SUBJECT) } as OutgoingMail;
};

const problemOf = ({ key, follows = [], to, subject, text, headers = {} }: MailDraft): string | null => {
  if (![key, ...follows].every((one) => KEY.test(one))) return 'the key is not one';
  if (to.length === 0) return 'it goes to nobody';
  if (oneLine(subject, 1) === '' || text.trim() === '') return 'it says nothing';
  const bad = Object.entries(headers).find(
    ([name, value]) => !HEADER_NAME.test(name) || OWN_HEADERS.test(name) || !HEADER_VALUE.test(value),
  );
  return bad ? `the header ${oneLine(bad[0], 60)} cannot be set like that` : null;
};
