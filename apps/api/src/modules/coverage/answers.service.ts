import { Injectable } from '@nestjs/common';
import type { CoverageActivity, CoverageAssignment, InputOf, LogActivity } from '@understudy/contracts';
import { type AssignmentId, awaitsApproval, declineAssignment, DomainError, isOpenAt } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Acceptances } from './acceptances.service.js';
import { AssignmentClock } from './assignment-clock.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import { ActivitiesRepository } from './activities.repository.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { CoverageNews } from './coverage-news.service.js';

/** What the backup says and does: yes, no, and what was done meanwhile. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly acceptances: Acceptances,
    private readonly clock: AssignmentClock,
    private readonly activities: ActivitiesRepository,
    private readonly news: CoverageNews,
  ) {}

  /** Final. Two who accept overlapping customers come one after the other; the second gets coverage.already-covered. */
  async accept(caller: CallerContext, id: AssignmentId): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const assignment = await this.lockAsked(tx, caller, id);
      return toCoverageAssignment(await this.acceptances.accept(tx, assignment, caller.userId, byCaller(caller)));
    });
  }

  /** Final, with a reason; the next suggestion is asked by the worker. */
  async decline(caller: CallerContext, id: AssignmentId, reason: string): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const assignment = await this.lockAsked(tx, caller, id);
      const answered = declineAssignment(assignment, caller.userId, reason, tx.now);
      const declined = { ...assignment, ...answered, decidedAt: tx.now };

      await this.assignments.save(tx, declined);
      await this.clock.set(tx, declined);
      await this.tell(tx, 'coverage.declined', caller, declined, { reason });
      return toCoverageAssignment({ ...declined, version: declined.version + 1 });
    });
  }

  /** Logged under the backup, linked to the CSM who is away (PRD-258 FR-4.2). */
  async log(caller: CallerContext, input: InputOf<typeof LogActivity>): Promise<z.output<typeof CoverageActivity>> {
    return this.tenancy.run(caller, async (tx) => {
      const assignment = await this.assignments.lockById(tx, input.assignment_id);
      if (assignment.backupUserId !== caller.userId) throw new DomainError('coverage.not-yours');
      if (assignment.acceptedAt === null || !isOpenAt(assignment, tx.now))
        throw new DomainError('coverage.absence-over');
      if (!assignment.coveredCustomerIds.includes(input.customer_id)) throw new DomainError('customers.not-found');

      const activity = await this.activities.add(tx, assignment, {
        customerId: input.customer_id,
        kind: input.activity_type,
        description: input.description,
        outcome: input.outcome ?? null,
      });
      await this.assignments.countAction(tx, assignment.id);
      await this.tell(tx, 'coverage.activity-logged', caller, assignment, {
        customer_id: input.customer_id,
        activity_type: input.activity_type,
      });
      return activity;
    });
  }

  /** Throws coverage.awaits-approval while a manager has to say yes first; for everybody but the backup it is coverage.not-yours. */
  private async lockAsked(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<AssignmentRecord> {
    const assignment = await this.assignments.lockById(tx, id);
    if (assignment.backupUserId === caller.userId && awaitsApproval(assignment))
      throw new DomainError('coverage.awaits-approval');
    return assignment;
  }

  private tell(
    tx: Tx,
    type: string,
    caller: CallerContext,
    row: AssignmentRecord,
    data: Readonly<Record<string, string>>,
  ): Promise<void> {
    return this.news.tell(tx, byCaller(caller), {
      type,
      assignmentId: row.id,
      absenceId: row.absenceId,
      absentUserId: row.absent.userId,
      backupUserId: row.backupUserId,
      data,
    });
  }
}
