import { Injectable } from '@nestjs/common';
import type { GetCurrentCoverage, OutputOf } from '@understudy/contracts';
import { absenceStatusAt, DomainError, isLive, isOpenAt, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { CoverageParts } from './coverage-parts.service.js';
import { type OOOCoverageView, toOOOCoverage } from './ooo-coverage.mapper.js';

/** As many absences as anybody has ahead at once, a weekly afternoon for half a year included. */
const MOST_ABSENCES = 60;

/** PRD-131's view of coverage: a projection of absence and assignment, nothing of its own (product.md 4). */
@Injectable()
export class OOOCoverageService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
    private readonly parts: CoverageParts,
  ) {}

  /**
   * One item for each assignment of the CSM's absences that are ahead or running, and of those that are over until everything is handed
   * back, in the order of time; questions that ended without a yes are left out, and who gave it back before it began. The CSM and their
   * managers see all, a backup their own while they stand in. Throws users.not-found, identity.not-allowed.
   */
  current(caller: CallerContext, csmId: UserId): Promise<OutputOf<typeof GetCurrentCoverage>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.directory.getUser(tx, csmId);
      const current = await this.currentAbsences(tx, csmId);
      const rows = await this.visible(tx, caller, csmId, await this.rowsOf(tx, current));
      const absences = new Map(current.map((absence) => [absence.id, absence]));
      const parts = await this.parts.of(tx, rows);
      const items = await Promise.all(
        rows.map(async (row): Promise<OOOCoverageView[]> => {
          const absence = absences.get(row.absenceId);
          return absence ? [toOOOCoverage(row, absence, parts, await this.parts.accountsOf(tx, row))] : [];
        }),
      );
      return { items: items.flat() };
    });
  }

  private async currentAbsences(tx: Tx, csmId: UserId): Promise<AbsenceRecord[]> {
    const rows = await this.absences.list(tx, {
      userIds: [csmId],
      statuses: ['planned', 'coverage_assigned', 'active'],
      limit: MOST_ABSENCES,
    });
    const live = rows.filter((row) => isLive(row) && absenceStatusAt(row, tx.now, false) !== 'completed');
    const over = await this.absences.listByIds(tx, await this.parts.listOpenAbsences(tx, csmId));
    return [...over.toSorted((a, b) => Temporal.Instant.compare(a.during.startsAt, b.during.startsAt)), ...live];
  }

  private async rowsOf(tx: Tx, absences: readonly AbsenceRecord[]): Promise<AssignmentRecord[]> {
    const rows = await this.assignments.listOfAbsences(
      tx,
      absences.map(({ id }) => id),
    );
    return rows.filter(isCoverage);
  }

  private async visible(
    tx: Tx,
    caller: CallerContext,
    csmId: UserId,
    rows: readonly AssignmentRecord[],
  ): Promise<readonly AssignmentRecord[]> {
    if (await this.access.mayManage(tx, caller, csmId)) return rows;
    const own = rows.filter(
      (row) => row.backupUserId === caller.userId && row.acceptedAt !== null && isOpenAt(row, tx.now),
    );
    if (own.length === 0) throw new DomainError('identity.not-allowed');
    return own;
  }
}

/** Waiting, promised or done; not what was declined, not answered, replaced, or given back before it began. */
const isCoverage = ({ status, inForce }: AssignmentRecord): boolean =>
  status === 'completed' ? inForce : status !== 'declined';
