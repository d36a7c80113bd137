import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { asId, type AttachmentId, DomainError, type EscalationId, UPLOAD_MINUTES } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Handlers, Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type FileKey, FileStore, type FileToKeep, FileUnreadable } from './file-store.js';

const timerOf = ({ attachmentId }: FileKey): string => `attachment:${attachmentId}:abandoned`;

/**
 * The bytes of attachments, and which uploads are under way. One is entered before its first byte is kept and struck out by the transaction
 * that makes its row; whoever dies in between leaves the entry, and the bytes are removed when its time is over. So no bytes are
 * without a row for long, and no row is without bytes.
 */
@Injectable()
export class AttachedFiles implements OnModuleInit {
  private readonly logger = new Logger(AttachedFiles.name);

  constructor(
    private readonly store: FileStore,
    private readonly timers: Timers,
    private readonly handlers: Handlers,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('attachment.abandoned', async (tx, { payload }) => {
      await this.outbox.add(tx, { type: 'attachment.abandoned', ...payload });
    });
    this.handlers.onMessage('attachment.abandoned', ({ tenantId, payload }) =>
      this.store.remove({
        tenantId,
        escalationId: asId<EscalationId>(String(payload['escalation_id'])),
        attachmentId: asId<AttachmentId>(String(payload['attachment_id'])),
      }),
    );
  }

  /** Before the first byte is kept, in a transaction of its own. */
  async begin(tx: Tx, key: FileKey): Promise<void> {
    await this.timers.set(tx, {
      key: timerOf(key),
      kind: 'attachment.abandoned',
      dueAt: tx.now.add({ minutes: UPLOAD_MINUTES }),
      payload: { escalation_id: key.escalationId, attachment_id: key.attachmentId },
    });
  }

  keep(key: FileKey, file: FileToKeep): Promise<void> {
    return this.store.keep(key, file);
  }

  /** With the row. Throws attachments.took-too-long when it was given up meanwhile: its bytes are gone or about to go. */
  async finish(tx: Tx, key: FileKey): Promise<void> {
    if (!(await this.timers.cancelInTime(tx, timerOf(key)))) throw new DomainError('attachments.took-too-long');
  }

  /** Its transaction failed: the bytes go now, or when the entry runs out. */
  async giveUp(key: FileKey): Promise<void> {
    await this.store
      .remove(key)
      .catch((error: unknown) => this.logger.warn(`bytes of ${key.attachmentId} go later: ${String(error)}`));
  }

  /** Throws attachments.unreadable when they cannot be had; the cause is logged, not told. */
  async open(key: FileKey): Promise<Readable> {
    try {
      return await this.store.open(key);
    } catch (error) {
      if (!(error instanceof FileUnreadable)) throw error;
      this.logger.error({ err: error, attachmentId: key.attachmentId }, 'attachment cannot be read');
      throw new DomainError('attachments.unreadable');
    }
  }
}
