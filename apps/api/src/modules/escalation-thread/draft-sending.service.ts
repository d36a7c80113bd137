import { Injectable } from '@nestjs/common';
import {
  asId,
  type CustomerDraftId,
  DomainError,
  mailAddress,
  type OutgoingMail,
  outgoingMail,
  type TenantId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type Actor, type EscalationRecord, EscalationsRepository } from '../escalations/index.js';
import { MailChannel, MailNotTaken, MailRefused } from '../mail/index.js';
import { DraftNews } from './draft-news.service.js';
import { type DraftRecord, DraftsRepository } from './drafts.repository.js';

/** About two hours of trouble with growing pauses; then a person has to know. */
const MOST_TRIES = 30;
const MAIL: Actor = { system: 'customer-mail' };

/**
 * Hands an approved text over. From the moment somebody asked to send it its words are fixed, and every try has the same key, so a
 * worker that dies in between is followed by one that says the same again and not something else.
 */
@Injectable()
export class DraftSending {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly drafts: DraftsRepository,
    private readonly escalations: EscalationsRepository,
    private readonly directory: DirectoryRepository,
    private readonly channel: MailChannel,
    private readonly news: DraftNews,
  ) {}

  async send({ tenantId, attempt, payload, confirm }: Message): Promise<void> {
    const id = asId<CustomerDraftId>(String(payload['draft_id']));
    const mail = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id, Number(payload['sending'])));
    if (mail === null) return;
    await confirm();
    try {
      const { providerId, refused = [] } = await this.channel.send(mail);
      await this.tenancy.run(tenantId, (tx) => this.settle(tx, id, { state: 'sent', providerId, refused }));
    } catch (error) {
      if (!(error instanceof MailRefused) && attempt < MOST_TRIES) throw error;
      const failure = isOwn(error) ? error.message : 'the mail service does not answer';
      await this.tenancy.run(tenantId, (tx) => this.settle(tx, id, { state: 'failed', failure }));
    }
  }

  /** null: it is not to be sent, or not by this message, or cannot be sent from here. */
  private async prepare(tx: Tx, id: CustomerDraftId, sending: number): Promise<OutgoingMail | null> {
    const draft = await this.drafts.lock(tx, id);
    if (draft?.state !== 'sending' || draft.sendings !== sending) return null;
    if (!(await this.channel.isConnected(tx.tenantId, tx))) {
      await this.settle(tx, id, { state: 'to_copy', failure: null });
      return null;
    }
    const [author, row] = await Promise.all([
      this.directory.findUser(tx, draft.author.userId),
      this.escalations.getById(tx, draft.escalationId),
    ]);
    const owner = row.primaryOwner && (await this.directory.findUser(tx, row.primaryOwner.userId));
    if (!author) throw new Error(`the author of draft ${id} is not there`);
    try {
      return mailOf(tx.tenantId, draft, { from: author, replyTo: owner ?? author });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.settle(tx, id, { state: 'failed', failure: 'an e-mail address does not work' });
      return null;
    }
  }

  private async settle(tx: Tx, id: CustomerDraftId, settled: Parameters<DraftsRepository['settle']>[2]): Promise<void> {
    const before = await this.drafts.lock(tx, id);
    if (!before || !(await this.drafts.settle(tx, id, settled))) return;
    const [after, row] = await Promise.all([
      this.drafts.find(tx, id),
      this.escalations.getById(tx, before.escalationId),
    ]);
    if (after) await this.tell(tx, row, before, after);
  }

  private async tell(tx: Tx, row: EscalationRecord, before: DraftRecord, after: DraftRecord): Promise<void> {
    const step = after.state === 'sent' ? 'sent' : after.state === 'to_copy' ? 'to-copy' : 'failed';
    const userIds = [after.author.userId, ...(after.sentBy ? [after.sentBy.userId] : [])];
    await this.news.tell(tx, MAIL, row, {
      step,
      before,
      after,
      reason: after.failure,
      message: { type: `escalation.draft-${step}`, userIds },
    });
  }
}

interface Sender {
  readonly name: string;
  readonly email: string;
}

/** From whoever wrote it; answers go to whoever owns the escalation. Throws mail.bad-address. */
const mailOf = (
  tenantId: TenantId,
  draft: DraftRecord,
  { from, replyTo }: { from: Sender; replyTo: Sender },
): OutgoingMail =>
  outgoingMail({
    tenantId,
    key: `draft.${draft.id}.${draft.approvedVersion ?? 0}`,
    sentAs: draft.author.userId,
    from: mailAddress(from.name, from.email),
    replyTo: mailAddress(replyTo.name, replyTo.email),
    to: draft.recipients.map(({ name, email }) => mailAddress(name, email)),
    subject: draft.subject,
    text: `${draft.body}\n`,
  });

/** Our own words about the trouble; a library's text is not for people. */
const isOwn = (error: unknown): error is Error => error instanceof MailRefused || error instanceof MailNotTaken;
