import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { SupportersRepository } from './supporters.repository.js';
import { WaitingRoom } from './waiting-room.service.js';

/**
 * Absences switch nobody: whether somebody is there is asked of the calendar each time (product.md 5). When one begins or ends, what
 * follows from leaving or coming back follows.
 */
@Injectable()
export class AbsentSupporters {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly supporters: SupportersRepository,
    private readonly outbox: Outbox,
    private readonly waitingRoom: WaitingRoom,
  ) {}

  async began(tenantId: TenantId, userId: UserId): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const supporter = await this.supporters.find(tx, { userId });
      if (supporter?.serves && supporter.isSwitchedOn && supporter.isAbsent)
        await this.outbox.add(tx, { type: 'supporter.unavailable', user_id: userId });
    });
  }

  /** Over, called off, or moved: whoever waits may be served now. */
  async mayBeBack(tenantId: TenantId, userId: UserId, isOver: boolean): Promise<void> {
    const isBack = await this.tenancy.run(tenantId, async (tx) => {
      const supporter = await this.supporters.find(tx, { userId });
      if (!supporter?.isAvailable) return false;
      if (isOver) await this.outbox.add(tx, { type: 'supporter.available', user_id: userId });
      return true;
    });
    if (isBack) await this.waitingRoom.shareOut(tenantId);
  }
}
