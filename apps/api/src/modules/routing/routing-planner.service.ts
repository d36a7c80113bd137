import { Inject, Injectable } from '@nestjs/common';
import {
  type AssignmentId,
  isInForceAt,
  isOpenAt,
  isRoutingSettled,
  planRouting,
  type RoutingUpdateId,
  wishRouting,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { RoutingNews } from './routing-news.service.js';
import { type RoutedCoverage, ROUTING_TARGETS, type RoutingTarget } from './routing-target.js';
import { RoutingRepository } from './routing.repository.js';

/** What is wanted of every change of a coverage, from the coverage as it stands: in place while it runs, else taken back. */
@Injectable()
export class RoutingPlanner {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly updates: RoutingRepository,
    private readonly news: RoutingNews,
    @Inject(ROUTING_TARGETS) private readonly targets: readonly RoutingTarget[],
  ) {}

  /**
   * Writes the wishes, and answers which changes have to be driven now. Whatever happened to the coverage (began, moved, got other
   * customers, ended, was cancelled or replaced) is decided the same way, so messages may come twice and in any order.
   */
  async plan(tx: Tx, id: AssignmentId): Promise<RoutingUpdateId[]> {
    const assignment = await this.assignments.findById(tx, id);
    if (!assignment) return [];
    const isWanted = isOpenAt(assignment, tx.now) && isInForceAt(assignment, tx.now);
    if (isWanted) await this.ensure(tx, toCoverage(tx, assignment));

    const open: RoutingUpdateId[] = [];
    for (const before of await this.updates.lockOfAssignment(tx, id)) {
      const target = this.targets.find(({ type }) => type === before.type);
      const intended = isWanted && target ? target.intend(toCoverage(tx, assignment)) : before.intended;
      const wished = wishRouting(before, isWanted ? 'applied' : 'reverted', intended);
      if (wished !== before) {
        await this.updates.save(tx, before.id, wished, wished.state === 'unsupported' ? before.problem : null);
        await this.news.moved(tx, before, wished.state);
      }
      if (!isRoutingSettled(wished)) open.push(before.id);
    }
    return open;
  }

  private async ensure(tx: Tx, coverage: RoutedCoverage): Promise<void> {
    const known = new Set((await this.updates.listOfAssignments(tx, [coverage.assignmentId])).map(({ type }) => type));
    for (const target of this.targets) {
      if (known.has(target.type)) continue;
      const isConnected = await target.isConnected(tx.tenantId);
      await this.updates.add(
        tx,
        { ...coverage, type: target.type, problem: isConnected ? null : target.notConnected },
        planRouting(target.intend(coverage), isConnected),
      );
    }
  }
}

const toCoverage = (tx: Tx, row: AssignmentRecord): RoutedCoverage => ({
  tenantId: tx.tenantId,
  assignmentId: row.id,
  absenceId: row.absenceId,
  absentUserId: row.absent.userId,
  backupUserId: row.backupUserId,
  customerIds: row.coveredCustomerIds,
  startsAt: row.during.startsAt,
  endsAt: row.during.endsAt,
});
