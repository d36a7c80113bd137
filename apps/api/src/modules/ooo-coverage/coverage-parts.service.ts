import { Injectable } from '@nestjs/common';
import type { AbsenceId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { HandoffService } from '../briefs/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { HandbacksService } from '../handbacks/index.js';
import { NoticesService } from '../notices/index.js';
import { RoutingService, toRoutingUpdate } from '../routing/index.js';

/** What belongs to assignments, read together: a handful of statements for all of them. */
@Injectable()
export class CoverageParts {
  constructor(
    private readonly handoffs: HandoffService,
    private readonly notices: NoticesService,
    private readonly routing: RoutingService,
    private readonly handbacks: HandbacksService,
  ) {}

  async of(tx: Tx, rows: readonly AssignmentRecord[]) {
    const ids = rows.map(({ id }) => id);
    const [handoffs, notices, routing, handbacks] = await Promise.all([
      this.handoffs.listOf(tx, ids),
      this.notices.summaryOf(tx, ids),
      this.routing.listOfAssignments(tx, ids),
      this.handbacks.summaryOf(tx, ids),
    ]);
    const byAssignment = Map.groupBy(routing.map(toRoutingUpdate), (update) => update.coverage_id);
    return {
      handoffs: new Map(handoffs.map((row) => [row.assignmentId, row])),
      notices,
      routing: byAssignment,
      handbacks,
    };
  }

  accountsOf(tx: Tx, row: AssignmentRecord): ReturnType<HandoffService['accountsOf']> {
    return this.handoffs.accountsOf(tx, row);
  }

  listOpenAbsences(tx: Tx, userId: UserId): Promise<AbsenceId[]> {
    return this.handbacks.listOpenAbsences(tx, userId);
  }
}
