import { Injectable } from '@nestjs/common';
import {
  mailAddress,
  noticeFooter,
  type NoticeId,
  type OutgoingMail,
  outgoingMail,
  type PublicPerson,
  type TenantId,
  type UserId,
} from '@understudy/domain';
import type { NoticeRecord } from './notice.records.js';
import { UnsubscribeLinks } from './unsubscribe-links.service.js';

const keyOf = (id: NoticeId): string => `notice.${id}`;

/** The e-mail of a notice: from the CSM, answers go to the backup, with a way to get no more of these. */
@Injectable()
export class NoticeMail {
  constructor(private readonly links: UnsubscribeLinks) {}

  /** Throws mail.bad-address when one of the people has none that works. */
  of(
    tenantId: TenantId,
    notice: Pick<NoticeRecord, 'id' | 'stakeholderId' | 'contactName' | 'email'>,
    words: { readonly language: string; readonly subject: string; readonly body: string },
    from: PublicPerson & { readonly id: UserId },
    backup: PublicPerson | null,
    earlier: readonly NoticeId[],
  ): OutgoingMail {
    const link = this.links.linkFor({ tenantId, stakeholderId: notice.stakeholderId });
    return outgoingMail({
      tenantId,
      key: keyOf(notice.id),
      sentAs: from.id,
      follows: earlier.map(keyOf),
      from: mailAddress(from.name, from.email),
      replyTo: backup === null ? undefined : mailAddress(backup.name, backup.email),
      to: [mailAddress(notice.contactName, notice.email)],
      subject: words.subject,
      text: `${words.body}\n\n-- \n${noticeFooter(words.language, link)}\n`,
      headers: {
        'List-Unsubscribe': `<${link}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
      },
    });
  }
}
