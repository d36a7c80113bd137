import { Injectable } from '@nestjs/common';
import {
  type ActionOutcome,
  DomainError,
  type EscalationActionId,
  type EscalationId,
  type PlannedAction,
  type Playbook,
  type PlaybookId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';

export interface PlaybookActionRecord extends PlannedAction, ActionOutcome {
  readonly id: EscalationActionId;
  readonly playbook: { readonly id: PlaybookId; readonly name: string; readonly version: number };
  readonly assignee: PersonName | null;
  readonly settledByPerson: PersonName | null;
  readonly version: number;
}

const SELECT = `
  select a.id, jsonb_build_object('id', a.playbook_id, 'name', a.playbook_name, 'version', a.playbook_version) as playbook, a.position, a.title,
         a.details, a.role, a.due_at as "dueAt", a.state, a.note, a.settled_by_user_id as "settledBy", a.settled_at as "settledAt", a.version,
         ${person('w')} as assignee, ${person('s')} as "settledByPerson"
    from escalation_actions a
    join escalations e on (e.tenant_id, e.id) = (a.tenant_id, a.escalation_id)
    left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    left join users m on (m.tenant_id, m.id) = (c.tenant_id, c.csm_id)
    left join users w on w.tenant_id = a.tenant_id and w.id = case a.role
         when 'owner' then e.primary_owner_id when 'secondary_owner' then e.secondary_owner_id when 'csm' then c.csm_id
         when 'manager' then m.manager_id when 'creator' then e.created_by_user_id end
    left join users s on (s.tenant_id, s.id) = (a.tenant_id, a.settled_by_user_id)
   where a.tenant_id = $1 and a.escalation_id = $2`;

/** The suggested actions of escalations: copied from a playbook once, settled one by one. */
@Injectable()
export class PlaybookActionsRepository {
  /** In their order. */
  list(tx: Tx, escalationId: EscalationId): Promise<PlaybookActionRecord[]> {
    return tx.query(`${SELECT} order by a.position`, [tx.tenantId, escalationId]);
  }

  /** Throws playbooks.action-not-found, also for one of another escalation. */
  async get(tx: Tx, escalationId: EscalationId, id: EscalationActionId): Promise<PlaybookActionRecord> {
    const [row] = await tx.query<PlaybookActionRecord>(`${SELECT} and a.id = $3`, [tx.tenantId, escalationId, id]);
    if (!row) throw new DomainError('playbooks.action-not-found');
    return row;
  }

  /** One statement; nothing happens without actions. */
  async add(
    tx: Tx,
    escalationId: EscalationId,
    playbook: Pick<Playbook, 'id' | 'name' | 'version'>,
    actions: readonly PlannedAction[],
  ): Promise<void> {
    if (actions.length === 0) return;
    await tx.query(
      `insert into escalation_actions (tenant_id, escalation_id, playbook_id, playbook_name, playbook_version, position, title, details, role, due_at)
       select $1, $2, $3, $4, $5, x.position, x.title, x.details, x.role, x.due_at
         from unnest($6::int[], $7::text[], $8::text[], $9::text[], $10::timestamptz[]) x (position, title, details, role, due_at)`,
      [
        tx.tenantId,
        escalationId,
        playbook.id,
        playbook.name,
        playbook.version,
        actions.map(({ position }) => position),
        actions.map(({ title }) => title),
        actions.map(({ details }) => details),
        actions.map(({ role }) => role),
        actions.map(({ dueAt }) => dueAt && String(dueAt)),
      ],
    );
  }

  /** False when the row has another version by now. */
  async save(tx: Tx, { id, state, note, settledBy, settledAt, version }: PlaybookActionRecord): Promise<boolean> {
    const rows = await tx.query(
      `update escalation_actions set state = $4, note = $5, settled_by_user_id = $6, settled_at = $7, version = version + 1
        where tenant_id = $1 and id = $2 and version = $3 returning 1`,
      [tx.tenantId, id, version, state, note, settledBy, settledAt],
    );
    return rows.length === 1;
  }
}
