import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { EscalationMoves, type OwnerBecause } from '../escalations/index.js';
import { SupportQueueRepository } from './support-queue.repository.js';

/** Those who wait that one transaction serves at most; the rest follows in the next ones. */
const AT_ONCE = 20;

export const FIRST_FREE: OwnerBecause = {
  rule: 'supporter',
  explanation: 'the least busy supporter who is there',
  skipped: [],
};
export const NOBODY_FREE: OwnerBecause = {
  rule: 'nobody',
  explanation: 'every supporter is busy or away; it goes to the first who is free',
  skipped: [],
};

/** Whoever waits is brought to whoever is free, by need and by turn (product.md 2). Safe to do at any time, any number of times. */
@Injectable()
export class WaitingRoom {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly queue: SupportQueueRepository,
    private readonly moves: EscalationMoves,
    private readonly timers: Timers,
  ) {}

  /** Until nobody waits or nobody has room; then the next look is when the first who is only absent is back. */
  async shareOut(tenantId: TenantId): Promise<void> {
    for (let goesOn = true; goesOn;)
      goesOn = await this.tenancy.run(tenantId, async (tx) => {
        await this.queue.takeTurn(tx);
        return this.shareOutIn(tx);
      });
  }

  /**
   * For somebody who waits, once that is saved. When nobody is free the turn is left to those who ask; whoever frees up from now on
   * causes a message of their own, and takes the turn.
   */
  async serveOrWait(tenantId: TenantId): Promise<void> {
    const isWorthIt = await this.tenancy.run(tenantId, async (tx) => {
      const isFree = await this.queue.isAnybodyFree(tx);
      if (!isFree) await this.lookAgain(tx);
      return isFree;
    });
    if (isWorthIt) await this.shareOut(tenantId);
  }

  /** As {@link shareOut}, in the caller's transaction. */
  async shareOutAll(tx: Tx): Promise<void> {
    await this.queue.takeTurn(tx);
    while (await this.shareOutIn(tx));
  }

  /** As {@link shareOut}, for some of them. The turn is taken. True when more could follow. */
  async shareOutIn(tx: Tx): Promise<boolean> {
    for (let given = 0; given < AT_ONCE; given++) {
      const [next, free] = await Promise.all([this.queue.next(tx), this.queue.pick(tx)]);
      if (next === null) return false;
      if (free === null) {
        await this.lookAgain(tx);
        return false;
      }
      await this.moves.assign(tx, { system: 'supporters' }, next, {
        primaryOwnerId: free.userId,
        because: FIRST_FREE,
        reason: 'somebody is free',
      });
    }
    return true;
  }

  private async lookAgain(tx: Tx): Promise<void> {
    const dueAt = await this.queue.nextBackAt(tx);
    if (dueAt !== null) await this.timers.set(tx, { key: 'supporters:look', kind: 'supporters.look', dueAt });
  }
}
