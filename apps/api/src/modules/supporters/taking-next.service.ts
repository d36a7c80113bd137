import { Injectable } from '@nestjs/common';
import type { OutputOf, TakeNextConversation } from '@understudy/contracts';
import { DomainError, type EscalationId, requireFreeSlot, type SupporterId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService } from '../directory/index.js';
import { EscalationMoves } from '../escalations/index.js';
import { SupportEscalationsRepository } from './support-escalations.repository.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { toEscalationResponse } from './supporter.mapper.js';
import { SupportersRepository } from './supporters.repository.js';

/** A supporter takes the next one by themselves, also while they are switched off for what comes by itself. */
@Injectable()
export class TakingNext {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: AccessService,
    private readonly queue: SupportQueueRepository,
    private readonly supporters: SupportersRepository,
    private readonly moves: EscalationMoves,
    private readonly views: SupportEscalationsRepository,
  ) {}

  take(caller: CallerContext, id: SupporterId): Promise<OutputOf<typeof TakeNextConversation>> {
    return this.tenancy.run(caller, async (tx) => {
      const next = await this.nextFor(tx, caller, id);
      return {
        escalation: next && toEscalationResponse(await this.views.get(tx, next)),
        waiting: await this.queue.countWaiting(tx),
      };
    });
  }

  /** Throws supporters.not-found, supporters.is-absent, supporters.not-available, supporters.at-cap. */
  private async nextFor(tx: Tx, caller: CallerContext, id: SupporterId): Promise<EscalationId | null> {
    await this.queue.takeTurn(tx);
    const next = await this.queue.next(tx);
    const supporter = await this.supporters.lock(tx, { id });
    if (!supporter) throw new DomainError('supporters.not-found');
    await this.access.requireManage(tx, caller, supporter.userId);
    if (supporter.isAbsent) throw new DomainError('supporters.is-absent');
    requireFreeSlot({ ...supporter, isAvailable: supporter.serves });

    if (next === null) return null;
    await this.moves.assign(tx, caller, next, {
      primaryOwnerId: supporter.userId,
      because: { rule: 'supporter', explanation: 'took the next one', skipped: [] },
      reason: 'took the next one',
    });
    return next;
  }
}
