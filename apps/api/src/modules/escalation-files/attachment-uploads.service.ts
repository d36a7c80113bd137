import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AddAttachment, OutputOf } from '@understudy/contracts';
import { type AttachmentId, DomainError, type EscalationId, MOST_ATTACHMENTS } from '@understudy/domain';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext, IncomingUpload } from '../../platform/http/index.js';
import { EscalationAccess } from '../escalations/index.js';
import { toAttachment } from './attachment.mapper.js';
import { AttachmentNews } from './attachment-news.service.js';
import { AttachmentsRepository } from './attachments.repository.js';
import { type CheckedFile, FileIntake } from './file-intake.js';
import { AttachedFiles } from './attached-files.service.js';
import type { FileKey } from './file-store.js';

/** Attaching a file (PRD-243 FR-1.5). */
@Injectable()
export class AttachmentUploads {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly attachments: AttachmentsRepository,
    private readonly files: AttachedFiles,
    private readonly intake: FileIntake,
    private readonly news: AttachmentNews,
  ) {}

  /**
   * Whoever sees the escalation may attach to it, closed ones included. Nothing of the body is read before that is clear. Throws
   * escalations.not-found, attachments.too-many, what FileIntake.receive throws, attachments.took-too-long.
   */
  async add(
    caller: CallerContext,
    escalationId: EscalationId,
    upload: IncomingUpload,
  ): Promise<OutputOf<typeof AddAttachment>> {
    const key: FileKey = { tenantId: caller.tenantId, escalationId, attachmentId: newId<AttachmentId>() };
    await this.tenancy.run(caller.tenantId, async (tx) => {
      await this.access.getVisible(tx, caller, escalationId);
      await this.ensureRoom(tx, escalationId);
    });
    const file = await this.intake.receive(upload);
    let isWritten = false;
    try {
      await this.tenancy.run(caller.tenantId, (tx) => this.files.begin(tx, key));
      await this.files.keep(key, file);
      return await this.tenancy.run(withFile(caller, file), async (tx) => {
        const made = await this.record(tx, caller, key, file);
        isWritten = true;
        return made;
      });
    } catch (error) {
      await this.intake.discard(file);
      // whether a COMMIT without an answer came about only the entry knows: it is gone with the row, or runs out
      if (!isWritten) await this.files.giveUp(key);
      throw error;
    }
  }

  private async record(tx: Tx, caller: CallerContext, key: FileKey, file: CheckedFile) {
    const { escalationId, attachmentId: id } = key;
    const escalation = await this.access.lockVisible(tx, caller, escalationId);
    await this.ensureRoom(tx, escalationId);

    await this.files.finish(tx, key);
    const { name, contentType, sizeBytes, sha256 } = file;
    const row = { id, escalationId, name, contentType, sizeBytes, sha256 };
    await this.attachments.add(tx, caller.userId, row);
    await this.news.attached(tx, caller, escalation, row);
    return toAttachment(await this.attachments.get(tx, escalationId, id));
  }

  private async ensureRoom(tx: Tx, escalationId: EscalationId): Promise<void> {
    if ((await this.attachments.count(tx, escalationId)) >= MOST_ATTACHMENTS)
      throw new DomainError('attachments.too-many', { most: MOST_ATTACHMENTS });
  }
}

/** The file belongs to what an Idempotency-Key stands for: the same key with another file is another request. */
function withFile(caller: CallerContext, { name, sha256 }: CheckedFile): CallerContext {
  const { idempotency } = caller;
  if (!idempotency) return caller;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([idempotency.fingerprint, name, sha256]))
    .digest('hex');
  return { ...caller, idempotency: { ...idempotency, fingerprint } };
}
