import { Injectable } from '@nestjs/common';
import type { RoutingState } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { RoutingRecord } from './routing.repository.js';

const TOLD = {
  applied: 'routing.applied',
  reverted: 'routing.reverted',
  conflict: 'routing.conflict',
  failed: 'routing.failed',
} as const satisfies Partial<Record<RoutingState, string>>;
const isTold = (state: RoutingState): state is keyof typeof TOLD => state in TOLD;

/** Tells where a change has come to: in the history of the absence, and to whoever follows it. */
@Injectable()
export class RoutingNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Says nothing when it is where it was. */
  async moved(tx: Tx, before: RoutingRecord, state: RoutingState): Promise<void> {
    if (state === before.state || !isTold(state)) return;
    const about = { assignment_id: before.assignmentId, absence_id: before.absenceId };
    await this.history.append(tx, {
      type: TOLD[state],
      subject: { kind: 'absence', id: before.absenceId },
      actor: { kind: 'system', name: 'routing' },
      data: { ...about, routing_update_id: before.id, routing_type: before.type },
    });
    // people look at both: something is not as it should be, and does not mend itself
    await this.outbox.add(tx, {
      type: state === 'failed' ? 'routing.conflict' : TOLD[state],
      ...about,
      routing_update_id: before.id,
    });
  }

  /** A person wants it looked at again. */
  async retried(tx: Tx, caller: CallerContext, update: RoutingRecord): Promise<void> {
    await this.history.append(tx, {
      ...byCaller(caller),
      type: 'routing.retried',
      subject: { kind: 'absence', id: update.absenceId },
      data: {
        assignment_id: update.assignmentId,
        absence_id: update.absenceId,
        routing_update_id: update.id,
        routing_type: update.type,
      },
    });
    await this.outbox.add(tx, { type: 'routing.due', routing_update_id: update.id });
  }
}
