import { Injectable } from '@nestjs/common';
import { type AssignmentId, DomainError } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AssignmentRecord, CoverageService } from '../coverage/index.js';

/** Who may open the briefs of an assignment: its backup while it runs, the absent person, and managers. */
@Injectable()
export class BriefAccess {
  constructor(private readonly coverage: CoverageService) {}

  /**
   * Throws coverage.assignment-not-found, briefs.not-found for a former backup, identity.not-allowed for others and for who was only
   * asked: reading what is known of the customers comes with the yes.
   */
  async getReadable(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<AssignmentRecord> {
    const assignment = await this.coverage.getOpen(tx, caller, id, 'briefs.not-found');
    if (assignment.backupUserId === caller.userId && assignment.status === 'pending')
      throw new DomainError('identity.not-allowed');
    return assignment;
  }
}
