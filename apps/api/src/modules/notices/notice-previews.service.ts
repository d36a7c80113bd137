import { Injectable } from '@nestjs/common';
import {
  type AbsenceId,
  type CustomerId,
  DomainError,
  inChargeOf,
  planNotices,
  type StakeholderId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { LoadedNotices } from './notice-worlds.service.js';
import { NoticeWorlds } from './notice-worlds.service.js';
import { NoticeWriter } from './notice-writer.service.js';

/** What one contact would read. */
export interface NoticePreview {
  readonly stakeholderId: StakeholderId;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly contactName: string;
  readonly sendAt: Temporal.Instant;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

/** A contact who wants no notices. */
export type OptedOut = Pick<NoticePreview, 'stakeholderId' | 'customerId' | 'customerName' | 'contactName'>;

/** What customers would be told by themselves if everybody who is asked said yes; nothing is written. */
@Injectable()
export class NoticePreviews {
  constructor(
    private readonly worlds: NoticeWorlds,
    private readonly writer: NoticeWriter,
  ) {}

  /** Soonest first; those who opted out apart, and without those the policy leaves out. Throws absences.not-found. */
  async of(tx: Tx, id: AbsenceId): Promise<{ connected: boolean; items: NoticePreview[]; optedOut: OptedOut[] }> {
    const loaded = await this.worlds.load(tx, id);
    if (!loaded) throw new DomainError('absences.not-found');
    const world: LoadedNotices = {
      ...loaded,
      method: 'auto',
      notices: [],
      covers: loaded.covers.map((cover) =>
        cover.status === 'pending' ? { ...cover, status: 'accepted', acceptedAt: tx.now } : cover,
      ),
    };
    const desk = await this.writer.open(tx, world);
    const changes = planNotices(world);
    const items = changes.flatMap((change): NoticePreview[] => {
      if (change.do !== 'add' || change.state === 'opted_out') return [];
      const { stakeholderId, customerId } = change.contact;
      const contact = loaded.contacts.find((one) => one.stakeholderId === stakeholderId);
      const cover = inChargeOf(customerId, world);
      if (!contact || !cover) return [];
      const words = desk.write('introduction', { ...contact, message: null }, cover.backupUserId);
      return [
        {
          stakeholderId,
          customerId,
          customerName: contact.customerName,
          contactName: contact.contactName,
          sendAt: change.sendAt,
          language: words.language,
          subject: words.subject,
          text: words.body,
        },
      ];
    });
    return {
      connected: world.isConnected,
      items: items.toSorted((a, b) => Temporal.Instant.compare(a.sendAt, b.sendAt)),
      optedOut: changes.flatMap((change): OptedOut[] => {
        if (change.do !== 'add' || change.state !== 'opted_out') return [];
        const { stakeholderId, customerId } = change.contact;
        const contact = loaded.contacts.find((one) => one.stakeholderId === stakeholderId);
        return contact
          ? [{ stakeholderId, customerId, customerName: contact.customerName, contactName: contact.contactName }]
          : [];
      }),
    };
  }
}
