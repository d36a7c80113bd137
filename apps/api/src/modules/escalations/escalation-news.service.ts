import { Injectable } from '@nestjs/common';
import type { CreateEscalation, InputOf } from '@understudy/contracts';
import type { EscalationId, UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** What an escalation's birth sets in motion: its clocks, its first event, the message to everybody else. */
@Injectable()
export class EscalationNews {
  constructor(
    private readonly timers: Timers,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async created(
    tx: Tx,
    caller: CallerContext,
    made: {
      id: EscalationId;
      primaryOwnerId: UserId | null;
      because: string;
      input: InputOf<typeof CreateEscalation>;
      dueAt: Temporal.Instant;
      warnAt: Temporal.Instant;
    },
  ): Promise<void> {
    const { id, primaryOwnerId, because, input, dueAt, warnAt } = made;
    const payload = { escalation_id: id };
    await Promise.all([
      this.timers.set(tx, { key: `escalation:${id}:warn`, kind: 'escalation.sla-warn', dueAt: warnAt, payload }),
      this.timers.set(tx, { key: `escalation:${id}:due`, kind: 'escalation.sla-due', dueAt, payload }),
    ]);
    const data = {
      customer_id: input.customer_id,
      severity: input.severity,
      category: input.category,
      title: input.title,
      primary_owner_id: primaryOwnerId,
      owner_because: because,
      due_at: String(dueAt),
    };
    await this.history.append(tx, {
      type: 'escalation.created',
      subject: { kind: 'escalation', id },
      ...byCaller(caller),
      data,
    });
    await this.outbox.add(tx, { type: 'escalation.created', escalation_id: id, customer_id: input.customer_id });
  }
}
