import { Injectable } from '@nestjs/common';
import type { GetEscalationPlaybook, InputOf, OutputOf, SettleAction } from '@understudy/contracts';
import { DomainError, type EscalationId, settleAction } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, toPersonRefOrNull } from '../customers/index.js';
import { type PlaybookActionRecord, PlaybookActionsRepository } from '../playbooks/index.js';
import { EscalationAccess } from './escalation-access.service.js';
import { EscalationNews } from './escalation-news.service.js';
import type { EscalationRecord } from './escalation.records.js';

type Action = OutputOf<typeof SettleAction>;

/** The suggested actions of an escalation: copied from the playbook when it was opened, settled by whoever works on it. */
@Injectable()
export class PlaybookActions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly access: EscalationAccess,
    private readonly actions: PlaybookActionsRepository,
    private readonly customers: CustomersRepository,
    private readonly news: EscalationNews,
  ) {}

  async list(caller: CallerContext, id: EscalationId): Promise<OutputOf<typeof GetEscalationPlaybook>> {
    const rows = await this.tenancy.run(caller.tenantId, async (tx) => {
      await this.access.getVisible(tx, caller, id);
      return this.actions.list(tx, id);
    });
    return { playbook: rows[0]?.playbook ?? null, items: rows.map(toAction) };
  }

  /**
   * By whoever may act on the escalation, the customer's CSM, who covers for them, and who opened it. Throws escalations.not-found,
   * identity.not-allowed, playbooks.action-not-found, playbooks.reason-required, version.stale with the row.
   */
  async settle(caller: CallerContext, input: InputOf<typeof SettleAction>): Promise<Action> {
    const { escalation_id: id, action_id: actionId, state, note } = input;
    return this.tenancy.run(caller, async (tx) => {
      const escalation = await this.access.lockVisible(tx, caller, id);
      const before = await this.actions.get(tx, id, actionId);
      if (!(await this.isTheirs(tx, caller, escalation))) await this.access.lockToAct(tx, caller, id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: onWire(toAction(before)) });
      const after = settleAction(before, { state, note }, caller.userId, tx.now);
      if (after === before) return toAction(before);

      await this.actions.save(tx, after);
      await this.news.tell(tx, caller, escalation, {
        type: 'escalation.action-settled',
        said: { action_id: actionId, title: before.title, from: before.state, to: after.state, note: after.note },
      });
      return toAction(await this.actions.get(tx, id, actionId));
    });
  }

  private async isTheirs(tx: Tx, { userId }: CallerContext, escalation: EscalationRecord): Promise<boolean> {
    if (escalation.csmId === userId || escalation.createdBy.userId === userId) return true;
    return escalation.customer !== null && this.customers.isCoveredBy(tx, escalation.customer.id, userId);
  }
}

const toAction = (row: PlaybookActionRecord): Action => ({
  id: row.id,
  position: row.position,
  title: row.title,
  details: row.details,
  role: row.role,
  assignee: toPersonRefOrNull(row.assignee),
  due_at: row.dueAt,
  state: row.state,
  note: row.note,
  settled_by: toPersonRefOrNull(row.settledByPerson),
  settled_at: row.settledAt,
  version: row.version,
});

const onWire = (action: Action) => ({
  ...action,
  due_at: action.due_at && String(action.due_at),
  settled_at: action.settled_at && String(action.settled_at),
});
