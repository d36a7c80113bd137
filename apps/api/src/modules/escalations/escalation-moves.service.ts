import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type EscalationId,
  type EscalationStatus,
  type EscalationWords,
  isUnresolved,
  moveEscalation,
  requireUnresolved,
  type Severity,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { EscalationClock } from './escalation-clock.service.js';
import { type Actor, EscalationNews, userOf } from './escalation-news.service.js';
import type { EscalationEdit, EscalationRecord, OwnerBecause, StakeholderRole } from './escalation.records.js';
import { differences, editable, happeningOfMove } from './escalation.happenings.js';
import { editEscalation } from './escalation.edits.js';
import { EscalationRowsRepository } from './escalation-rows.repository.js';
import { EscalationsRepository } from './escalations.repository.js';

export interface NewOwners {
  readonly primaryOwnerId: UserId | null;
  /** Left out: as it is. */
  readonly secondaryOwnerId?: UserId | null | undefined;
  readonly because: OwnerBecause;
  readonly reason: string;
}

/**
 * The one door for changing an escalation: each call locks the row, decides by the domain, and writes row, moves, timeline, clock and
 * messages in the caller's transaction. It is not asked whether the actor may: services ask EscalationAccess first.
 */
@Injectable()
export class EscalationMoves {
  constructor(
    private readonly escalations: EscalationsRepository,
    private readonly rows: EscalationRowsRepository,
    private readonly clock: EscalationClock,
    private readonly news: EscalationNews,
  ) {}

  /**
   * To another status (PRD-243 FR-3.1). Throws escalations.not-found, escalations.illegal-transition with the allowed ones,
   * escalations.resolution-required, escalations.reason-required.
   */
  async move(
    tx: Tx,
    actor: Actor,
    id: EscalationId,
    to: EscalationStatus,
    said: EscalationWords = {},
  ): Promise<EscalationRecord> {
    const row = await this.escalations.lock(tx, id);
    // only what was handed to supporters may leave the root cause empty, not what rules routed (product.md 1)
    const words = { ...said, withoutRootCause: said.withoutRootCause === true && row.isForSupporters };
    const moved = moveEscalation(row, to, tx.now, words);

    await this.rows.move(tx, id, row.status, moved, userOf(actor));
    await this.clock.moved(tx, moved, row.status);

    await this.news.tell(tx, actor, row, happeningOfMove(row, moved, said));
    return this.escalations.getById(tx, id);
  }

  /**
   * To other owners, while it is not resolved. The same owners again change nothing. Throws escalations.not-found, escalations.over,
   * users.not-found.
   */
  async assign(tx: Tx, actor: Actor, id: EscalationId, given: NewOwners): Promise<EscalationRecord> {
    const row = await this.escalations.lock(tx, id);
    requireUnresolved(row.status);
    const before = ownersOf(row);
    const primary = given.primaryOwnerId;
    const wanted = given.secondaryOwnerId === undefined ? before.secondary_owner_id : given.secondaryOwnerId;
    const after = { primary_owner_id: primary, secondary_owner_id: wanted === primary ? null : wanted };
    const isNew = primary !== before.primary_owner_id;
    if (!isNew && after.secondary_owner_id === before.secondary_owner_id) return row;

    await this.rows.assign(tx, id, {
      primaryOwnerId: after.primary_owner_id,
      secondaryOwnerId: after.secondary_owner_id,
      because: given.because,
      assignedAt: isNew ? primary && tx.now : row.assignedAt,
    });
    if (isNew) await this.clock.assigned(tx, row, primary !== null);

    await this.news.tell(tx, actor, row, {
      type: 'escalation.assigned',
      before,
      after,
      said: { reason: given.reason, because: given.because.rule, explanation: given.because.explanation },
      messages: { 'escalation.assigned': { user_id: primary, user_id_before: before.primary_owner_id } },
    });
    return this.escalations.getById(tx, id);
  }

  /**
   * Other words, another category or severity, and why. Nothing different changes nothing. Throws escalations.not-found,
   * escalations.over, escalations.not-resolved, escalations.expected-resolution-required.
   */
  async change(
    tx: Tx,
    actor: Actor,
    id: EscalationId,
    edit: EscalationEdit,
    reason?: string,
  ): Promise<EscalationRecord> {
    const row = await this.escalations.lock(tx, id);
    const edited = editEscalation(row, edit, tx.now);
    const changes = differences(editable(row), editable(edited));
    if (Object.keys(changes.after).length === 0) return row;

    await this.rows.edit(tx, edited);
    const isOther = edited.severity !== row.severity;
    const isMoved = edited.categoryId !== row.categoryId && isUnresolved(row.status);
    await this.clock.thresholdsChanged(tx, edited, {
      severity: row.severity,
      category: isMoved ? (edit.category ?? null) : null,
    });

    const severities = { from: row.severity, to: edited.severity };
    await this.news.tell(tx, actor, row, {
      type: 'escalation.changed',
      ...changes,
      said: { reason: reason?.trim() || null },
      messages: isOther ? { 'escalation.severity-changed': severities } : {},
    });
    return this.escalations.getById(tx, id);
  }

  /** As {@link change}, for the severity alone; what the clock consumed stays consumed. */
  changeSeverity(tx: Tx, actor: Actor, id: EscalationId, severity: Severity): Promise<EscalationRecord> {
    return this.change(tx, actor, id, { severity });
  }

  /**
   * Puts somebody on it as watcher, approver or informed, or changes which. Owners keep their role: they are changed by {@link assign}.
   * Throws escalations.not-found, escalations.is-owner, users.not-found.
   */
  async putStakeholder(
    tx: Tx,
    actor: Actor,
    id: EscalationId,
    { userId, role }: { readonly userId: UserId; readonly role: Exclude<StakeholderRole, 'owner'> },
  ): Promise<EscalationRecord> {
    const row = await this.escalations.lock(tx, id);
    const before = roleOf(row, userId);
    if (before === 'owner') throw new DomainError('escalations.is-owner', { user_id: userId });
    if (before === role) return row;

    await this.rows.putStakeholder(tx, id, userId, role);

    await this.news.tell(tx, actor, row, {
      type: 'escalation.stakeholder-added',
      before: { user_id: userId, role: before },
      after: { user_id: userId, role },
      messages: { 'escalation.stakeholder-added': { user_id: userId } },
    });
    return this.escalations.getById(tx, id);
  }

  /** Takes a watcher, approver or informed person off it. Throws as {@link putStakeholder}; users.not-found for somebody who is not on it. */
  async removeStakeholder(tx: Tx, actor: Actor, id: EscalationId, userId: UserId): Promise<EscalationRecord> {
    const row = await this.escalations.lock(tx, id);
    const before = roleOf(row, userId);
    if (before === 'owner') throw new DomainError('escalations.is-owner', { user_id: userId });
    if (before === null) throw new DomainError('users.not-found', { user_id: userId });

    await this.rows.removeStakeholder(tx, id, userId);

    await this.news.tell(tx, actor, row, {
      type: 'escalation.stakeholder-removed',
      before: { user_id: userId, role: before },
      after: { user_id: userId, role: null },
    });
    return this.escalations.getById(tx, id);
  }
}

const ownersOf = (row: EscalationRecord) => ({
  primary_owner_id: row.primaryOwner?.userId ?? null,
  secondary_owner_id: row.secondaryOwner?.userId ?? null,
});

const roleOf = (row: EscalationRecord, userId: UserId): StakeholderRole | null =>
  row.stakeholders.find(({ user }) => user.userId === userId)?.role ?? null;
