import type { CustomerNotice } from '@understudy/contracts';
import { inChargeOf, namedInNotice, type NoticeState } from '@understudy/domain';
import type { z } from 'zod';
import type { NoticeDesk } from './notice-writer.service.js';
import type { ContactRecord, NoticeRecord } from './notice.records.js';
import type { LoadedNotices } from './notice-worlds.service.js';

type NoticeView = z.output<typeof CustomerNotice>;

/** `sending` is ours alone: for people it has not left yet. */
const SHOWN = {
  planned: 'planned',
  draft: 'draft',
  sending: 'planned',
  sent: 'sent',
  failed: 'failed',
  obsolete: 'obsolete',
  opted_out: 'opted_out',
} as const satisfies Record<NoticeState, NoticeView['state']>;

/** Words that left as they left; words that will be, as they would be now; none for what will not be sent. */
export const toNoticeView = (notice: NoticeRecord, world: LoadedNotices, desk: NoticeDesk): NoticeView => {
  const { language, subject, text } = wordsOf(notice, world, desk);
  return {
    id: notice.id,
    absence_id: notice.absenceId,
    coverage_id: notice.assignmentId,
    customer: { customer_id: notice.customerId, name: notice.customerName },
    contact: toContact(notice),
    kind: notice.kind,
    method: notice.method,
    state: SHOWN[notice.state],
    language,
    subject,
    text,
    send_at: notice.sendAt,
    sent_at: notice.sentAt,
    failure: notice.failure,
  };
};

/** A notice that is not there: what this contact would read. */
export const toPreview = (
  contact: ContactRecord,
  sendAt: Temporal.Instant,
  message: string | null,
  world: LoadedNotices,
  desk: NoticeDesk,
): NoticeView => {
  const cover = inChargeOf(contact.customerId, world);
  if (!cover) throw new Error('a preview is of a customer somebody is in charge of');
  const known = world.notices.find(({ address, kind }) => address === contact.address && kind === 'introduction');
  const words = desk.write('introduction', { ...contact, message }, cover.backupUserId);
  return {
    id: known?.id ?? null,
    absence_id: world.record.id,
    coverage_id: cover.id,
    customer: { customer_id: contact.customerId, name: contact.customerName },
    contact: toContact(contact),
    kind: 'introduction',
    method: 'manual',
    state: world.isConnected ? 'planned' : 'draft',
    language: words.language,
    subject: words.subject,
    text: words.body,
    send_at: sendAt,
    sent_at: null,
    failure: null,
  };
};

export const toContact = ({
  stakeholderId,
  contactName,
  email,
}: Pick<ContactRecord, 'stakeholderId' | 'contactName' | 'email'>) => ({
  stakeholder_id: stakeholderId,
  name: contactName,
  email,
});

const wordsOf = (
  notice: NoticeRecord,
  world: LoadedNotices,
  desk: NoticeDesk,
): { language: string | null; subject: string | null; text: string | null } => {
  const { language, subject, body, state } = notice;
  if (body !== null) return { language, subject, text: body };
  if (state !== 'planned' && state !== 'draft') return { language: null, subject: null, text: null };
  const words = desk.write(notice.kind, notice, namedInNotice(notice, world));
  return { language: words.language, subject: words.subject, text: words.body };
};
