import type { SandboxClock } from '../../clock.js';
import type { People, Person } from '../../people.js';
import type { MailMessage, MailThread } from '../../world.js';
import { notFound } from '../errors.js';
import { address, composed, type Part, readMime, textOf, valueOf } from './mime.js';
import { SYSTEM_LABELS } from './rules.js';
import type { Searched } from './search.js';
import { type Account, emptyAccount, type GmailState, type StoredMessage } from './state.js';

/** A stored message with what is read out of it. */
export interface Message extends StoredMessage {
  readonly mime: Part;
  readonly subject: string;
  readonly messageId: string;
}

/** The mailboxes of the Workspace: the demo world's threads, and everything that came or went since. */
export class Mailboxes {
  private readonly demo = new Map<string, Map<string, StoredMessage>>();
  private readonly read = new WeakMap<StoredMessage, Message>();

  constructor(
    readonly state: GmailState,
    private readonly people: People,
    private readonly clock: SandboxClock,
    private readonly threads: readonly MailThread[],
  ) {}

  account(email: string): Account {
    return (this.state.accounts[email] ??= emptyAccount());
  }

  /** A new id of sixteen hexadecimal digits, as Gmail's are. */
  newId(): string {
    this.state.made += 1;
    return (0x19_00_00_00_00_00_00_00n + BigInt(this.state.made)).toString(16).padStart(16, '0');
  }

  now(): number {
    return this.clock.now().epochMilliseconds;
  }

  /** Newest first, as Gmail lists them. */
  messages(email: string): Message[] {
    const { messages, deleted } = this.account(email);
    const demo = [...this.demoOf(email).values()].filter(({ id }) => !messages[id] && !deleted.includes(id));
    return [...demo, ...Object.values(messages)]
      .map((message) => this.readOut(message))
      .sort((a, b) => b.internalDate - a.internalDate || (a.id < b.id ? 1 : -1));
  }

  getMessage(email: string, id: string): Message {
    const found = this.find(email, id);
    if (!found) throw notFound('Requested entity was not found.');
    return this.readOut(found);
  }

  /** Oldest first, as a thread reads; empty when there is none. */
  thread(email: string, threadId: string): Message[] {
    return this.messages(email)
      .filter((message) => message.threadId === threadId)
      .reverse();
  }

  keep(email: string, raw: Buffer, labelIds: readonly string[], threadId: string | null): Message {
    const id = this.newId();
    const stored: StoredMessage = {
      id,
      threadId: threadId ?? id,
      labelIds: [...labelIds],
      raw: raw.toString('base64'),
      internalDate: this.now(),
      historyId: this.step(email),
    };
    this.account(email).messages[id] = stored;
    return this.readOut(stored);
  }

  relabel(email: string, id: string, add: readonly string[], remove: readonly string[]): Message {
    const { labelIds, ...rest } = this.getMessage(email, id);
    const kept = [...new Set([...labelIds.filter((label) => !remove.includes(label)), ...add])];
    const { mime: _mime, subject: _subject, messageId: _messageId, ...stored } = rest;
    const changed: StoredMessage = { ...stored, labelIds: kept, historyId: this.step(email) };
    this.account(email).messages[id] = changed;
    return this.readOut(changed);
  }

  remove(email: string, id: string): void {
    const { messages, deleted } = this.account(email);
    this.getMessage(email, id);
    delete messages[id];
    if (this.demoOf(email).has(id)) deleted.push(id);
    this.step(email);
  }

  isLabel(email: string, id: string): boolean {
    return SYSTEM_LABELS.some((one) => one === id) || Object.hasOwn(this.account(email).labels, id);
  }

  searched(email: string, { mime, subject, messageId, labelIds, raw, internalDate }: Message): Searched {
    const names = labelIds.map((id) => this.account(email).labels[id]?.name ?? id);
    const to = ['to', 'cc', 'bcc'].map((name) => valueOf(mime.headers, name)).join(' ');
    return {
      from: valueOf(mime.headers, 'from').toLowerCase(),
      to: to.toLowerCase(),
      subject: subject.toLowerCase(),
      text: wordsOf(mime).toLowerCase(),
      messageId,
      labelIds,
      labelNames: names,
      hasAttachment: hasAttachment(mime),
      size: Buffer.byteLength(raw, 'base64'),
      date: internalDate,
    };
  }

  /** The demo world came with this message. */
  isOfDemo(email: string, id: string): boolean {
    return this.demoOf(email).has(id);
  }

  private find(email: string, id: string): StoredMessage | undefined {
    const { messages, deleted } = this.account(email);
    if (Object.hasOwn(messages, id)) return messages[id];
    return deleted.includes(id) ? undefined : this.demoOf(email).get(id);
  }

  private readOut(stored: StoredMessage): Message {
    const known = this.read.get(stored);
    if (known) return known;
    const mime = readMime(Buffer.from(stored.raw, 'base64'));
    const messageId = valueOf(mime.headers, 'message-id');
    const message = { ...stored, mime, subject: valueOf(mime.headers, 'subject'), messageId };
    this.read.set(stored, message);
    return message;
  }

  private step(email: string): number {
    return (this.account(email).history += 1);
  }

  /** The demo world's threads as messages, made once; only what changes of them is stored. */
  private demoOf(email: string): ReadonlyMap<string, StoredMessage> {
    const known = this.demo.get(email);
    if (known) return known;
    const person = this.people.find(email);
    const messages = this.threads
      .filter(({ owner }) => owner === email)
      .flatMap((thread) => thread.messages.map((message, index) => demoMessage(thread, message, index, person)));
    const made = new Map(messages.map((message) => [message.id, message]));
    this.demo.set(email, made);
    return made;
  }
}

/** Every text of an e-mail that a person reads. */
export const wordsOf = (mime: Part): string =>
  textOf(mime, 'text/plain') ?? (textOf(mime, 'text/html') ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const hasAttachment = (part: Part): boolean => part.filename !== '' || part.parts.some(hasAttachment);

function demoMessage(thread: MailThread, message: MailMessage, index: number, owner: Person | null): StoredMessage {
  const { id, from, to, cc, sentAt, body } = message;
  const before = thread.messages.slice(0, index).map((one) => `<${one.id}@${domainOf(one.from.email)}>`);
  const isOwn = from.email.toLowerCase() === owner?.email.toLowerCase();
  const raw = composed(
    {
      'Message-ID': `<${id}@${domainOf(from.email)}>`,
      ...(before.length && { 'In-Reply-To': before.at(-1) ?? '', References: before.join(' ') }),
      Date: new Date(Temporal.Instant.from(sentAt).epochMilliseconds).toUTCString(),
      From: address(from),
      To: to.join(', '),
      ...(cc.length && { Cc: cc.join(', ') }),
      Subject: index === 0 ? thread.subject : `Re: ${thread.subject.replace(/^re:\s*/i, '')}`,
    },
    body,
  );
  return {
    id,
    threadId: thread.id,
    labelIds: isOwn ? ['SENT'] : ['INBOX'],
    raw: raw.toString('base64'),
    internalDate: Temporal.Instant.from(sentAt).epochMilliseconds,
    historyId: 1000,
  };
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);
