import { Injectable } from '@nestjs/common';
import type { EscalationCard, GetEscalationBoard, InputOf, OutputOf } from '@understudy/contracts';
import { allowedStatuses, type EscalationActor, isUnresolved } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRefOrNull } from '../customers/index.js';
import { actorOf, EscalationAccess } from './escalation-access.service.js';
import { type BoardRecord, EscalationBoardRepository } from './escalation-board.repository.js';

const MOST = 10_000;

/** All that a board or a table shows at once, so that it is sorted and filtered where it is seen and its counts are its lengths. */
@Injectable()
export class EscalationBoard {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly board: EscalationBoardRepository,
  ) {}

  of(
    caller: CallerContext,
    { ended_within_days: days }: InputOf<typeof GetEscalationBoard>,
  ): Promise<OutputOf<typeof GetEscalationBoard>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const sight = await this.access.sightOf(tx, caller);
      const rows = await this.board.list(tx, sight, tx.now.subtract({ hours: days * 24 }), MOST);
      const actor = actorOf(sight);
      return { at: tx.now, items: rows.map((row) => toCard(row, actor)), total: rows[0]?.total ?? 0 };
    });
  }
}

const toCard = (row: BoardRecord, actor: EscalationActor): z.output<typeof EscalationCard> => {
  const primaryOwnerId = row.primaryOwner?.userId ?? null;
  const { csmId, secondaryOwnerId, createdById, status } = row;
  const people = { csmId, primaryOwnerId, secondaryOwnerId, hasCustomer: row.customer !== null };
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    status,
    category: row.category,
    customer: row.customer,
    segment: row.segment,
    team: row.team,
    primary_owner: toPersonRefOrNull(row.primaryOwner),
    mine: [createdById, primaryOwnerId, secondaryOwnerId].includes(actor.userId),
    arr_at_risk: row.arrAtRisk,
    due_at: row.dueAt,
    warn_at: row.warnAt,
    response_due_at: row.responseDueAt,
    acknowledged_at: row.acknowledgedAt,
    paused: row.pausedSince !== null && isUnresolved(status),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    resolved_at: row.resolvedAt,
    closed_at: row.closedAt,
    comments: row.comments,
    war_room: row.hasWarRoom,
    allowed_statuses: [...allowedStatuses({ ...people, status, createdById }, actor)],
    version: row.version,
  };
};
