import { Injectable } from '@nestjs/common';
import { type AbsenceId, type AskedBy, endAssignment, type Resplit, type Share } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AbsenceRecord } from '../absences/index.js';
import {
  type AssignmentRecord,
  AssignmentsRepository,
  AssignmentsService,
  type By,
  SuggestionsService,
} from '../coverage/index.js';
import { SetupNews } from './setup-news.service.js';

const OPEN = ['pending', 'accepted', 'active'];

interface Asking {
  /** So many customers are all of them: whoever is asked for all also takes those that join. */
  readonly all?: number | null;
  /** How whoever is asked anew came to be asked. */
  readonly rungOf?: (share: Share) => AskedBy;
}

/** Writes what was decided about the shares of one absence; it is locked. */
@Injectable()
export class ShareChanges {
  constructor(
    private readonly rows: AssignmentsRepository,
    private readonly assignments: AssignmentsService,
    private readonly suggestions: SuggestionsService,
    private readonly news: SetupNews,
  ) {}

  /** First backups that wait or said yes. */
  async lockOpen(tx: Tx, id: AbsenceId): Promise<AssignmentRecord[]> {
    const rows = await this.rows.lockOfAbsence(tx, id);
    return rows.filter(({ tier, status }) => tier === 1 && OPEN.includes(status));
  }

  list(tx: Tx, id: AbsenceId): Promise<AssignmentRecord[]> {
    return this.rows.listOfAbsences(tx, [id]);
  }

  async apply(
    tx: Tx,
    absence: AbsenceRecord,
    open: readonly AssignmentRecord[],
    { end, move, ask }: Resplit,
    by: By,
    { all = null, rungOf = () => 'by-hand' }: Asking = {},
  ): Promise<void> {
    for (const row of open.filter(({ id }) => end.includes(id))) await this.end(tx, row, by);
    for (const { id, customerIds } of move) await this.move(tx, absence, id, customerIds, by);
    const { items } = ask.length > 0 ? await this.suggestions.suggest(tx, absence) : { items: [] };
    for (const { backupUserId, customerIds } of ask) {
      const found = items.find((item) => item.user_id === backupUserId);
      await this.assignments.ask(
        tx,
        absence,
        {
          backupUserId,
          tier: 1,
          ...(customerIds.length === all ? { customerIds: null } : { customerIds, coverageType: 'partial' as const }),
          rung: rungOf({ backupUserId, customerIds }),
          score: found?.score ?? null,
          factors: found?.factors ?? null,
        },
        by,
      );
    }
    // customers nobody named, whose question was replaced: the product asks for them
    await this.news.leftOpen(tx, absence.id, absence.userId);
  }

  private async move(
    tx: Tx,
    absence: AbsenceRecord,
    id: AssignmentRecord['id'],
    customerIds: AssignmentRecord['coveredCustomerIds'],
    by: By,
  ): Promise<void> {
    await this.rows.leave(tx, id, customerIds);
    await this.rows.narrow(tx, id);
    const row = await this.rows.lockById(tx, id);
    for (const customerId of customerIds)
      await this.news.portfolioChanged(tx, by, {
        absenceId: absence.id,
        absentUserId: absence.userId,
        customerId,
        assignment: row,
        change: 'left',
      });
    if (row.coveredCustomerIds.length === 0) await this.end(tx, row, by);
  }

  private async end(tx: Tx, row: AssignmentRecord, by: By): Promise<void> {
    await this.rows.save(tx, { ...row, ...endAssignment(row, 'replaced', tx.now) });
    await this.news.replaced(tx, by, row);
  }
}
