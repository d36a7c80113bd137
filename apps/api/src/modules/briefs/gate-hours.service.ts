import { Injectable } from '@nestjs/common';
import type { GateListener, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PoliciesService } from '../policies/index.js';

/** How many hours before somebody leaves each is warned, as their team's coverage policy says. */
@Injectable()
export class GateHours {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly policies: PoliciesService,
  ) {}

  async of(tx: Tx, userId: UserId): Promise<Readonly<Record<GateListener, number>>> {
    const { teamId } = await this.directory.getUser(tx, userId);
    const { briefGate } = await this.policies.ofTeam(tx, teamId);
    return { owner: briefGate.ownerHours, manager: briefGate.managerHours };
  }
}
