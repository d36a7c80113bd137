import { Injectable } from '@nestjs/common';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { ChatWriter } from './chat-writer.service.js';
import { type ChatMessage, ChatRefused, PluggedChat } from './chat.js';
import { DigestReader } from './digest-reader.service.js';
import { DigestsRepository } from './digests.repository.js';

type Due = Pick<Message, 'tenantId' | 'confirm'>;

/** One direct message with what is unread, changed when more of the same happens. */
@Injectable()
export class ChattingService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly digests: DigestsRepository,
    private readonly reader: DigestReader,
    private readonly writer: ChatWriter,
    private readonly chat: PluggedChat,
  ) {}

  /** Posts it once: a second try of what arrived already is recognised by its key. */
  async send({ tenantId, confirm }: Due, id: string): Promise<void> {
    const message = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id));
    if (message === null) return;
    await confirm();
    try {
      await this.chat.send(message);
      await this.tenancy.run(tenantId, (tx) => this.digests.settle(tx, id, 'sent'));
    } catch (error) {
      if (!(error instanceof ChatRefused)) throw error;
      await this.tenancy.run(tenantId, (tx) => this.digests.settle(tx, id, 'failed'));
    }
  }

  /** What stands in it is not as it was: one that waits says it when it leaves. */
  async refresh({ tenantId, confirm }: Due, id: string): Promise<void> {
    const message = await this.tenancy.run(tenantId, async (tx) => {
      const digest = await this.digests.findSent(tx, 'slack', id);
      return digest && this.writer.write(tx, digest);
    });
    if (message === null) return;
    await confirm();
    try {
      await this.chat.change(message);
    } catch (error) {
      // deleted by its reader, or too old to be changed: what is in it stands in the app
      if (!(error instanceof ChatRefused)) throw error;
    }
  }

  private async prepare(tx: Tx, id: string): Promise<ChatMessage | null> {
    if (!(await this.chat.isConnected(tx))) {
      await this.digests.settle(tx, id, 'not_connected');
      return null;
    }
    const digest = await this.reader.open(tx, 'slack', id);
    return digest && this.writer.write(tx, digest);
  }
}
