import { Injectable } from '@nestjs/common';
import type { EscalationId, EscalationProgress, EscalationStatus, UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import type { EscalationRecord, NewEscalation, OwnerBecause, StakeholderRole } from './escalation.records.js';
import { ASSIGN_ESCALATION, EDIT_ESCALATION, INSERT_ESCALATION, MOVE_ESCALATION } from './escalation.sql.js';

const refused = constraintErrors({
  escalations_customer_fkey: 'customers.not-found',
  escalations_primary_owner_fkey: 'users.not-found',
  escalations_secondary_owner_fkey: 'users.not-found',
  escalations_conversation_key: 'conversations.escalated-already',
  escalations_conversation_fkey: 'conversations.not-found',
  escalation_stakeholders_user_fkey: 'users.not-found',
  supporters_cap: 'supporters.at-cap',
});

/** How an escalation's row is written: by creation and by {@link EscalationMoves}, nobody else. */
@Injectable()
export class EscalationRowsRepository {
  /** Saves it under an id that was made before, so that what follows need not wait for the answer. */
  async add(tx: Tx, id: EscalationId, row: NewEscalation): Promise<void> {
    await tx
      .query(INSERT_ESCALATION, [
        tx.tenantId,
        id,
        row.customerId,
        row.conversationId,
        row.createdByUserId,
        row.categoryId,
        row.severity,
        row.title,
        row.description,
        row.primaryOwnerId,
        row.secondaryOwnerId,
        JSON.stringify(row.ownerBecause),
        row.expectedResolution,
        row.exitCriteria,
        row.targetResolutionAt,
        row.customerImpact,
        JSON.stringify(row.customerContext),
        row.arrAtRisk,
        JSON.stringify(row.source),
        JSON.stringify(row.metadata),
        row.customMessage,
        row.dueAt,
        row.responseDueAt,
        row.warnAt,
        JSON.stringify(row.slaPolicy),
        JSON.stringify(row.routing),
        tx.now,
        row.informedIds,
      ])
      .catch(refused);
  }

  /** The row is locked, `from` is where it stood. */
  async move(
    tx: Tx,
    id: EscalationId,
    from: EscalationStatus,
    to: EscalationProgress,
    byUserId: UserId | null,
  ): Promise<void> {
    await tx
      .query(MOVE_ESCALATION, [
        tx.tenantId,
        id,
        to.status,
        to.acknowledgedAt,
        to.resolvedAt,
        to.closedAt,
        to.resolutionSummary,
        to.rootCause,
        to.outcome,
        to.voidedReason,
        byUserId,
        tx.now,
        from,
      ])
      .catch(refused);
  }

  /** The row is locked. */
  async assign(
    tx: Tx,
    id: EscalationId,
    owners: {
      readonly primaryOwnerId: UserId | null;
      readonly secondaryOwnerId: UserId | null;
      readonly because: OwnerBecause;
      readonly assignedAt: Temporal.Instant | null;
    },
  ): Promise<void> {
    await tx
      .query(ASSIGN_ESCALATION, [
        tx.tenantId,
        id,
        owners.primaryOwnerId,
        owners.secondaryOwnerId,
        JSON.stringify(owners.because),
        owners.assignedAt,
        tx.now,
      ])
      .catch(refused);
  }

  /** The row is locked; everything that may be edited is written as it stands in `row`. */
  async edit(tx: Tx, row: EscalationRecord): Promise<void> {
    await tx.query(EDIT_ESCALATION, [
      tx.tenantId,
      row.id,
      row.title,
      row.description,
      row.categoryId,
      row.severity,
      row.expectedResolution,
      row.exitCriteria,
      row.targetResolutionAt,
      row.customerImpact,
      row.arrAtRisk,
      JSON.stringify(row.metadata),
      row.resolutionSummary,
      row.rootCause,
      row.outcome,
      tx.now,
    ]);
  }

  /** Adds somebody or changes their role; owners are changed by {@link assign}. */
  async putStakeholder(tx: Tx, id: EscalationId, userId: UserId, role: StakeholderRole): Promise<void> {
    await tx
      .query(
        `with seen as (update escalations set version = version + 1, updated_at = $5 where tenant_id = $1 and id = $2)
         insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role, added_at) values ($1, $2, $3, $4, $5)
             on conflict on constraint escalation_stakeholders_pkey do update set role = excluded.role`,
        [tx.tenantId, id, userId, role, tx.now],
      )
      .catch(refused);
  }

  async removeStakeholder(tx: Tx, id: EscalationId, userId: UserId): Promise<void> {
    await tx.query(
      `with seen as (update escalations set version = version + 1, updated_at = $4 where tenant_id = $1 and id = $2)
       delete from escalation_stakeholders where tenant_id = $1 and escalation_id = $2 and user_id = $3`,
      [tx.tenantId, id, userId, tx.now],
    );
  }
}
