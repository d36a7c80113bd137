import { Injectable } from '@nestjs/common';
import { DomainError, type OutgoingMail, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { GoogleClients, isGoogleFailure, type PersonClients, readGoogleFailure } from '../google/index.js';
import { MailNotTaken, MailRefused, type MailTaken, PersonalMail } from '../mail/index.js';
import { ChangedPeopleRepository, type Mailbox } from './changed-people.repository.js';
import { GoogleChangeSettings } from './google-change-settings.js';
import { statusOf } from './google-fault.js';
import { type GoogleMailRecord, GoogleMailsRepository, type SentMail } from './google-mails.repository.js';
import { ME } from './mailbox-part.js';
import { KEY_HEADER, rawMail } from './mime.js';

type Gmail = PersonClients['gmail'];

/** So many of the same subject to the same person are looked through. */
const MOST_CANDIDATES = 20;

/**
 * What customers are told, sent from the mailbox of whoever tells it. Gmail takes the same e-mail twice, so it is written down before it is handed
 * over: when the answer was lost, it is looked for in Sent (by our key:
 * Gmail replaces the Message-ID), and where we may not look it is not sent again but said.
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

  async isConnected(tenantId: TenantId, tx?: Tx): Promise<boolean> {
    return (await this.settings.get(tenantId, tx)).notices && (await this.people.isDelegated(tenantId, tx));
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
    const sent = await this.named(tenantId, sender, found ?? (await this.handOver(mail, sender)));
    await this.tenancy.run(tenantId, (tx) => this.mails.setSent(tx, key, sent));
    return { providerId: sent.id };
  }

  private find(tenantId: TenantId, key: string): Promise<GoogleMailRecord | null> {
    return this.tenancy.run(tenantId, (tx) => this.mails.find(tx, key));
  }

  /** null: it is certainly not there. */
  private async look(mail: OutgoingMail, sender: Mailbox): Promise<SentMail | null> {
    const may = await this.clients.can(mail.tenantId, sender.userId, 'find-mail');
    if (!may.yes)
      throw new MailRefused(
        `Google did not say whether it was sent; look into the Sent folder of ${sender.name} before you write again`,
      );
    return inMailTerms(async () => {
      const { gmail } = await this.clients.of(mail.tenantId, sender, 'find-mail');
      const to = mail.to.map(({ email }) => `to:${email}`).join(' ');
      const q = `in:sent ${to} subject:"${mail.subject.replaceAll('"', ' ')}"`;
      const { data } = await gmail.users.messages.list({ ...ME, q, maxResults: MOST_CANDIDATES });
      for (const { id } of data.messages ?? []) {
        const found = id ? await readSent(gmail, id) : null;
        if (found?.key === mail.key) return found;
      }
      return null;
    });
  }

  private async handOver(mail: OutgoingMail, sender: Mailbox): Promise<SentMail> {
    const { tenantId, key } = mail;
    const { gmail } = await inMailTerms(() => this.clients.of(tenantId, sender, 'send-mail'));
    const earlier = await this.earlier(mail, sender.userId);
    const raw = await rawMail(
      mail,
      earlier.flatMap(({ messageId }) => messageId ?? []),
    );
    const last = earlier.at(-1);
    // Gmail takes a message into a thread only when its subject is the thread's; for everybody else In-Reply-To says where it belongs
    const threadId = last?.subject === mail.subject ? last.threadId : null;
    await this.tenancy.run(tenantId, (tx) => this.mails.setSending(tx, key, sender.userId, mail.subject));
    try {
      const { data } = await gmail.users.messages.send({
        ...ME,
        requestBody: { raw, ...(threadId !== null && { threadId }) },
      });
      return { id: data.id ?? key, threadId: data.threadId ?? null, messageId: null };
    } catch (error) {
      if (wasRefused(error)) await this.tenancy.run(tenantId, (tx) => this.mails.setOpen(tx, key));
      throw inWords(error);
    }
  }

  /** What the same recipients got from the same mailbox before, as far as it went this way; the first one first. */
  private async earlier({ tenantId, follows = [] }: OutgoingMail, userId: UserId): Promise<GoogleMailRecord[]> {
    const known = await Promise.all(follows.map((key) => this.find(tenantId, key)));
    return known.filter((one) => one !== null).filter((one) => one.userId === userId && one.state === 'sent');
  }

  /** By what Gmail named it, so that what follows can refer to it. Nothing depends on it: where it cannot be read it stays unknown. */
  private async named(tenantId: TenantId, sender: Mailbox, sent: SentMail): Promise<SentMail> {
    if (sent.messageId !== null || !(await this.clients.can(tenantId, sender.userId, 'find-mail')).yes) return sent;
    try {
      const { gmail } = await this.clients.of(tenantId, sender, 'find-mail');
      return { ...sent, messageId: (await readSent(gmail, sent.id)).messageId };
    } catch (error) {
      if (isGoogleFailure(error)) return sent;
      throw error;
    }
  }
}

/** A mail in Sent, with the key it was sent by. */
async function readSent(gmail: Gmail, id: string): Promise<SentMail & { readonly key: string | null }> {
  const { data } = await gmail.users.messages.get({
    ...ME,
    id,
    format: 'metadata',
    metadataHeaders: ['Message-ID', KEY_HEADER],
  });
  const header = (name: string) =>
    data.payload?.headers?.find((one) => one.name?.toLowerCase() === name.toLowerCase())?.value ?? null;
  return { id, threadId: data.threadId ?? null, messageId: header('Message-ID'), key: header(KEY_HEADER) };
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
