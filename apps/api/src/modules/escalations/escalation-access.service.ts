import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type EscalationActor,
  type EscalationId,
  type EscalationPeople,
  mayActOn,
  mayCorrect,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomerRights } from '../customers/index.js';
import { AccessService } from '../directory/index.js';
import type { EscalationRecord } from './escalation.records.js';
import { EscalationsRepository, type Sight } from './escalations.repository.js';

/** Who may see an escalation and who may act on it: the one place every module asks (api.md, the role table). */
@Injectable()
export class EscalationAccess {
  constructor(
    private readonly access: AccessService,
    private readonly escalations: EscalationsRepository,
    private readonly customers: CustomerRights,
  ) {}

  /** What the caller may see, by their roles; one round trip for managers, none for anybody else. */
  async sightOf(tx: Tx, caller: Pick<CallerContext, 'userId' | 'roles' | 'teamId'>): Promise<Sight> {
    const { userId, roles } = caller;
    if (roles.includes('admin')) return { userId, managed: null, ownCustomers: true };
    const managed = roles.includes('manager') ? [...(await this.access.managedIds(tx, caller))] : [];
    return { userId, managed, ownCustomers: roles.includes('csm') || roles.includes('manager') };
  }

  /**
   * Whoever may act on it, and who looks after the customer now or manages who does: having opened or following it is not enough to read
   * what is internal.
   */
  async isInside(tx: Tx, caller: CallerContext, row: EscalationRecord, sight: Sight): Promise<boolean> {
    const { customer, csmId } = row;
    if (csmId === caller.userId || mayActOn(peopleOf(row), actorOf(sight))) return true;
    if (customer === null) return false;
    return this.customers.isKeeper(tx, caller, { id: customer.id, csm: csmId && { userId: csmId } });
  }

  /** Whoever asked for help in the conversation reads what is not internal, and what they write is not; unless they are inside. */
  async isOutsider(tx: Tx, caller: CallerContext, row: EscalationRecord): Promise<boolean> {
    if (row.conversationId === null) return false;
    if ((await this.escalations.requesterOf(tx, row.conversationId)) !== caller.userId) return false;
    return !(await this.isInside(tx, caller, row, await this.sightOf(tx, caller)));
  }

  /** Throws `escalations.not-found`, also when the caller may not see it. */
  async getVisible(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    return this.escalations.getVisible(tx, await this.sightOf(tx, caller), id);
  }

  /** As {@link getVisible}; nobody else changes it until this transaction is over. */
  async lockVisible(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    return this.escalations.lockVisible(tx, await this.sightOf(tx, caller), id);
  }

  /**
   * Locked, for somebody who wants to follow it from now on. Whoever sees it only while they cover its customer cannot: that ends with
   * the coverage. Throws `escalations.not-found`, `identity.not-allowed`.
   */
  async lockToFollow(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    const sight = await this.sightOf(tx, caller);
    const row = await this.escalations.lockVisible(tx, sight, id);
    const isLasting =
      row.csmId === sight.userId || (await this.escalations.isVisible(tx, { ...sight, ownCustomers: false }, id));
    if (!isLasting) throw new DomainError('identity.not-allowed');
    return row;
  }

  /** It climbed away from them, and nobody has answered yet: taking it on is still theirs, beside whoever may act. */
  async mayTakeBack(tx: Tx, row: EscalationRecord, sight: Sight): Promise<boolean> {
    if (row.status !== 'open' || row.ownerBecause.rule !== 'climbed') return false;
    if (mayActOn(peopleOf(row), actorOf(sight))) return false;
    return this.escalations.climbedAwayFrom(tx, row.id, sight.userId);
  }

  /** As {@link lockToAct}, and while it is open for whoever may correct what it says and take it back (mayCorrect). */
  async lockToCorrect(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    const row = await this.lockVisible(tx, caller, id);
    const about = { status: row.status, createdById: row.createdBy.userId, csmId: row.csmId };
    return mayCorrect(about, caller.userId) ? row : this.lockToAct(tx, caller, id);
  }

  /** Locked, for somebody who may act on it. Throws `escalations.not-found`, `identity.not-allowed`. */
  async lockToAct(tx: Tx, caller: CallerContext, id: EscalationId): Promise<EscalationRecord> {
    const sight = await this.sightOf(tx, caller);
    const row = await this.escalations.lockVisible(tx, sight, id);
    if (!mayActOn(peopleOf(row), actorOf(sight))) throw new DomainError('identity.not-allowed');
    return row;
  }
}

export const actorOf = ({ userId, managed }: Sight): EscalationActor => ({
  userId,
  managed: managed && new Set(managed),
});

export const peopleOf = (row: EscalationRecord): EscalationPeople => ({
  csmId: row.csmId,
  primaryOwnerId: row.primaryOwner?.userId ?? null,
  secondaryOwnerId: row.secondaryOwner?.userId ?? null,
  hasCustomer: row.customer !== null,
});
