import { Injectable } from '@nestjs/common';
import { type AbsenceId, type CustomerId, DomainError, type Span, takeOver } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsencesRepository } from '../absences/index.js';
import { AssignmentsRepository, PresenceRepository } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';

/** Who may take a customer over now, and for which absence. */
@Injectable()
export class TakeoverRights {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
  ) {}

  /**
   * Locks the absence, then the customer: takers come one after the other, and not beside the end of the absence. Throws as domain
   * takeOver, and version.stale when the customer changed hands meanwhile.
   */
  async decide(tx: Tx, caller: CallerContext, customerId: CustomerId): Promise<{ absenceId: AbsenceId; during: Span }> {
    const before = await this.decideNow(tx, caller, customerId);
    await this.absences.lockById(tx, before.absenceId);
    await this.assignments.lockCustomers(tx, [customerId]);
    const after = await this.decideNow(tx, caller, customerId);
    if (after.absenceId !== before.absenceId) throw new DomainError('version.stale');
    return after;
  }

  /** The same without a lock, for whoever only wants to know; it may be different when they act. Throws as domain takeOver. */
  async decideNow(tx: Tx, { userId, roles, teamId }: CallerContext, customerId: CustomerId) {
    const { id, csm } = await this.customers.getById(tx, customerId);
    const [owner, people, absences] = await Promise.all([
      csm && this.directory.findUser(tx, csm.userId),
      this.directory.reporting(tx),
      this.presence.listAway(tx, { startsAt: tx.now, endsAt: null }, csm ? [csm.userId, userId] : []),
    ]);
    const customer = { id, csmId: csm?.userId ?? null };
    return takeOver({ customer, taker: { id: userId, roles, teamId }, owner, people, absences, now: tx.now });
  }
}
