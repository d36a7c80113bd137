import { Injectable } from '@nestjs/common';
import type { CoveragePolicy } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { PoliciesService } from '../policies/index.js';
import type { AssignmentRecord } from './assignment.records.js';

/** Who may decide about somebody's coverage, and by which policy. */
@Injectable()
export class ApprovalRights {
  constructor(
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
    private readonly policies: PoliciesService,
  ) {}

  /** A manager of the absent person or an admin; never for one's own absence, unless an admin. */
  async mayApprove(tx: Tx, caller: CallerContext, { absent }: AssignmentRecord): Promise<boolean> {
    if (caller.roles.includes('admin')) return true;
    return caller.userId !== absent.userId && this.access.mayManage(tx, caller, absent.userId);
  }

  async policyOf(tx: Tx, { absent }: AssignmentRecord): Promise<CoveragePolicy> {
    const { teamId } = await this.directory.getUser(tx, absent.userId);
    return this.policies.ofTeam(tx, teamId);
  }
}
