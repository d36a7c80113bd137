import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { InputOf, ListAttachments, OutputOf, RemoveAttachment } from '@understudy/contracts';
import { type AttachmentId, DomainError, type EscalationId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationAccess } from '../escalations/index.js';
import { AttachedFiles } from './attached-files.service.js';
import { toAttachment } from './attachment.mapper.js';
import { AttachmentNews } from './attachment-news.service.js';
import { type AttachmentRecord, AttachmentsRepository } from './attachments.repository.js';

/** The files of an escalation, for everybody who sees it. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly attachments: AttachmentsRepository,
    private readonly files: AttachedFiles,
    private readonly news: AttachmentNews,
  ) {}

  async list(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof ListAttachments>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.access.getVisible(tx, caller, id);
      return { items: (await this.attachments.list(tx, id)).map(toAttachment) };
    });
  }

  /** Throws escalations.not-found, attachments.not-found, attachments.removed, attachments.unreadable. */
  async open(
    caller: CallerContext,
    escalationId: EscalationId,
    attachmentId: AttachmentId,
  ): Promise<{ row: AttachmentRecord; bytes: Readable }> {
    const row = await this.tenancy.run(caller.tenantId, async (tx) => {
      await this.access.getVisible(tx, caller, escalationId);
      return this.attachments.get(tx, escalationId, attachmentId);
    });
    if (row.removedAt) throw new DomainError('attachments.removed');
    return { row, bytes: await this.files.open({ tenantId: caller.tenantId, escalationId, attachmentId }) };
  }

  /** Whoever attached it, and whoever may act on the escalation. Throws as {@link open}, and identity.not-allowed. */
  async remove(
    caller: CallerContext,
    { escalation_id: escalationId, attachment_id: id, reason }: InputOf<typeof RemoveAttachment>,
  ): Promise<OutputOf<typeof RemoveAttachment>> {
    return this.tenancy.run(caller, async (tx) => {
      const visible = await this.access.lockVisible(tx, caller, escalationId);
      const row = await this.attachments.get(tx, escalationId, id);
      if (row.removedAt) throw new DomainError('attachments.removed');
      if (row.uploadedBy.userId !== caller.userId) await this.access.lockToAct(tx, caller, escalationId);

      await this.attachments.markRemoved(tx, id, caller.userId, reason);
      await this.news.removed(tx, caller, visible, row, reason);
      return toAttachment(await this.attachments.get(tx, escalationId, id));
    });
  }
}
