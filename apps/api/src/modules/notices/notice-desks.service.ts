import { Injectable } from '@nestjs/common';
import type { OutgoingMail, PublicPerson, TenantId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { NoticeMail } from './notice-mail.service.js';
import type { NoticeRecord } from './notice.records.js';
import { type NoticeDesk, NoticeWriter, type Written } from './notice-writer.service.js';
import type { LoadedNotices } from './notice-worlds.service.js';

/** From a notice to its words, and from its words to an e-mail. */
@Injectable()
export class NoticeDesks {
  constructor(
    private readonly writer: NoticeWriter,
    private readonly mail: NoticeMail,
    private readonly directory: DirectoryRepository,
  ) {}

  /** For many notices of one absence. */
  open(tx: Tx, world: LoadedNotices): Promise<NoticeDesk> {
    return this.writer.open(tx, world);
  }

  async write(tx: Tx, world: LoadedNotices, notice: NoticeRecord, backupUserId: UserId | null): Promise<Written> {
    return (await this.writer.open(tx, world)).write(notice.kind, notice, backupUserId);
  }

  /** Whom a notice that left introduced; null for a cancellation. */
  async backupOf(tx: Tx, { told }: NoticeRecord): Promise<PublicPerson | null> {
    return told?.backupUserId ? this.directory.findUser(tx, told.backupUserId) : null;
  }

  /** An update belongs to what the contact got before. */
  mailOf(
    tenantId: TenantId,
    { csm, notices }: LoadedNotices,
    notice: NoticeRecord,
    words: { readonly language: string; readonly subject: string; readonly body: string },
    backup: PublicPerson | null,
  ): OutgoingMail {
    const earlier = notices
      .filter((one) => one.id !== notice.id && one.address === notice.address && one.state === 'sent')
      .toSorted((a, b) => Temporal.Instant.compare(a.sentAt ?? a.sendAt, b.sentAt ?? b.sendAt));
    return this.mail.of(
      tenantId,
      notice,
      words,
      csm,
      backup,
      earlier.map(({ id }) => id),
    );
  }
}
