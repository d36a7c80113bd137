import { Injectable } from '@nestjs/common';
import { DomainError, type OutgoingMail, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { GoogleClients, isGoogleFailure, readGoogleFailure } from '../google/index.js';
import { MailNotTaken, MailRefused, type MailTaken, messageIdOf, PersonalMail } from '../mail/index.js';
import { ChangedPeopleRepository, type Mailbox } from './changed-people.repository.js';
import { GoogleChangeSettings } from './google-change-settings.js';
import { statusOf } from './google-fault.js';
import { type GoogleMailRecord, GoogleMailsRepository } from './google-mails.repository.js';
import { ME } from './mailbox-part.js';
import { rawMail } from './mime.js';

interface Sent {
  readonly id: string;
  readonly threadId: string | null;
}

/**
 * What customers are told, sent from the mailbox of whoever tells it. Gmail takes the same e-mail twice, so it is written down before it is handed
 * over: when the answer was lost, it is looked for in Sent, and where we may not look it is not sent again but said.
 */
@Injectable()
export class GmailMail extends PersonalMail {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clients: GoogleClients,
    private readonly people: ChangedPeopleRepository,
    private readonly settings: GoogleChangeSettings,
    private readonly mails: GoogleMailsRepository,
  ) {
    super();
  }

  async isConnected(tenantId: TenantId): Promise<boolean> {
    return (await this.settings.get(tenantId)).notices && (await this.people.isDelegated(tenantId));
  }

  async takes({ tenantId, key, sentAs, from }: OutgoingMail): Promise<boolean> {
    if (sentAs === undefined) return false;
    const known = await this.find(tenantId, key);
    if (known !== null && known.state !== 'open') return true;
    const sender = await this.people.mailbox(tenantId, sentAs);
    if (sender.email.toLowerCase() !== from.email.toLowerCase()) return false;
    if (!(await this.settings.get(tenantId)).notices) return false;
    return (await this.clients.can(tenantId, sentAs, 'send-mail')).yes;
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    const { tenantId, key, sentAs } = mail;
    if (sentAs === undefined) throw new Error('an e-mail of nobody has no mailbox');
    const sender = await this.people.mailbox(tenantId, sentAs);
    const before = await this.find(tenantId, key);
    if (before?.state === 'sent' && before.googleId !== null) return { providerId: before.googleId };
    const found = before?.state === 'sending' ? await this.look(mail, sender) : null;
    const sent = found ?? (await this.handOver(mail, sender));
    await this.tenancy.run(tenantId, (tx) => this.mails.setSent(tx, key, sent));
    return { providerId: sent.id };
  }

  private find(tenantId: TenantId, key: string): Promise<GoogleMailRecord | null> {
    return this.tenancy.run(tenantId, (tx) => this.mails.find(tx, key));
  }

  /** null: it is certainly not there. */
  private async look(mail: OutgoingMail, sender: Mailbox): Promise<Sent | null> {
    const may = await this.clients.can(mail.tenantId, sender.userId, 'find-mail');
    if (!may.yes)
      throw new MailRefused(
        `Google did not say whether it was sent; look into the Sent folder of ${sender.name} before you write again`,
      );
    return inMailTerms(async () => {
      const { gmail } = await this.clients.of(mail.tenantId, sender, 'find-mail');
      const q = `rfc822msgid:${messageIdOf(mail).slice(1, -1)}`;
      const { data } = await gmail.users.messages.list({ ...ME, q, includeSpamTrash: true });
      const [message] = data.messages ?? [];
      return message?.id ? { id: message.id, threadId: message.threadId ?? null } : null;
    });
  }

  private async handOver(mail: OutgoingMail, sender: Mailbox): Promise<Sent> {
    const { tenantId, key } = mail;
    const { gmail } = await inMailTerms(() => this.clients.of(tenantId, sender, 'send-mail'));
    const threadId = await this.threadOf(mail, sender.userId);
    const raw = await rawMail(mail);
    await this.tenancy.run(tenantId, (tx) => this.mails.setSending(tx, key, sender.userId, mail.subject));
    try {
      const { data } = await gmail.users.messages.send({
        ...ME,
        requestBody: { raw, ...(threadId !== null && { threadId }) },
      });
      return { id: data.id ?? messageIdOf(mail), threadId: data.threadId ?? null };
    } catch (error) {
      if (wasRefused(error)) await this.tenancy.run(tenantId, (tx) => this.mails.setOpen(tx, key));
      throw inWords(error);
    }
  }

  /** Gmail takes a message into a thread only when its subject is the thread's; by In-Reply-To it belongs there for everybody else. */
  private async threadOf({ tenantId, follows = [], subject }: OutgoingMail, userId: UserId): Promise<string | null> {
    const last = follows.at(-1);
    const earlier = last === undefined ? null : await this.find(tenantId, last);
    return earlier?.userId === userId && earlier.subject === subject ? earlier.threadId : null;
  }
}

/** Google answered, and not with its own trouble: nothing was sent. */
const wasRefused = (error: unknown): boolean => {
  const status = statusOf(error);
  return error instanceof DomainError || (status >= 400 && status < 500);
};

async function inMailTerms<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw inWords(error);
  }
}

/** As whoever sends e-mails understands it: for good, for another time, or nobody knows. */
function inWords(error: unknown): unknown {
  if (!isGoogleFailure(error)) return error;
  if (error instanceof DomainError) return new MailNotTaken('Google does not let us send from this mailbox now');
  const { kind, text } = readGoogleFailure(error);
  if (!wasRefused(error)) return error;
  return kind === 'refused' && statusOf(error) === 400 ? new MailRefused(text) : new MailNotTaken(text);
}
