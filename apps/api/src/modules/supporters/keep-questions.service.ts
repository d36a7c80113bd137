import { Injectable } from '@nestjs/common';
import { type EscalationId, isUnresolved, keepAnswerBy, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationNews, type EscalationRecord, EscalationsRepository } from '../escalations/index.js';
import { SupportersRepository } from './supporters.repository.js';

const BY_US = { system: 'supporters' } as const;

export const keepKey = (id: EscalationId): string => `escalation:${id}:keep`;

/** "Do you keep what you began?": asked of whoever leaves, once; without an answer in time (keepAnswerBy) the manager is told. */
@Injectable()
export class KeepQuestions {
  constructor(
    private readonly timers: Timers,
    private readonly directory: DirectoryRepository,
    private readonly escalations: EscalationsRepository,
    private readonly supporters: SupportersRepository,
    private readonly news: EscalationNews,
  ) {}

  /** The row is locked and theirs. A question that is open already is not asked again. */
  async ask(tx: Tx, row: EscalationRecord, userId: UserId): Promise<void> {
    const key = keepKey(row.id);
    const [open, user, supporter] = await Promise.all([
      this.timers.list(tx, key),
      this.directory.getUser(tx, userId),
      this.supporters.find(tx, { userId }),
    ]);
    if (open.length > 0) return;
    const calendar = { ...user.workingHours, timeZone: user.timeZone, holidays: [] };
    const dueAt = keepAnswerBy(tx.now, { severity: row.severity, isAbsent: supporter?.isAbsent === true }, calendar);

    await this.timers.set(tx, {
      key,
      kind: 'escalation.keep',
      dueAt,
      payload: { escalation_id: row.id, user_id: userId },
    });
    await this.news.tell(tx, BY_US, row, {
      type: 'escalation.keep-asked',
      said: { user_id: userId, answer_by: String(dueAt) },
      messages: { 'escalation.keep-asked': { user_id: userId } },
    });
  }

  /** It stays; nobody is told of a question any more. */
  async answer(tx: Tx, caller: CallerContext, row: EscalationRecord): Promise<void> {
    await this.settle(tx, row.id);
    await this.news.tell(tx, caller, row, {
      type: 'escalation.kept',
      said: { user_id: row.primaryOwner?.userId ?? null },
    });
  }

  async settle(tx: Tx, id: EscalationId): Promise<void> {
    await this.timers.cancel(tx, keepKey(id));
  }

  /** The time is up: told only when it is still theirs, not resolved, and they are still not there. */
  async remind(tx: Tx, id: EscalationId, userId: UserId): Promise<void> {
    const row = await this.escalations.lock(tx, id);
    const supporter = await this.supporters.find(tx, { userId });
    if (!isUnresolved(row.status) || row.primaryOwner?.userId !== userId || supporter?.isAvailable !== false) return;

    await this.news.tell(tx, BY_US, row, {
      type: 'escalation.keep-unanswered',
      said: { user_id: userId },
      messages: { 'escalation.keep-unanswered': { user_id: userId } },
    });
  }
}
