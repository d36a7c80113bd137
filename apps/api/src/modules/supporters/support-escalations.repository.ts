import { Injectable } from '@nestjs/common';
import { DomainError, type EscalationId, type SupporterStatus } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type Sight, VISIBLE } from '../escalations/index.js';
import { isAbsent } from './presence.sql.js';
import type { SupportEscalation } from './supporter.records.js';

const MOVES = `(select jsonb_agg(jsonb_build_object('from', v.from_status, 'to', v.to_status, 'at', v.moved_at) order by v.moved_at, v.id)
  from escalation_moves v where v.tenant_id = e.tenant_id and v.escalation_id = e.id)`;

/** `now` is the parameter that holds it. */
const select = (now: string, moves: string): string => `
  select e.id, e.conversation_id as "conversationId", e.status, e.severity, e.created_at as "createdAt", e.assigned_at as "assignedAt",
         e.actual_resolution_date as "resolvedAt", e.closed_at as "closedAt", e.custom_message as "customMessage",
         case when e.status in ('resolved', 'closed') then coalesce(e.resolution_summary, e.notes) else e.notes end as notes,
         case when o.id is not null then jsonb_build_object('supporterId', s.id, 'userId', o.id, 'email', o.email, 'name', o.name,
           'isAvailable', o.active and coalesce(s.is_available, true) and not ${isAbsent('o.id', now)}) end as owner,
         coalesce(${moves}, '[]'::jsonb) as moves
    from escalations e
    left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    left join users o on (o.tenant_id, o.id) = (e.tenant_id, e.primary_owner_id)
    left join supporters s on (s.tenant_id, s.user_id) = (e.tenant_id, e.primary_owner_id)`;

/** libs/domain `supporterStatus`, the other way round. */
const STATUS = {
  pending: `e.status = 'open' and e.primary_owner_id is null`,
  assigned: `e.status = 'open' and e.primary_owner_id is not null`,
  in_progress: `e.status = 'investigating'`,
  on_hold: `e.status = 'action_required'`,
  resolved: `e.status = 'resolved'`,
  closed: `e.status in ('closed', 'void')`,
} as const satisfies Record<SupporterStatus, string>;

export interface SupportFilter {
  readonly status: SupporterStatus | undefined;
  /** Of a supporter or of a person. */
  readonly assignedTo: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Escalations as the supporter document shows them. */
@Injectable()
export class SupportEscalationsRepository {
  /** Without asking who may see it. Throws `escalations.not-found`. */
  async get(tx: Tx, id: EscalationId): Promise<SupportEscalation> {
    const [row] = await tx.query<SupportEscalation>(`${select('$2', MOVES)} where e.tenant_id = $1 and e.id = $3`, [
      tx.tenantId,
      tx.now,
      id,
    ]);
    if (!row) throw new DomainError('escalations.not-found');
    return row;
  }

  /** Newest first. */
  async list(
    tx: Tx,
    sight: Sight,
    { status, assignedTo, limit, offset }: SupportFilter,
  ): Promise<{ rows: SupportEscalation[]; total: number }> {
    const seen = [tx.tenantId, sight.userId, sight.managed, sight.ownCustomers, assignedTo ?? null];
    const wanted = `e.tenant_id = $1 and ${VISIBLE} and ${status === undefined ? 'true' : STATUS[status]}
      and ($5::uuid is null or e.primary_owner_id = $5 or e.primary_owner_id = (select x.user_id from supporters x where x.tenant_id = $1 and x.id = $5))`;
    const [rows, [count]] = await Promise.all([
      tx.query<SupportEscalation>(
        `${select('$6', 'null::jsonb')} where ${wanted} order by e.created_at desc, e.id desc limit $7 offset $8`,
        [...seen, tx.now, limit, offset],
      ),
      tx.query<{ total: number }>(
        `select count(*)::int as total from escalations e left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id) where ${wanted}`,
        seen,
      ),
    ]);
    return { rows, total: count?.total ?? 0 };
  }

  /** The row is locked. What was noted last; the resolution has its own words. */
  async note(tx: Tx, id: EscalationId, notes: string): Promise<void> {
    await tx.query('update escalations set notes = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, notes]);
  }
}
