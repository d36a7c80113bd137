import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { MailsRepository } from './mails.repository.js';
import { NotificationsRepository } from './notifications.repository.js';
import { mailKey } from './telling.service.js';

/** Puts what is due into one e-mail, and sets when to look again. */
@Injectable()
export class MailDesk {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly mails: MailsRepository,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  async gather(tx: Tx, userId: UserId): Promise<void> {
    await this.notifications.lockPerson(tx, userId);
    const mailId = await this.mails.gather(tx, userId);
    if (mailId !== null) await this.outbox.add(tx, { type: 'notifications.mail-due', mail_id: mailId });
    const dueAt = await this.mails.nextAt(tx, userId);
    if (dueAt !== null)
      await this.timers.set(tx, {
        key: mailKey(userId),
        kind: 'notifications.mail',
        dueAt,
        payload: { user_id: userId },
      });
  }
}
