import { Injectable } from '@nestjs/common';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { EscalationRecord } from '../escalations/index.js';
import type { NewAttachment } from './attachments.repository.js';

/** Files in the timeline of their escalation, and for open pages. */
@Injectable()
export class AttachmentNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async attached(tx: Tx, caller: CallerContext, escalation: EscalationRecord, file: NewAttachment): Promise<void> {
    const { id, name, contentType, sizeBytes, sha256 } = file;
    await this.tell(tx, caller, escalation, 'escalation.attached', id, {
      name,
      content_type: contentType,
      size_bytes: sizeBytes,
      sha256,
    });
  }

  async removed(
    tx: Tx,
    caller: CallerContext,
    escalation: EscalationRecord,
    file: Pick<NewAttachment, 'id' | 'name'>,
    reason: string,
  ): Promise<void> {
    await this.tell(tx, caller, escalation, 'escalation.attachment-removed', file.id, { name: file.name, reason });
  }

  private async tell(
    tx: Tx,
    caller: CallerContext,
    { id, customer }: EscalationRecord,
    type: string,
    attachmentId: NewAttachment['id'],
    data: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.history.append(tx, {
      type,
      subject: { kind: 'escalation', id },
      ...byCaller(caller),
      data: { attachment_id: attachmentId, ...data },
    });
    const about = { escalation_id: id, customer_id: customer?.id ?? null, by_user_id: caller.userId };
    await this.outbox.add(tx, { type, ...about, attachment_id: attachmentId });
    await this.outbox.add(tx, { type: 'escalation.changed', ...about });
  }
}
