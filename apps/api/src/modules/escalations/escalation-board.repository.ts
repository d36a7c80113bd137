import { Injectable } from '@nestjs/common';
import type { CustomerId, EscalationId, EscalationStatus, Severity, TeamId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';
import { IS_OVER, VISIBLE } from './escalation.sql.js';
import { type Sight, sightParams } from './escalations.repository.js';

export interface BoardRecord {
  readonly id: EscalationId;
  readonly title: string;
  readonly severity: Severity;
  readonly status: EscalationStatus;
  readonly category: string | null;
  readonly customer: { readonly id: CustomerId; readonly name: string } | null;
  readonly csmId: UserId | null;
  readonly segment: string | null;
  readonly team: { readonly id: TeamId; readonly name: string } | null;
  readonly primaryOwner: PersonName | null;
  readonly secondaryOwnerId: UserId | null;
  readonly createdById: UserId;
  readonly arrAtRisk: number;
  readonly dueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly pausedSince: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  readonly resolvedAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly comments: number;
  readonly hasWarRoom: boolean;
  readonly version: number;
  /** How many there are altogether; the same on every row. */
  readonly total: number;
}

/** Two passes: who is on the board is decided on narrow rows, and only those are dressed. */
const BOARD = `
  with shown as (
    select e.tenant_id, e.id, ${IS_OVER} as ended, e.sla_paused_since is not null as paused, e.sla_due_at, e.updated_at, count(*) over ()::int as total
      from escalations e left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
     where e.tenant_id = $1 and (not ${IS_OVER} or coalesce(e.actual_resolution_date, e.closed_at) >= $5) and ${VISIBLE}
     order by ended, case when ${IS_OVER} then false else e.sla_paused_since is not null end,
              case when ${IS_OVER} then null else e.sla_due_at end, e.updated_at desc, e.id
     limit $6
  )
  select e.id, e.title, e.severity, e.status, k.name as category, c.csm_id as "csmId",
         case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as customer,
         coalesce(e.customer_context ->> 'segment', c.segment) as segment,
         case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as team,
         ${person('p')} as "primaryOwner", e.secondary_owner_id as "secondaryOwnerId", e.created_by_user_id as "createdById",
         e.arr_at_risk::float8 as "arrAtRisk", e.sla_due_at as "dueAt", e.sla_warn_at as "warnAt", e.sla_response_due_at as "responseDueAt",
         e.acknowledged_at as "acknowledgedAt", e.sla_paused_since as "pausedSince", e.created_at as "createdAt", e.updated_at as "updatedAt",
         e.actual_resolution_date as "resolvedAt", e.closed_at as "closedAt", e.version, s.total,
         (select count(*)::int from escalation_updates u
           where (u.tenant_id, u.escalation_id) = (e.tenant_id, e.id) and u.edits_update_id is null) as comments,
         exists (select 1 from escalation_war_rooms r
                  where (r.tenant_id, r.escalation_id) = (e.tenant_id, e.id) and r.state = 'open') as "hasWarRoom"
    from shown s
    join escalations e on (e.tenant_id, e.id) = (s.tenant_id, s.id)
    left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    left join users m on (m.tenant_id, m.id) = (c.tenant_id, c.csm_id)
    left join users p on (p.tenant_id, p.id) = (e.tenant_id, e.primary_owner_id)
    left join escalation_categories k on (k.tenant_id, k.id) = (e.tenant_id, e.category_id)
    left join teams t on (t.tenant_id, t.id) = (e.tenant_id, case when p.id is null then m.team_id else p.team_id end)
   order by s.ended, case when s.ended then false else s.paused end, case when s.ended then null else s.sla_due_at end, s.updated_at desc, s.id`;

/** Escalations as boards and tables show them. */
@Injectable()
export class EscalationBoardRepository {
  /** Unresolved ones, and those that ended since then; what presses first, at most so many. */
  list(tx: Tx, sight: Sight, endedSince: Temporal.Instant, limit: number): Promise<BoardRecord[]> {
    return tx.query(BOARD, [...sightParams(tx, sight), endedSince, limit]);
  }
}
