import { Injectable } from '@nestjs/common';
import {
  acceptAssignment,
  DomainError,
  intersect,
  isAwayTogether,
  letGoAssignment,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AssignmentClock } from './assignment-clock.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { type By, type CoverageEvent, CoverageNews, eventOf } from './coverage-news.service.js';
import { PresenceRepository } from './presence.repository.js';

/** What a yes does, whoever says it: the backup, a team that needs none, the last steps of the ladder. The row is locked. */
@Injectable()
export class Acceptances {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly presence: PresenceRepository,
    private readonly clock: AssignmentClock,
    private readonly news: CoverageNews,
  ) {}

  /**
   * In force from now on, at the earliest from the start. Whoever wanted to be released from these customers is. Throws as acceptAssignment, and
   * coverage.backup-is-absent, coverage.already-covered.
   */
  async accept(
    tx: Tx,
    row: AssignmentRecord,
    userId: UserId,
    by: By,
    data: CoverageEvent['data'] = {},
  ): Promise<AssignmentRecord> {
    const accepted = { ...row, ...acceptAssignment(row, userId, tx.now), decidedAt: tx.now };
    await this.requireThere(tx, accepted);

    await this.assignments.lockCustomers(tx, accepted.coveredCustomerIds);
    await this.letGo(tx, accepted, by);
    await this.assignments.save(tx, accepted);
    const saved = { ...accepted, version: accepted.version + 1 };
    await this.clock.set(tx, saved);
    await this.news.tell(tx, by, eventOf('coverage.accepted', saved, data));
    return saved;
  }

  /** Those of the same absence and tier who asked to be released, for the customers that somebody else has now. */
  private async letGo(tx: Tx, accepted: AssignmentRecord, by: By): Promise<void> {
    const taken = new Set(accepted.coveredCustomerIds);
    const rows = await this.assignments.lockOfAbsence(tx, accepted.absenceId);
    const leaving = rows.filter(
      (row) =>
        row.id !== accepted.id &&
        row.releaseRequestedAt !== null &&
        row.tier === accepted.tier &&
        (row.status === 'accepted' || row.status === 'active'),
    );
    for (const row of leaving) {
      const shared = row.coveredCustomerIds.filter((id) => taken.has(id));
      if (shared.length === 0) continue;
      if (shared.length === row.coveredCustomerIds.length) await this.end(tx, row, by);
      else {
        await this.assignments.leave(tx, row.id, shared);
        await this.assignments.narrow(tx, row.id);
      }
    }
  }

  /** Ends what was accepted and is to be left: somebody else said yes by now, or its time is up. */
  async end(tx: Tx, row: AssignmentRecord, by: By): Promise<void> {
    const ended = letGoAssignment(row, tx.now);
    await this.assignments.save(tx, ended);
    await this.clock.set(tx, ended);
    await this.news.tell(tx, by, eventOf('coverage.ended', ended, { reason: ended.endedReason }));
    if (ended.endedReason === 'released')
      await this.news.tell(tx, by, eventOf('coverage.released', ended, { reason: ended.releaseReason }));
  }

  /** Throws coverage.backup-is-absent when the backup is away in the hours that are to be covered. */
  private async requireThere(tx: Tx, { backupUserId, during, windows }: AssignmentRecord): Promise<void> {
    const needed = { during, windows: windows.flatMap((part) => intersect(part, during) ?? []) };
    const away = await this.presence.listAway(tx, during, [backupUserId]);
    if (away.some((other) => isAwayTogether(other, needed))) throw new DomainError('coverage.backup-is-absent');
  }
}
