import { Inject, Injectable } from '@nestjs/common';
import { plainText, withoutMentionIds } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Discretion } from '../customers/index.js';
import type { ChatMessage } from './chat.js';
import type { Digest } from './digests.repository.js';

const MOST_DETAILS = 2_000;

/** What a direct message says, with confidential customers by their code name. */
@Injectable()
export class ChatWriter {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly discretion: Discretion,
  ) {}

  async write(tx: Tx, { id, userId, items }: Digest): Promise<ChatMessage> {
    const hidden = await this.discretion.wordsFor(tx);
    return {
      tenantId: tx.tenantId,
      userId,
      key: `notification-${id}`,
      items: items.map(({ title, also, details, link, kind, assignmentId, absenceId, escalationId }) => ({
        kind,
        assignmentId,
        absenceId,
        escalationId,
        title: hidden(title),
        also: also.map(hidden),
        details: details === null ? null : hidden(plainText(withoutMentionIds(details), MOST_DETAILS)),
        link: `${this.env.apiUrl}${link}`,
      })),
    };
  }
}
