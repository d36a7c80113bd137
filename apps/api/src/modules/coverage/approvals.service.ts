import { Injectable } from '@nestjs/common';
import type { CoverageAssignment } from '@understudy/contracts';
import {
  approveAssignment,
  type AssignmentId,
  awaitsApproval,
  DomainError,
  rejectAssignment,
} from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import { AssignmentClock } from './assignment-clock.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { ApprovalRights } from './approval-rights.service.js';
import { type By, CoverageNews, eventOf } from './coverage-news.service.js';
import { QuestionsService } from './questions.service.js';

type View = z.output<typeof CoverageAssignment>;

/** A manager's yes or no to a backup (PRD-258 FR-2.2). */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly rights: ApprovalRights,
    private readonly questions: QuestionsService,
    private readonly clock: AssignmentClock,
    private readonly news: CoverageNews,
  ) {}

  /** Now the backup is asked. Throws coverage.not-awaiting-approval, and what accepting throws where no acceptance is needed. */
  approve(caller: CallerContext, id: AssignmentId): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.lock(tx, caller, id);
      const approved = { ...approveAssignment(row), approverUserId: caller.userId, approveBy: null, decidedAt: tx.now };

      await this.news.tell(tx, byCaller(caller), eventOf('coverage.approved', approved));
      if (!awaitsApproval(row)) return toCoverageAssignment(await this.save(tx, approved));
      const policy = await this.rights.policyOf(tx, row);
      return toCoverageAssignment(await this.questions.askBackup(tx, approved, policy, byCaller(caller)));
    });
  }

  /** Ends it, also when the backup has said yes meanwhile; somebody else is found. Throws coverage.not-awaiting-approval. */
  reject(caller: CallerContext, id: AssignmentId, reason: string): Promise<View> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.lock(tx, caller, id);
      const rejected = {
        ...rejectAssignment(row, tx.now),
        approverUserId: caller.userId,
        approvalReason: reason,
        decidedAt: tx.now,
      };

      const saved = await this.save(tx, rejected);
      await this.tellRejected(tx, saved, row, byCaller(caller), reason);
      return toCoverageAssignment(saved);
    });
  }

  /** Nobody approved in time (timer): the next manager up is asked. Safe to repeat. */
  async passOn(tx: Tx, id: AssignmentId, by: By): Promise<void> {
    const row = await this.assignments.lockById(tx, id);
    const isDue = row.approveBy !== null && Temporal.Instant.compare(row.approveBy, tx.now) <= 0;
    const isOpen = row.status === 'pending' || row.status === 'accepted' || row.status === 'active';
    if (!isDue || !isOpen || row.approval !== 'waiting') return;
    await this.questions.askApprover(tx, row, await this.rights.policyOf(tx, row), by);
  }

  private async lock(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<AssignmentRecord> {
    const row = await this.assignments.lockById(tx, id);
    if (!(await this.rights.mayApprove(tx, caller, row))) throw new DomainError('identity.not-allowed');
    return row;
  }

  private async save(tx: Tx, row: AssignmentRecord): Promise<AssignmentRecord> {
    await this.assignments.save(tx, row);
    const saved = { ...row, version: row.version + 1 };
    await this.clock.set(tx, saved);
    return saved;
  }

  /** What had been in force ends too, so that everything which followed from it is undone. */
  private async tellRejected(
    tx: Tx,
    saved: AssignmentRecord,
    before: AssignmentRecord,
    by: By,
    reason: string,
  ): Promise<void> {
    if (before.status !== 'pending')
      await this.news.tell(tx, by, eventOf('coverage.ended', saved, { reason: 'rejected' }));
    await this.news.tell(tx, by, eventOf('coverage.rejected', saved, { reason }));
  }
}
