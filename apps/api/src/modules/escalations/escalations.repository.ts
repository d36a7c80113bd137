import { Injectable } from '@nestjs/common';
import {
  type CustomerId,
  DomainError,
  type EscalationId,
  type EscalationStatus,
  type Severity,
  type TeamId,
  type TeamMember,
  type UserId,
} from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import { person } from '../customers/index.js';
import type { CategoryRecord, EscalationRecord, NewEscalation } from './escalation.records.js';

const SELECT = `
  select e.id, jsonb_build_object('id', c.id, 'name', c.name) as customer, c.csm_id as "csmId", k.name as category, e.severity, e.title, e.description, e.status,
         ${person('p')} as "primaryOwner", ${person('s')} as "secondaryOwner", ${person('m')} as "createdBy", e.owner_because as "ownerBecause",
         e.expected_resolution as "expectedResolution", e.target_resolution_date as "targetResolutionAt", e.customer_impact as "customerImpact",
         e.customer_context as "customerContext", e.arr_at_risk::float8 as "arrAtRisk", e.slack_channel_id as "slackChannel", e.source, e.metadata,
         e.sla_due_at as "dueAt", e.sla_response_due_at as "responseDueAt", e.sla_warn_at as "warnAt", e.acknowledged_at as "acknowledgedAt",
         e.actual_resolution_date as "resolvedAt", e.created_at as "createdAt", e.version,
         (select coalesce(jsonb_agg(jsonb_build_object('user', ${person('w')}, 'role', h.role) order by h.added_at, h.user_id), '[]')
            from escalation_stakeholders h join users w on (w.tenant_id, w.id) = (h.tenant_id, h.user_id)
           where (h.tenant_id, h.escalation_id) = (e.tenant_id, e.id)) as stakeholders
    from escalations e
    join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    join escalation_categories k on (k.tenant_id, k.id) = (e.tenant_id, e.category_id)
    join users m on (m.tenant_id, m.id) = (e.tenant_id, e.created_by_user_id)
    left join users p on (p.tenant_id, p.id) = (e.tenant_id, e.primary_owner_id)
    left join users s on (s.tenant_id, s.id) = (e.tenant_id, e.secondary_owner_id)`;

/** One statement: the row and the people on it. */
const INSERT = `
  with made as (
    insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description, primary_owner_id, secondary_owner_id,
      owner_because, expected_resolution, target_resolution_date, customer_impact, customer_context, arr_at_risk, source, metadata,
      sla_due_at, sla_response_due_at, sla_warn_at, created_at, updated_at)
    values ($1, $22, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14::jsonb, $15, $16::jsonb, $17::jsonb, $18, $19, $20, $21, $21)
    returning id
  ), people as (
    insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role, added_at)
    select distinct on (x.user_id) $1, made.id, x.user_id, x.role, $21
      from made cross join (values ($8::uuid, 'owner', 1), ($9::uuid, 'owner', 2), ($3::uuid, 'watcher', 3)) x (user_id, role, rank)
     where x.user_id is not null order by x.user_id, x.rank
  )
  select id from made`;

const refused = constraintErrors({
  escalations_customer_fkey: 'customers.not-found',
  escalations_primary_owner_fkey: 'users.not-found',
  escalations_secondary_owner_fkey: 'users.not-found',
});

/** What a caller may see, worked out from their roles; `managed` null means everybody's. */
export interface Sight {
  readonly userId: UserId;
  readonly managed: readonly UserId[] | null;
  readonly ownCustomers: boolean;
}

/** Created, owned, on it as stakeholder; customers of people they manage; for CSMs their own customers and those they cover now. */
const VISIBLE = `(
  ($3::uuid[] is null) or e.created_by_user_id = $2 or e.primary_owner_id = $2 or e.secondary_owner_id = $2
  or exists (select 1 from escalation_stakeholders h where (h.tenant_id, h.escalation_id) = (e.tenant_id, e.id) and h.user_id = $2)
  or c.csm_id = any($3) or ($4 and c.csm_id = $2)
  or ($4 and exists (select 1 from covered_customers v join coverage_assignments a on (a.tenant_id, a.id) = (v.tenant_id, v.assignment_id)
       where v.tenant_id = e.tenant_id and v.customer_id = e.customer_id and v.accepted and a.backup_user_id = $2 and v.during @> app_now())))`;

const IS_OVER = `(e.status not in ('open', 'investigating', 'action_required'))`;

const sightParams = (tx: Tx, sight: Sight) => [tx.tenantId, sight.userId, sight.managed, sight.ownCustomers];

