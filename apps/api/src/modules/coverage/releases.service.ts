import { Injectable } from '@nestjs/common';
import type { CoverageAssignment } from '@understudy/contracts';
import {
  type AssignmentId,
  DomainError,
  endAssignment,
  hasLapsed,
  isReleaseDue,
  requestRelease,
} from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AccessService } from '../directory/index.js';
import { Acceptances } from './acceptances.service.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import { AssignmentClock } from './assignment-clock.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { type By, CoverageNews, eventOf } from './coverage-news.service.js';

/** Getting out of coverage, and questions that nobody answers. */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly access: AccessService,
    private readonly acceptances: Acceptances,
    private readonly clock: AssignmentClock,
    private readonly news: CoverageNews,
  ) {}

  /** By the backup, or a manager of the absent person. Throws coverage.not-yours and as requestRelease. */
  release(caller: CallerContext, id: AssignmentId, reason: string): Promise<z.output<typeof CoverageAssignment>> {
    return this.tenancy.run(caller, async (tx) => {
      const row = await this.assignments.lockById(tx, id);
      const isManager =
        row.absent.userId !== caller.userId && (await this.access.mayManage(tx, caller, row.absent.userId));
      if (row.backupUserId !== caller.userId && !isManager) throw new DomainError('coverage.not-yours');
      const leaving = { ...requestRelease(row, tx.now), releaseReason: reason };

      await this.assignments.save(tx, leaving);
      await this.clock.set(tx, leaving);
      await this.news.tell(
        tx,
        byCaller(caller),
        eventOf('coverage.release-requested', leaving, { reason, release_by: String(leaving.releaseBy) }),
      );
      return toCoverageAssignment({ ...leaving, version: leaving.version + 1 });
    });
  }

  /** Its time is up, replaced or not (timer). Safe to repeat. */
  async letGo(tx: Tx, id: AssignmentId, by: By): Promise<void> {
    const row = await this.assignments.lockById(tx, id);
    if (!isReleaseDue(row, tx.now) || (row.status !== 'accepted' && row.status !== 'active')) return;
    await this.assignments.lockCustomers(tx, row.coveredCustomerIds);
    await this.acceptances.end(tx, row, by);
  }

  /** Nobody answered in time (timer): the question ends, and the ladder goes on. Safe to repeat. */
  async lapse(tx: Tx, id: AssignmentId, by: By): Promise<void> {
    const row = await this.assignments.lockById(tx, id);
    if (!hasLapsed(row, tx.now)) return;
    const lapsed = { ...row, ...endAssignment(row, 'lapsed', tx.now), decidedAt: tx.now };
    await this.assignments.save(tx, lapsed);
    await this.clock.set(tx, lapsed);
    await this.news.tell(tx, by, eventOf('coverage.lapsed', lapsed));
  }

  /** Half of the time has gone (timer). */
  async remind(tx: Tx, id: AssignmentId, by: By): Promise<void> {
    const row = await this.assignments.lockById(tx, id);
    if (row.status !== 'pending' || row.askedAt === null || row.answerBy === null) return;
    await this.news.tell(tx, by, eventOf('coverage.answer-due', row, { answer_by: String(row.answerBy) }));
  }
}
