import { createHash } from 'node:crypto';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { Outbox } from '../../outbox.js';
import type { Person } from '../../people.js';
import { GoogleError, notFound } from '../errors.js';
import type { JsonObject } from '../strict.js';
import type { Arrivals } from './arriving.js';
import type { Mailboxes, Message } from './mailbox.js';
import { address, withHeaders } from './mime.js';
import { fitsThread, gmailMessageId, MOST_BYTES, MOST_RECIPIENTS, requireOwnSender } from './rules.js';

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Sending: checked as Gmail does, kept in Sent, delivered to the demo's people, shown in the outbox. */
export class Sending {
  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly arrivals: Arrivals,
    private readonly outbox: Outbox,
  ) {}

  /** `raw` is the e-mail as the client wrote it; `isOurs`: the product sends it, not a person at their screen. */
  async send(person: Person, raw: Buffer, threadId: string | null, isOurs: boolean): Promise<Message> {
    const mail = await readMail(raw);
    const { to, cc, bcc } = recipientsOf(mail);
    const account = this.mailboxes.account(person.email);
    const from = addresses(mail.from)[0];
    if (from) requireOwnSender(from.address, person, account);
    const threads = this.threadFor(person.email, mail, threadId);

    const outgoing = this.finished(raw, mail, person);
    const sent = this.mailboxes.keep(person.email, outgoing, ['SENT'], threads);
    const delivered = withHeaders(outgoing, { Bcc: null });
    for (const { address: email } of [...to, ...cc, ...bcc]) await this.arrivals.deliver(email, delivered, 0);
    if (isOurs) this.outbox.add('email', { ...this.shown(mail, person), gmail_id: sent.id, thread_id: sent.threadId });
    return sent;
  }

  /** The thread that is asked for, when the e-mail belongs to it (REF Message.threadId); `null` starts another one. */
  private threadFor(email: string, mail: ParsedMail, threadId: string | null): string | null {
    if (threadId === null) return null;
    const thread = this.mailboxes.thread(email, threadId);
    if (!thread.length) throw notFound('Requested entity was not found.');
    const references = [mail.inReplyTo ?? '', ...[mail.references ?? []].flat()].filter(Boolean);
    return fitsThread({ subject: mail.subject ?? '', references }, thread) ? threadId : null;
  }

  /** What Gmail puts in: its own Message-ID, and sender and date where there are none. */
  private finished(raw: Buffer, mail: ParsedMail, person: Person): Buffer {
    const unique = createHash('sha256').update(raw).update(this.mailboxes.newId()).digest('base64url').slice(0, 40);
    return withHeaders(raw, {
      'Message-ID': gmailMessageId(unique),
      ...(!mail.from && { From: address(person) }),
      ...(!mail.date && { Date: new Date(this.mailboxes.now()).toUTCString() }),
    });
  }

  /** In the shape every other mail channel hands over (SandboxMail), so that whoever looks sees customer notices wherever they leave. */
  private shown(mail: ParsedMail, person: Person): JsonObject {
    const { to, cc, bcc } = recipientsOf(mail);
    const from = addresses(mail.from)[0];
    const replyTo = addresses(mail.replyTo)[0];
    const key = headerOf(mail, 'x-understudy-key');
    return {
      key: key || `gmail-${this.mailboxes.state.made}`,
      via: 'gmail',
      from: { name: from?.name || person.name, email: from?.address ?? person.email },
      ...(replyTo && { reply_to: { name: replyTo.name, email: replyTo.address } }),
      to: to.map((one) => one.address),
      to_names: to.map((one) => one.name),
      cc: cc.map((one) => one.address),
      ...(bcc.length && { bcc: bcc.map((one) => one.address) }),
      subject: mail.subject ?? '',
      text: (mail.text ?? '').replace(/\n$/, ''),
      ...(typeof mail.html === 'string' && { html: mail.html }),
      headers: Object.fromEntries(
        mail.headerLines.flatMap(({ key: name, line }) =>
          SHOWN_HEADER.test(name) ? [[line.slice(0, name.length), line.slice(name.length + 1).trim()]] : [],
        ),
      ),
    };
  }
}

const SHOWN_HEADER = /^(?:message-id|in-reply-to|references|auto-submitted|x-.+)$/;

/** GUIDE sending: the raw e-mail must be one. */
async function readMail(raw: Buffer): Promise<ParsedMail> {
  if (raw.length > MOST_BYTES) throw new GoogleError(413, 'uploadTooLarge', 'Request Entity Too Large');
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  if (!mail.headerLines.length) throw rawRequired();
  const { to, cc, bcc } = recipientsOf(mail);
  const all = [...to, ...cc, ...bcc];
  if (!all.length) throw new GoogleError(400, 'invalidArgument', 'Recipient address required');
  const wrong = all.find((one) => !/^[^\s@<>]+@[^\s@<>]+$/.test(one.address));
  if (wrong) throw new GoogleError(400, 'invalidArgument', 'Invalid To header');
  if (all.length > MOST_RECIPIENTS) throw new GoogleError(400, 'invalidArgument', 'Too many recipients');
  if (addresses(mail.from).length > 1) throw new GoogleError(400, 'invalidArgument', 'Invalid From header');
  return mail;
}

/** REF messages.send: the e-mail comes base64url encoded in `raw`, or as message/rfc822 by upload. */
export function rawOf(raw: unknown, media: { contentType: string; content: Buffer } | null): Buffer {
  if (media) {
    if (!/^message\/rfc822\b/i.test(media.contentType))
      throw new GoogleError(
        400,
        'badContent',
        `Media type '${media.contentType}' is not supported. Valid media types: [message/rfc822]`,
      );
    return media.content;
  }
  if (typeof raw !== 'string' || !raw) throw rawRequired();
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(raw))
    throw new GoogleError(400, 'badRequest', `Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed`);
  return Buffer.from(raw, 'base64url');
}

const rawRequired = () =>
  new GoogleError(
    400,
    'invalidArgument',
    "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
  );

const addresses = (field: AddressObject | AddressObject[] | undefined): Mailbox[] =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? [one]))
    .map(({ name, address: email }) => ({ name, address: email ?? '' }));

const recipientsOf = ({ to, cc, bcc }: ParsedMail) => ({ to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) });

const headerOf = ({ headers }: ParsedMail, name: string): string => {
  const value = headers.get(name);
  return typeof value === 'string' ? value : '';
};
