import type { Outbox } from '../../outbox.js';
import type { People, Person } from '../../people.js';
import type { Mailboxes, Message } from './mailbox.js';
import { address, composed, textOf, valueOf, withHeaders } from './mime.js';
import { VACATION_PAUSE_MILLISECONDS } from './rules.js';
import { type Searched, searchFor } from './search.js';
import type { Filter } from './state.js';

/** How often a forwarded e-mail may be forwarded on. */
const MOST_HOPS = 3;

/** E-mails that come in: filters, forwarding and the vacation reply do what they are set to. */
export class Arrivals {
  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly people: People,
    private readonly outbox: Outbox,
  ) {}

  /** Puts the e-mail into the account's inbox; nothing for an address outside the demo. Answers what became of it. */
  async deliver(
    email: string,
    raw: Buffer,
    hops: number,
  ): Promise<{ message: Message; forwardedTo: string[]; isReplied: boolean } | null> {
    const person = this.people.find(email);
    if (!person || person.hasMail === false || person.suspended) return null;
    const kept = this.mailboxes.keep(person.email, raw, ['INBOX', 'UNREAD'], null);
    const message = this.threaded(person, kept);
    const forwardedTo = new Set<string>();
    for (const filter of this.mailboxes.account(person.email).filters) {
      if (!fits(filter, this.mailboxes.searched(person.email, message))) continue;
      const { addLabelIds = [], removeLabelIds = [], forward } = filter.action;
      this.mailboxes.relabel(person.email, message.id, addLabelIds, removeLabelIds);
      if (forward) forwardedTo.add(forward);
    }
    const { autoForwarding } = this.mailboxes.account(person.email);
    if (autoForwarding.enabled && autoForwarding.emailAddress) forwardedTo.add(autoForwarding.emailAddress);
    if (hops < MOST_HOPS) for (const target of forwardedTo) await this.forward(person, message, target, hops);
    const isReplied = this.reply(person, message);
    return { message: this.mailboxes.getMessage(person.email, message.id), forwardedTo: [...forwardedTo], isReplied };
  }

  /** An answer joins the thread of what it answers. */
  private threaded(person: Person, message: Message): Message {
    const references = `${valueOf(message.mime.headers, 'in-reply-to')} ${valueOf(message.mime.headers, 'references')}`;
    const earlier = this.mailboxes
      .messages(person.email)
      .find(({ id, messageId }) => id !== message.id && messageId !== '' && references.includes(messageId));
    const stored = this.mailboxes.account(person.email).messages[message.id];
    if (!earlier || !stored) return message;
    const moved = { ...stored, threadId: earlier.threadId };
    this.mailboxes.account(person.email).messages[message.id] = moved;
    return this.mailboxes.getMessage(person.email, message.id);
  }

  /** REF FilterAction.forward: "effectively redirects the message to the address specified in this field, maintaining the original sender in the "From" field." */
  private async forward(person: Person, message: Message, target: string, hops: number): Promise<void> {
    const raw = withHeaders(Buffer.from(message.raw, 'base64'), {
      'X-Forwarded-To': target,
      'X-Forwarded-For': `${person.email} ${target}`,
    });
    this.outbox.add('email', {
      via: 'gmail-forward',
      from: { name: '', email: addressIn(valueOf(message.mime.headers, 'from')) },
      forwarded_by: person.email,
      to: [target],
      to_names: [''],
      cc: [],
      subject: message.subject,
      text: textOf(message.mime, 'text/plain') ?? '',
    });
    await this.deliver(target, raw, hops + 1);
  }

  private reply(person: Person, { mime, messageId, subject }: Message): boolean {
    const { vacation, replied } = this.mailboxes.account(person.email);
    const now = this.mailboxes.now();
    const sender = addressIn(valueOf(mime.headers, 'from')).toLowerCase();
    const isDue =
      vacation.enableAutoReply &&
      now >= Number(vacation.startTime ?? 0) &&
      (vacation.endTime === undefined || now < Number(vacation.endTime)) &&
      (!vacation.restrictToDomain || sender.endsWith(`@${person.domain}`)) &&
      // Nobody's contacts are known here, so a reply to contacts only goes to colleagues.
      (!vacation.restrictToContacts || this.people.find(sender) !== null) &&
      sender !== '' &&
      !valueOf(mime.headers, 'auto-submitted') &&
      !valueOf(mime.headers, 'list-id') &&
      now - (replied[sender] ?? -Infinity) >= VACATION_PAUSE_MILLISECONDS;
    if (!isDue) return false;
    replied[sender] = now;
    const text = vacation.responseBodyHtml?.replace(/<[^>]+>/g, '') ?? vacation.responseBodyPlainText ?? '';
    const answer = {
      'Message-ID': `<vacation-${this.mailboxes.newId()}@mail.gmail.com>`,
      'In-Reply-To': messageId,
      'Auto-Submitted': 'auto-replied',
      From: address(person),
      To: sender,
      Subject: `${vacation.responseSubject ? `${vacation.responseSubject} ` : ''}Re: ${subject}`,
    };
    const sent = this.mailboxes.keep(person.email, composed(answer, text), ['SENT'], null);
    this.outbox.add('email', {
      key: `vacation-${sent.id}`,
      via: 'gmail-vacation',
      from: { name: person.name, email: person.email },
      to: [sender],
      to_names: [''],
      cc: [],
      subject: answer.Subject,
      text,
      headers: { 'In-Reply-To': messageId, 'Auto-Submitted': 'auto-replied' },
    });
    return true;
  }
}

function fits({ criteria }: Filter, message: Searched): boolean {
  const { from, to, subject, query, negatedQuery, hasAttachment, size, sizeComparison } = criteria;
  const grouped = (operator: string, words: string | undefined) =>
    !words || searchFor(`${operator}:(${words})`)(message);
  return (
    grouped('from', from) &&
    grouped('to', to) &&
    (!subject || message.subject.includes(subject.trim().replace(/\s+/g, ' ').toLowerCase())) &&
    (!query || searchFor(query)(message)) &&
    (!negatedQuery || !searchFor(negatedQuery)(message)) &&
    (!hasAttachment || message.hasAttachment) &&
    (size === undefined || (sizeComparison === 'larger' ? message.size > size : message.size < size))
  );
}

export const addressIn = (header: string): string => /<([^<>\s]+)>/.exec(header)?.[1] ?? header.trim();
