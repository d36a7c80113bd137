import { Injectable } from '@nestjs/common';
import {
  DomainError,
  isSendTime,
  namedInNotice,
  nextSendAt,
  type NoticeId,
  type OutgoingMail,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { MailChannel, MailNotTaken, MailRefused } from '../mail/index.js';
import { NoticeDesks } from './notice-desks.service.js';
import { NoticeNews } from './notice-news.service.js';
import { NoticePlanning } from './notice-planning.service.js';
import type { NoticeRecord } from './notice.records.js';
import { NoticesRepository } from './notices.repository.js';
import type { LoadedNotices } from './notice-worlds.service.js';

/** About two hours of trouble with growing pauses; then a person has to know. */
const MOST_TRIES = 30;

/**
 * Sends one notice. Right before, everything is asked again under the absence's lock: does coverage stand, who is it, may this contact
 * be written to, is it their business hours. From the moment it is handed over its words are fixed, so a second try says the same under
 * the same key and the channel takes it once.
 */
@Injectable()
export class NoticeSending {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly planning: NoticePlanning,
    private readonly notices: NoticesRepository,
    private readonly desks: NoticeDesks,
    private readonly channel: MailChannel,
    private readonly news: NoticeNews,
  ) {}

  async send(
    { id: messageId, tenantId, attempt, confirm }: Pick<Message, 'id' | 'tenantId' | 'attempt' | 'confirm'>,
    id: NoticeId,
  ): Promise<void> {
    const mail = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id, messageId));
    if (!mail) return;
    await confirm();
    try {
      const { providerId } = await this.channel.send(mail);
      await this.tenancy.run(tenantId, (tx) => this.noteSent(tx, id, providerId));
    } catch (error) {
      const isFinal = error instanceof MailRefused || attempt >= MOST_TRIES;
      await this.tenancy.run(tenantId, (tx) => this.noteTrouble(tx, id, error, isFinal));
      if (!isFinal) throw error;
    }
  }

  /** null: nothing to send, not now or not any more. */
  private async prepare(tx: Tx, id: NoticeId, messageId: string): Promise<OutgoingMail | null> {
    const known = await this.notices.findById(tx, id);
    if (!known) return null;
    const { absenceId, address } = known;
    await this.planning.plan(tx, absenceId, { address });
    const world = await this.planning.loadLocked(tx, absenceId, { address });
    const notice = world?.notices.find((one) => one.id === id);
    if (!world || !notice) return null;
    // another message is at it, or will be again: never two for one notice
    if (notice.state === 'sending') return notice.sendingMessageId === messageId ? this.again(tx, world, notice) : null;
    if (notice.state !== 'planned' || Temporal.Instant.compare(notice.sendAt, tx.now) > 0) return null;
    return this.first(tx, world, notice, messageId);
  }

  private async first(
    tx: Tx,
    world: LoadedNotices,
    notice: NoticeRecord,
    messageId: string,
  ): Promise<OutgoingMail | null> {
    const contact = world.contacts.find(({ address }) => address === notice.address);
    if (!contact) return null;
    if (!isSendTime(tx.now, contact.timeZone)) {
      const sendAt = nextSendAt(tx.now, contact.timeZone);
      await this.planning.apply(tx, world, [
        { do: 'set', notice, assignmentId: notice.assignmentId, state: 'planned', sendAt },
      ]);
      return null;
    }
    const written = await this.desks.write(tx, world, notice, namedInNotice(notice, world));
    try {
      const mail = this.desks.mailOf(tx.tenantId, world, notice, written, written.backup);
      await this.notices.setSending(tx, notice.id, messageId, written);
      return mail;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.fail(tx, notice, 'the e-mail address does not work');
      return null;
    }
  }

  /** It was handed over before, and nobody knows whether it arrived: the same again, under the same key. */
  private async again(tx: Tx, world: LoadedNotices, notice: NoticeRecord): Promise<OutgoingMail | null> {
    const { language, subject, body } = notice;
    if (language === null || subject === null || body === null)
      throw new Error(`notice ${notice.id} is sent without words`);
    const backup = await this.desks.backupOf(tx, notice);
    return this.desks.mailOf(tx.tenantId, world, notice, { language, subject, body }, backup);
  }

  private async noteSent(tx: Tx, id: NoticeId, providerId: string): Promise<void> {
    const notice = await this.notices.findById(tx, id);
    if (notice && (await this.notices.setSent(tx, id, providerId))) {
      await this.news.sent(tx, notice);
      // what changed while it was under way is an update now
      await this.planning.plan(tx, notice.absenceId, { address: notice.address });
    }
  }

  private async noteTrouble(tx: Tx, id: NoticeId, error: unknown, isFinal: boolean): Promise<void> {
    const notice = await this.notices.findById(tx, id);
    if (!notice) return;
    if (isFinal) await this.fail(tx, notice, isOwn(error) ? error.message : 'the mail service does not answer');
    // certainly not sent: it may still change. Anything else may have been, and keeps its words
    else if (error instanceof MailNotTaken) await this.notices.setNotSent(tx, id, 'planned', error.message);
  }

  private async fail(tx: Tx, notice: NoticeRecord, reason: string): Promise<void> {
    if (await this.notices.setNotSent(tx, notice.id, 'failed', reason)) await this.news.failed(tx, notice, reason);
  }
}

/** Our own words about the trouble; a library's text is not for people. */
const isOwn = (error: unknown): error is Error => error instanceof MailRefused || error instanceof MailNotTaken;
