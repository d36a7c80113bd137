import { Injectable } from '@nestjs/common';
import type { ListActivities, OutputOf } from '@understudy/contracts';
import { type AssignmentId, DomainError, isOpenAt } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService } from '../directory/index.js';
import { ActivitiesRepository } from './activities.repository.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';

/** Reading assignments: the backup, the absent person, and whoever manages one of them. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly activities: ActivitiesRepository,
    private readonly access: AccessService,
  ) {}

  get(caller: CallerContext, id: AssignmentId): Promise<AssignmentRecord> {
    return this.tenancy.run(caller.tenantId, (tx) => this.getVisible(tx, caller, id));
  }

  async listActivities(caller: CallerContext, id: AssignmentId): Promise<OutputOf<typeof ListActivities>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.getOpen(tx, caller, id, 'identity.not-allowed');
      return { items: await this.activities.list(tx, id) };
    });
  }

  /** Throws coverage.assignment-not-found when it is not there, identity.not-allowed when it is none of the caller's business. */
  async getVisible(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<AssignmentRecord> {
    const assignment = await this.assignments.findById(tx, id);
    if (!assignment) throw new DomainError('coverage.assignment-not-found');
    const isTheirs = assignment.backupUserId === caller.userId || assignment.absent.userId === caller.userId;
    if (
      !isTheirs &&
      !(await this.access.mayManage(tx, caller, assignment.absent.userId)) &&
      !(await this.access.mayManage(tx, caller, assignment.backupUserId))
    )
      throw new DomainError('identity.not-allowed');
    return assignment;
  }

  /**
   * As {@link getVisible}, for what a backup works with: a former one, and one who declined, gets `refusal`. By the clock, whatever
   * the jobs have done (api.md: "covered ones while the interval runs").
   */
  async getOpen(
    tx: Tx,
    caller: CallerContext,
    id: AssignmentId,
    refusal: 'briefs.not-found' | 'identity.not-allowed',
  ): Promise<AssignmentRecord> {
    const assignment = await this.getVisible(tx, caller, id);
    const isFormer = assignment.backupUserId === caller.userId && !isOpenAt(assignment, tx.now);
    if (isFormer && !(await this.access.mayManage(tx, caller, assignment.absent.userId)))
      throw new DomainError(refusal);
    return assignment;
  }
}