@Injectable()
export class EscalationsRepository {
  /** Throws `escalations.not-found`, also when the caller may not see it. */
  async getVisible(tx: Tx, sight: Sight, id: EscalationId): Promise<EscalationRecord> {
    const [row] = await tx.query<EscalationRecord>(`${SELECT} where e.tenant_id = $1 and e.id = $5 and ${VISIBLE}`, [
      ...sightParams(tx, sight),
      id,
    ]);
    if (!row) throw new DomainError('escalations.not-found');
    return row;
  }

  /** Open ones first, then the others; each by when they are due, so what is over time stands first. One more than `limit` says there is more. */
  list(
    tx: Tx,
    sight: Sight,
    filter: {
      status?: EscalationStatus | undefined;
      severity?: Severity | undefined;
      customerId?: CustomerId | undefined;
      ownerId?: UserId | undefined;
      after: { readonly isOver: boolean; readonly dueAt: string; readonly id: string } | undefined;
      limit: number;
    },
  ): Promise<EscalationRecord[]> {
    return tx.query(
      `${SELECT} where e.tenant_id = $1 and ${VISIBLE}
         and ($5::text is null or e.status = $5) and ($6::text is null or e.severity = $6) and ($7::uuid is null or e.customer_id = $7)
         and ($8::uuid is null or e.primary_owner_id = $8 or e.secondary_owner_id = $8)
         and ($9::boolean is null or (${IS_OVER}, e.sla_due_at, e.id) > ($9, $10::timestamptz, $11::uuid))
       order by ${IS_OVER}, e.sla_due_at, e.id limit $12`,
      [
        ...sightParams(tx, sight),
        filter.status ?? null,
        filter.severity ?? null,
        filter.customerId ?? null,
        filter.ownerId ?? null,
        filter.after?.isOver ?? null,
        filter.after?.dueAt ?? null,
        filter.after?.id ?? null,
        filter.limit + 1,
      ],
    );
  }

  /** Saves it under an id that was made before, so that what follows need not wait for the answer. */
  async add(tx: Tx, id: EscalationId, row: NewEscalation): Promise<void> {
    await tx
      .query(INSERT, [
        tx.tenantId,
        row.customerId,
        row.createdByUserId,
        row.categoryId,
        row.severity,
        row.title,
        row.description,
        row.primaryOwnerId,
        row.secondaryOwnerId,
        JSON.stringify(row.ownerBecause),
        row.expectedResolution,
        row.targetResolutionAt,
        row.customerImpact,
        JSON.stringify(row.customerContext),
        row.arrAtRisk,
        JSON.stringify(row.source),
        JSON.stringify(row.metadata),
        row.dueAt,
        row.responseDueAt,
        row.warnAt,
        tx.now,
        id,
      ])
      .catch(refused);
  }

  /** Without asking who may see it: for the one who just made it. */
  async getById(tx: Tx, id: EscalationId): Promise<EscalationRecord> {
    const [row] = await tx.query<EscalationRecord>(`${SELECT} where e.tenant_id = $1 and e.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('escalations.not-found');
    return row;
  }

  /** For the decision that follows; nothing happens when it is not there. */
  async lock(tx: Tx, id: EscalationId): Promise<void> {
    await tx.query('select 1 from escalations where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]);
  }

  /** The row is locked. */
  async move(
    tx: Tx,
    row: EscalationRecord,
    to: Pick<EscalationRecord, 'status' | 'acknowledgedAt' | 'resolvedAt'>,
  ): Promise<void> {
    await tx.query(
      `update escalations set status = $3, acknowledged_at = $4, actual_resolution_date = $5, version = version + 1, updated_at = $6
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, row.id, to.status, to.acknowledgedAt, to.resolvedAt, tx.now],
    );
  }

  listCategories(tx: Tx): Promise<CategoryRecord[]> {
    return tx.query(
      `select id, name, description, default_owner_id as "defaultOwnerId", default_team_id as "defaultTeamId",
              jsonb_build_object('P0', sla_hours_p0, 'P1', sla_hours_p1, 'P2', sla_hours_p2, 'P3', sla_hours_p3) as "slaHours"
         from escalation_categories where tenant_id = $1 and active order by name`,
      [tx.tenantId],
    );
  }

  /** The active members of the category's default team with the open escalations they own. */
  async listTeamLoads(tx: Tx, category: string): Promise<Map<TeamId, TeamMember[]>> {
    const rows = await tx.query<TeamMember & { teamId: TeamId }>(
      `select u.id as "userId", u.team_id as "teamId", null::int as cap,
              (select count(*) from escalations e where e.tenant_id = $1 and e.primary_owner_id = u.id and e.status in ('open', 'investigating', 'action_required'))::int as "openEscalations"
         from escalation_categories k join users u on u.tenant_id = $1 and u.team_id = k.default_team_id
        where k.tenant_id = $1 and lower(k.name) = lower($2) and u.active`,
      [tx.tenantId, category],
    );
    return Map.groupBy(rows, ({ teamId }) => teamId);
  }
}
