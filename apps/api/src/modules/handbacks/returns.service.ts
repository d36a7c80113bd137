import { Injectable } from '@nestjs/common';
import type { OutputOf, ReturnFromAbsence } from '@understudy/contracts';
import { absenceStatusAt, type AssignmentId, DomainError } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AbsenceLifecycle, AbsencesRepository, AbsenceViews } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { AccessService } from '../directory/index.js';
import { HandbackDesk } from './handback.desk.js';
import { HandbackRights } from './handback.rights.js';

/** "I am back" (PRD-131: POST /api/coverage/:coverageId/return). */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: HandbackRights,
    private readonly absences: AbsencesRepository,
    private readonly lifecycle: AbsenceLifecycle,
    private readonly views: AbsenceViews,
    private readonly desk: HandbackDesk,
    private readonly assignments: AssignmentsRepository,
    private readonly access: AccessService,
  ) {}

  /**
   * Ends the whole absence now, whoever's assignment it was asked with, and freezes every handback in the same moment. By the person
   * or whoever manages them. Throws handbacks.not-begun for one that is ahead, absences.ended for one that is over.
   */
  return(caller: CallerContext, id: AssignmentId): Promise<OutputOf<typeof ReturnFromAbsence>> {
    return this.tenancy.run(caller, async (tx) => {
      const { assignment } = await this.rights.getVisible(tx, caller, id);
      await this.access.requireManage(tx, caller, assignment.absent.userId);
      await this.absences.lockPerson(tx, assignment.absent.userId);
      const absence = await this.absences.lockById(tx, assignment.absenceId);
      const status = absenceStatusAt(absence, tx.now, false);
      if (status === 'planned' || status === 'suggested') throw new DomainError('handbacks.not-begun');

      const reason = { text: 'returned', tombstone: null } as const;
      const stopped = await this.lifecycle.stop(tx, absence, byCaller(caller), reason);
      const rows = (await this.assignments.listOfAbsences(tx, [absence.id])).filter((row) =>
        this.desk.hasBegun(tx, row),
      );
      for (const row of rows) await this.desk.freezeEnded(tx, row);
      const handbacks: OutputOf<typeof ReturnFromAbsence>['handbacks'] = [];
      for (const row of rows) handbacks.push(await this.desk.show(tx, row));
      return { absence: await this.views.of(tx, caller, stopped), handbacks };
    });
  }
}
