import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type EscalationId, isUnresolved } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { type FiredTimer, Handlers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { EscalationsRepository } from './escalations.repository.js';

const BY_CLOCK = { actor: { kind: 'system', name: 'sla-clock' } } as const;

/** The resolution clock as events: three quarters used, and over. Lateness itself is computed, never stored. */
@Injectable()
export class EscalationJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly escalations: EscalationsRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('escalation.sla-warn', (tx, timer) => this.mark(tx, timer, 'escalation.sla-warning'));
    this.handlers.onTimer('escalation.sla-due', (tx, timer) => this.mark(tx, timer, 'escalation.sla-breached'));
  }

  private async mark(tx: Tx, { payload, dueAt }: FiredTimer, type: string): Promise<void> {
    const id = asId<EscalationId>(String(payload['escalation_id']));
    const row = await this.escalations.getById(tx, id);
    if (!isUnresolved(row.status)) return;
    await this.history.append(tx, {
      type,
      subject: { kind: 'escalation', id },
      ...BY_CLOCK,
      data: { due_at: String(dueAt), severity: row.severity },
    });
    await this.outbox.add(tx, { type, escalation_id: id, customer_id: row.customer?.id ?? null });
  }
}
