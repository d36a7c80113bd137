import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type AssignmentRecord, type By, CoverageNews } from '../coverage/index.js';

export interface PortfolioChange {
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly customerId: CustomerId;
  /** null: nobody stands in for the customer yet, and somebody is to be asked. */
  readonly assignment: Pick<AssignmentRecord, 'id' | 'backupUserId'> | null;
  readonly change: 'joined' | 'left' | 'open';
}

/** Tells what set-up, take-overs and portfolios do: in the history of the absence, and to whatever follows from it. */
@Injectable()
export class SetupNews {
  constructor(
    private readonly coverage: CoverageNews,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async takenOver(tx: Tx, by: By, row: AssignmentRecord, customerId: CustomerId): Promise<void> {
    await this.assignment(tx, by, 'coverage.started', row, customerId);
    await this.outbox.add(tx, {
      type: 'coverage.taken-over',
      customer_id: customerId,
      user_id: row.absent.userId,
      by_user_id: row.backupUserId,
      assignment_id: row.id,
      absence_id: row.absenceId,
    });
  }

  released(tx: Tx, by: By, row: AssignmentRecord, customerId: CustomerId): Promise<void> {
    return this.assignment(tx, by, 'coverage.ended', row, customerId, { reason: 'released' });
  }

  /** One assignment ended because nothing of it is left, or another one took its place. */
  replaced(tx: Tx, by: By, row: AssignmentRecord): Promise<void> {
    return this.assignment(tx, by, 'coverage.ended', row, null, { reason: 'replaced' });
  }

  async portfolioChanged(tx: Tx, by: By, { absenceId, absentUserId, customerId, assignment, change }: PortfolioChange) {
    const about = {
      absence_id: absenceId,
      user_id: absentUserId,
      customer_id: customerId,
      assignment_id: assignment?.id ?? null,
      backup_user_id: assignment?.backupUserId ?? null,
      change,
    };
    const type = 'coverage.portfolio-changed';
    // that nobody has it yet is no event: the ladder tells whom it asks
    if (change !== 'open')
      await this.history.append(tx, { type, subject: { kind: 'absence', id: absenceId }, ...by, data: about });
    await this.outbox.add(tx, { type, ...about });
  }

  /** Customers of the absence may be without a question: whoever asks by itself looks. */
  leftOpen(tx: Tx, absenceId: AbsenceId, absentUserId: UserId): Promise<void> {
    const about = { absence_id: absenceId, user_id: absentUserId, customer_id: null, assignment_id: null };
    return this.outbox.add(tx, { type: 'coverage.portfolio-changed', ...about, backup_user_id: null, change: 'open' });
  }

  private assignment(
    tx: Tx,
    by: By,
    type: string,
    row: AssignmentRecord,
    customerId: CustomerId | null,
    data: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return this.coverage.tell(tx, by, {
      type,
      assignmentId: row.id,
      absenceId: row.absenceId,
      absentUserId: row.absent.userId,
      backupUserId: row.backupUserId,
      data: { customer_id: customerId, tier: row.tier, ...data },
    });
  }
}
