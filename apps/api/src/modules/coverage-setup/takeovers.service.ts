import { Injectable } from '@nestjs/common';
import type { CoverageAssignment } from '@understudy/contracts';
import { type CustomerId, DomainError, endAssignment, type Span } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { type AssignmentRecord, AssignmentsRepository, toCoverageAssignment } from '../coverage/index.js';
import { AccessService } from '../directory/index.js';
import { SetupNews } from './setup-news.service.js';
import { TakeoverRights } from './takeover-rights.service.js';
import { TakeoversRepository } from './takeovers.repository.js';

type AssignmentView = z.output<typeof CoverageAssignment>;

/** Looking after a customer of somebody away without having been asked, and giving it back. */
@Injectable()
export class TakeoversService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: TakeoverRights,
    private readonly access: AccessService,
    private readonly takeovers: TakeoversRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly news: SetupNews,
  ) {}

  /**
   * From now until the owner is back, before every backup. Two at once: one gets it, the other 409 coverage.taken-over with who has it;
   * doing it again answers what was taken already. Throws as TakeoverRights.decide.
   */
  async takeOver(caller: CallerContext, customerId: CustomerId): Promise<AssignmentView> {
    return this.tenancy.run(caller, async (tx) => {
      const { absenceId, during } = await this.rights.decide(tx, caller, customerId);
      const holder = await this.takeovers.findHolder(tx, customerId);
      if (holder?.userId === caller.userId)
        return toCoverageAssignment(await this.assignments.lockById(tx, holder.assignmentId));
      if (holder)
        throw new DomainError('coverage.taken-over', { backup: { user_id: holder.userId, name: holder.name } });

      const taken = await this.add(tx, caller, { absenceId, customerId, during });
      await this.news.takenOver(tx, byCaller(caller), taken, customerId);
      return toCoverageAssignment(taken);
    });
  }

  /** Whether the caller could take it over now, for surfaces that offer it. Nothing is locked. */
  async mayTakeOver(tx: Tx, caller: CallerContext, customerId: CustomerId): Promise<boolean> {
    if (await this.takeovers.findHolder(tx, customerId)) return false;
    try {
      await this.rights.decideNow(tx, caller, customerId);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  /** Whether the caller took it over by hand, and has not given it back. */
  async holds(tx: Tx, caller: CallerContext, customerId: CustomerId): Promise<boolean> {
    return (await this.takeovers.findHolder(tx, customerId))?.userId === caller.userId;
  }

  /** By who took it, or whoever manages the owner. From now on the backups count again. Throws coverage.not-taken-over. */
  async release(caller: CallerContext, customerId: CustomerId): Promise<AssignmentView> {
    return this.tenancy.run(caller, async (tx) => {
      const holder = await this.takeovers.getHolder(tx, customerId);
      const assignment = await this.assignments.lockById(tx, holder.assignmentId);
      if (holder.userId !== caller.userId) await this.access.requireManage(tx, caller, assignment.absent.userId);

      const ended = { ...assignment, ...endAssignment(assignment, 'released', tx.now) };
      if (ended.status === assignment.status) throw new DomainError('coverage.not-taken-over');
      await this.assignments.save(tx, ended);
      await this.news.released(tx, byCaller(caller), ended, customerId);
      return toCoverageAssignment({ ...ended, version: ended.version + 1 });
    });
  }

  /** Tier 0 is before every backup; it counts at once. */
  private async add(
    tx: Tx,
    { userId }: CallerContext,
    {
      absenceId,
      customerId,
      during,
    }: { absenceId: AssignmentRecord['absenceId']; customerId: CustomerId; during: Span },
  ): Promise<AssignmentRecord> {
    const id = await this.assignments.add(tx, {
      absenceId,
      backupUserId: userId,
      assignedByUserId: userId,
      coverageType: 'partial',
      tier: 0,
      coversAll: false,
      customerIds: [customerId],
      during,
      score: null,
      factors: null,
      answerBy: null,
    });
    const row = await this.assignments.lockById(tx, id);
    const active = { ...row, status: 'active' as const, acceptedAt: tx.now };
    await this.assignments.save(tx, active);
    return { ...active, version: row.version + 1 };
  }
}
