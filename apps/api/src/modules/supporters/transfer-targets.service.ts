import { Injectable } from '@nestjs/common';
import { DomainError, isUnresolved, requireFreeSlot, type SupporterId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { EscalationRecord } from '../escalations/index.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { SupportersRepository } from './supporters.repository.js';

export interface Wanted {
  readonly supporterId: SupporterId | undefined;
  readonly userId: UserId | undefined;
}

/** To whom an escalation may be handed on. A supporter's cap holds for what is handed to them as well. */
@Injectable()
export class TransferTargets {
  constructor(
    private readonly supporters: SupportersRepository,
    private readonly queue: SupportQueueRepository,
    private readonly directory: DirectoryRepository,
    private readonly outbox: Outbox,
  ) {}

  takeTurn(tx: Tx): Promise<void> {
    return this.queue.takeTurn(tx);
  }

  /**
   * The row is locked, the turn is taken. null: nobody is free, and it may wait. Throws escalations.over, supporters.one-target,
   * supporters.same-owner, supporters.at-cap, supporters.not-available, supporters.nobody-else-free, and not-found codes.
   */
  async find(tx: Tx, row: EscalationRecord, { supporterId, userId }: Wanted): Promise<{ userId: UserId } | null> {
    if (!isUnresolved(row.status)) throw new DomainError('escalations.over');
    const isAnybody = supporterId === undefined && userId === undefined;
    const isTwo = supporterId !== undefined && userId !== undefined;
    if (isTwo || (isAnybody && !(await this.queue.isForSupporters(tx, row.id))))
      throw new DomainError('supporters.one-target');
    if (isAnybody) return this.anybody(tx, row);

    const to = supporterId === undefined ? await this.person(tx, userId) : await this.supporter(tx, supporterId);
    if (to.userId === row.primaryOwner?.userId) throw new DomainError('supporters.same-owner');
    if (to.requireFreeSlot !== null) to.requireFreeSlot();
    return to;
  }

  async tell(tx: Tx, caller: CallerContext, row: EscalationRecord, to: { userId: UserId } | null): Promise<void> {
    await this.outbox.add(tx, {
      type: 'escalation.transferred',
      escalation_id: row.id,
      customer_id: row.customer?.id ?? null,
      by_user_id: caller.userId,
      user_id: to?.userId ?? null,
      user_id_before: row.primaryOwner?.userId ?? null,
    });
  }

  private async anybody(tx: Tx, row: EscalationRecord): Promise<{ userId: UserId } | null> {
    const userId = row.primaryOwner?.userId ?? null;
    const free = await this.queue.pick(tx, userId);
    if (free !== null) return free;
    // what was begun has no way back to nobody; what was not would come straight back to an owner who is there
    const owner = userId === null ? null : await this.supporters.find(tx, { userId });
    if (row.status !== 'open' || owner?.isAvailable === true) throw new DomainError('supporters.nobody-else-free');
    return null;
  }

  private async supporter(tx: Tx, id: SupporterId) {
    const supporter = await this.supporters.lock(tx, { id });
    if (!supporter) throw new DomainError('supporters.not-found');
    return { userId: supporter.userId, requireFreeSlot: () => requireFreeSlot(supporter) };
  }

  private async person(tx: Tx, userId: UserId | undefined) {
    const user = userId === undefined ? null : await this.directory.findUser(tx, userId);
    if (!user) throw new DomainError('users.not-found');
    const supporter = await this.supporters.lock(tx, { userId: user.id });
    if (supporter?.serves) return { userId: user.id, requireFreeSlot: () => requireFreeSlot(supporter) };
    if (!user.active || (await this.supporters.isAbsent(tx, user.id)))
      throw new DomainError('supporters.not-available');
    return { userId: user.id, requireFreeSlot: null };
  }
}
