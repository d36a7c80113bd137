import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, PutSplit } from '@understudy/contracts';
import { decideResplit, DomainError, isLive } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceRights, AbsenceViews } from '../absences/index.js';
import { toCoverageAssignment } from '../coverage/index.js';
import { ShareChanges } from './share-changes.service.js';

/** Who stands in for which customers, set by hand in one go (the wizard: customers dragged between backups). */
@Injectable()
export class ResplitService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: AbsenceRights,
    private readonly shares: ShareChanges,
    private readonly views: AbsenceViews,
  ) {}

  /** By the person, their managers and admins. Throws coverage.absence-over, coverage.customer-named-twice, and as asking does. */
  async put(caller: CallerContext, input: InputOf<typeof PutSplit>): Promise<OutputOf<typeof PutSplit>> {
    return this.tenancy.run(caller, async (tx) => {
      const absence = await this.rights.lockManaged(tx, caller, input.absence_id);
      const { endsAt } = absence.during;
      if (!isLive(absence) || (endsAt !== null && Temporal.Instant.compare(endsAt, tx.now) <= 0))
        throw new DomainError('coverage.absence-over');
      const wanted = input.assignments.map((row) => ({
        backupUserId: row.backup_user_id,
        customerIds: row.customer_ids,
      }));
      const open = await this.shares.lockOpen(tx, absence.id);
      const decision = decideResplit(wanted, open.map(toOpenShare));

      await this.shares.apply(tx, absence, open, decision, byCaller(caller));
      const [rows, gaps] = await Promise.all([this.shares.list(tx, absence.id), this.views.gaps(tx, [absence])]);
      return { items: rows.map(toCoverageAssignment), gaps };
    });
  }
}

export const toOpenShare = (row: Awaited<ReturnType<ShareChanges['lockOpen']>>[number]) => ({
  id: row.id,
  backupUserId: row.backupUserId,
  customerIds: row.coveredCustomerIds,
  isAccepted: row.acceptedAt !== null,
});
