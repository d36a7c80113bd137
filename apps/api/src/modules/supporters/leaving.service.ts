import { Injectable } from '@nestjs/common';
import {
  type EscalationId,
  isUnresolved,
  type SupporterLeaving,
  type TenantId,
  type UserId,
  workOfLeaver,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationMoves, type EscalationRecord, EscalationsRepository } from '../escalations/index.js';
import { KeepQuestions } from './keep-questions.service.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { SupportersRepository } from './supporters.repository.js';

const BY_US = { system: 'supporters' } as const;

const WHY = {
  'switched-off': 'switched off',
  absent: 'away',
  'role-removed': 'no supporter any more',
  left: 'no longer here',
} as const satisfies Record<SupporterLeaving, string>;

/** What becomes of the conversations of somebody who is no longer there for them (libs/domain `workOfLeaver`). Safe to repeat. */
@Injectable()
export class LeavingSupporters {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly supporters: SupportersRepository,
    private readonly queue: SupportQueueRepository,
    private readonly escalations: EscalationsRepository,
    private readonly moves: EscalationMoves,
    private readonly questions: KeepQuestions,
  ) {}

  /** Each escalation by itself: one that cannot be moved now keeps no other. */
  async handOn(tenantId: TenantId, userId: UserId): Promise<void> {
    const owned = await this.tenancy.run(tenantId, (tx) => this.queue.listOwned(tx, userId));
    for (const { id } of owned) await this.tenancy.run(tenantId, (tx) => this.handOnOne(tx, id, userId));
  }

  /** What comes back to somebody who is not there any more. */
  async reopened(tenantId: TenantId, id: EscalationId): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const { primaryOwner } = await this.escalations.getById(tx, id);
      if (primaryOwner) await this.handOnOne(tx, id, primaryOwner.userId);
    });
  }

  /** Nothing happens when they are there again, or it is no longer theirs. */
  async handOnOne(tx: Tx, id: EscalationId, userId: UserId): Promise<void> {
    await this.queue.takeTurn(tx);
    const row = await this.escalations.lock(tx, id);
    const [why, isOurs] = await Promise.all([this.whyLeaving(tx, userId), this.queue.isForSupporters(tx, id)]);
    const isTheirs = row.primaryOwner?.userId === userId && isUnresolved(row.status);
    if (why === null || !isOurs || !isTheirs) return;

    const what = workOfLeaver(row.status, why);
    if (what === 'ask') await this.questions.ask(tx, row, userId);
    if (what === 'hand-on') await this.toSomebodyElse(tx, row, userId, why);
  }

  private async toSomebodyElse(tx: Tx, row: EscalationRecord, userId: UserId, why: SupporterLeaving): Promise<void> {
    const free = await this.queue.pick(tx, userId);
    const explanation = `${row.primaryOwner?.name ?? 'the one before'} is ${WHY[why]}`;
    await this.moves.assign(tx, BY_US, row.id, {
      primaryOwnerId: free?.userId ?? null,
      because: { rule: free ? 'supporter' : 'nobody', explanation, skipped: [] },
      reason: explanation,
    });
    await this.questions.settle(tx, row.id);
  }

  private async whyLeaving(tx: Tx, userId: UserId): Promise<SupporterLeaving | null> {
    const [supporter, user] = await Promise.all([
      this.supporters.find(tx, { userId }),
      this.directory.getUser(tx, userId),
    ]);
    if (!user.active) return 'left';
    if (!supporter) return null;
    if (!supporter.serves) return 'role-removed';
    if (!supporter.isSwitchedOn) return 'switched-off';
    return supporter.isAbsent ? 'absent' : null;
  }
}
