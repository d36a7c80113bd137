import { Injectable } from '@nestjs/common';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type By } from '../coverage/index.js';
import type { NoticeRecord } from './notice.records.js';

const BY_SENDER = { actor: { kind: 'system', name: 'notices' } } as const;

/** Tells what became of a notice: in the history of the absence, and to whoever tells our users. Never the words. */
@Injectable()
export class NoticeNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async sent(tx: Tx, notice: NoticeRecord): Promise<void> {
    await this.tell(tx, 'notice.sent', notice, {});
  }

  async failed(tx: Tx, notice: NoticeRecord, reason: string): Promise<void> {
    await this.tell(tx, 'notice.failed', notice, { reason });
  }

  async requested(tx: Tx, by: By, absenceId: string, assignmentId: string, notices: number): Promise<void> {
    await this.history.append(tx, {
      type: 'notice.requested',
      subject: { kind: 'absence', id: absenceId },
      ...by,
      data: { absence_id: absenceId, assignment_id: assignmentId, notices },
    });
  }

  async planned(tx: Tx, by: By, absenceId: string, method: string): Promise<void> {
    await this.history.append(tx, {
      type: 'notice.method-chosen',
      subject: { kind: 'absence', id: absenceId },
      ...by,
      data: { absence_id: absenceId, method },
    });
  }

  private async tell(
    tx: Tx,
    type: string,
    notice: NoticeRecord,
    more: Readonly<Record<string, string>>,
  ): Promise<void> {
    const about = { absence_id: notice.absenceId, notice_id: notice.id };
    await this.history.append(tx, {
      type,
      subject: { kind: 'absence', id: notice.absenceId },
      ...BY_SENDER,
      data: {
        ...about,
        assignment_id: notice.assignmentId,
        customer_id: notice.customerId,
        stakeholder_id: notice.stakeholderId,
        kind: notice.kind,
        ...more,
      },
    });
    await this.outbox.add(tx, { type, ...about });
  }
}
