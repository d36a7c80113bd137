import { Injectable } from '@nestjs/common';
import { type EscalationId, type NotificationBecause, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationAccess, EscalationMoves, EscalationsRepository } from '../escalations/index.js';

/** Told for where they stand, and not for anything on the escalation that shows it to them. */
const BY_PLACE: readonly NotificationBecause[] = ['manager', 'next'];

/**
 * Who is told of an escalation can open it. An executive above the managers has no role that shows it: they are put on it as informed
 * (PRD-243 FR-2.3, product.md 16).
 */
@Injectable()
export class SightOfTold {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly access: EscalationAccess,
    private readonly escalations: EscalationsRepository,
    private readonly moves: EscalationMoves,
  ) {}

  async ensure(tx: Tx, id: EscalationId, userId: UserId, because: NotificationBecause): Promise<void> {
    if (!BY_PLACE.includes(because)) return;
    const { roles, teamId } = await this.directory.getUser(tx, userId);
    const sight = await this.access.sightOf(tx, { userId, roles, teamId });
    if (await this.escalations.isVisible(tx, sight, id)) return;
    await this.moves.putStakeholder(tx, { system: 'notifications' }, id, { userId, role: 'informed' });
  }
}
