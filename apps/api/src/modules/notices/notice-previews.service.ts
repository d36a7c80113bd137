import { Injectable } from '@nestjs/common';
import { type AbsenceId, type CustomerId, DomainError, inChargeOf, planNotices } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { LoadedNotices } from './notice-worlds.service.js';
import { NoticeWorlds } from './notice-worlds.service.js';
import { NoticeWriter } from './notice-writer.service.js';

/** What one contact would read. */
export interface NoticePreview {
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly contactName: string;
  readonly sendAt: Temporal.Instant;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

/** What customers would be told by themselves if everybody who is asked said yes; nothing is written. */
@Injectable()
export class NoticePreviews {
  constructor(
    private readonly worlds: NoticeWorlds,
    private readonly writer: NoticeWriter,
  ) {}

  /** Soonest first; without those who opted out and those the policy leaves out. Throws absences.not-found. */
  async of(tx: Tx, id: AbsenceId): Promise<{ connected: boolean; items: NoticePreview[] }> {
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
    const items = planNotices(world).flatMap((change): NoticePreview[] => {
      if (change.do !== 'add' || change.state === 'opted_out') return [];
      const { stakeholderId, customerId } = change.contact;
      const contact = loaded.contacts.find((one) => one.stakeholderId === stakeholderId);
      const cover = inChargeOf(customerId, world);
      if (!contact || !cover) return [];
      const words = desk.write('introduction', { ...contact, message: null }, cover.backupUserId);
      return [
        {
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
    };
  }
}
