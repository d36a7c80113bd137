import { Injectable } from '@nestjs/common';
import type { CustomerId, EscalationFact, Severity, Span, TeamId, UserId, WorkingHours } from '@understudy/domain';
import { spanText, type Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';
import { type Sight, sightParams, VISIBLE } from '../escalations/index.js';

/** An escalation as reports count and name it. */
export interface EscalationRow extends EscalationFact {
  readonly customer: { readonly id: CustomerId; readonly name: string } | null;
  readonly owner: PersonName | null;
  readonly secondaryOwnerId: UserId | null;
  readonly teamName: string | null;
  /** Where its working minutes are counted when it runs round the clock: the zone of the customer's CSM, else the owner's. */
  readonly timeZone: string;
  /** The working hours of its own clock; null: round the clock. */
  readonly calendar: StoredCalendar | null;
}

/** As it stands in the policy an escalation was made under (migration 0051). */
export interface StoredCalendar {
  readonly timeZone: string;
  readonly holidays: readonly string[];
  readonly windows: readonly WorkingHours[];
}

/** Whose escalations count; null: everybody's. */
export type Reach = readonly UserId[] | null;

/** What somebody stands in for at this moment. */
export interface CoveringLoad {
  readonly userId: UserId;
  readonly customers: number;
  readonly escalations: number;
}

const UNRESOLVED = `e.status in ('open', 'investigating', 'action_required')`;
const SELECT = `
  select e.id, e.title, e.status, e.severity, k.name as category, e.customer_id as "customerId",
         case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as customer,
         coalesce(e.customer_context ->> 'segment', c.segment) as segment, e.primary_owner_id as "ownerId", e.secondary_owner_id as "secondaryOwnerId",
         ${person('p')} as owner, t.id as "teamId", t.name as "teamName", coalesce(m.time_zone, p.time_zone, 'UTC') as "timeZone",
         coalesce(e.sla_calendars, e.sla_policy -> 'calendars') -> (e.sla_policy -> 'severities' -> e.severity ->> 'calendar') as calendar,
         e.created_at as "createdAt", e.acknowledged_at as "acknowledgedAt", e.actual_resolution_date as "resolvedAt", e.sla_due_at as "dueAt",
         e.sla_response_due_at as "responseDueAt", e.sla_paused_since as "pausedSince", e.outcome, left(e.resolution_summary, 2000) as "resolutionSummary",
         left(e.root_cause, 2000) as "rootCause"
    from escalations e
    left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
    left join users m on (m.tenant_id, m.id) = (c.tenant_id, c.csm_id)
    left join users p on (p.tenant_id, p.id) = (e.tenant_id, e.primary_owner_id)
    left join escalation_categories k on (k.tenant_id, k.id) = (e.tenant_id, e.category_id)
    left join teams t on (t.tenant_id, t.id) = (e.tenant_id, case when p.id is null then m.team_id else p.team_id end)`;

/** $2 the period, $3 whose. Made before its end, and not over before it began. */
const TOUCHING = `e.tenant_id = $1 and e.created_at < upper($2::tstzrange)
  and (${UNRESOLVED} or (e.status in ('resolved', 'closed', 'void') and coalesce(e.actual_resolution_date, e.closed_at) >= lower($2::tstzrange)))
  and ($3::uuid[] is null or c.csm_id = any($3) or e.primary_owner_id = any($3) or e.secondary_owner_id = any($3))`;

/** Reports read what other modules wrote, all in one place, and change nothing. */
@Injectable()
export class EscalationFactsRepository {
  /** Those that were there in the period, newest first. */
  listTouching(tx: Tx, within: Span, reach: Reach): Promise<EscalationRow[]> {
    return tx.query(`${SELECT} where ${TOUCHING} order by e.created_at desc, e.id desc`, [
      tx.tenantId,
      spanText(within),
      reach,
    ]);
  }

  /** The next so many of {@link listTouching} after one of them. */
  listTouchingAfter(
    tx: Tx,
    within: Span,
    reach: Reach,
    after: Pick<EscalationRow, 'createdAt' | 'id'> | null,
    limit: number,
  ): Promise<EscalationRow[]> {
    return tx.query(
      `${SELECT} where ${TOUCHING} and ($4::timestamptz is null or (e.created_at, e.id) < ($4, $5::uuid))
        order by e.created_at desc, e.id desc limit $6`,
      [tx.tenantId, spanText(within), reach, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /** Every unresolved one the caller may see; the next due first, what is paused last. */
  listOpen(tx: Tx, sight: Sight, teamId: TeamId | null): Promise<EscalationRow[]> {
    return tx.query(
      `${SELECT} where e.tenant_id = $1 and ${UNRESOLVED} and ${VISIBLE} and ($5::uuid is null or t.id = $5)
        order by e.sla_paused_since is not null, e.sla_due_at, e.id`,
      [...sightParams(tx, sight), teamId],
    );
  }

  /** Customers and their unresolved escalations that people stand in for at this moment. */
  listCovering(tx: Tx): Promise<CoveringLoad[]> {
    return tx.query(
      `select a.backup_user_id as "userId", count(distinct v.customer_id)::int as customers, count(distinct e.id)::int as escalations
         from covered_customers v
         join coverage_assignments a on (a.tenant_id, a.id) = (v.tenant_id, v.assignment_id)
         left join escalations e on (e.tenant_id, e.customer_id) = (v.tenant_id, v.customer_id) and ${UNRESOLVED}
        where v.tenant_id = $1 and v.accepted and v.during @> $2::timestamptz group by 1`,
      [tx.tenantId, tx.now],
    );
  }

  listTeams(tx: Tx): Promise<{ id: TeamId; name: string }[]> {
    return tx.query('select id, name from teams where tenant_id = $1 order by name', [tx.tenantId]);
  }

  /** Minutes to resolve of those made in the first so many days of the tenant, and when these days end; null without any escalation. */
  async findFirstDays(
    tx: Tx,
    days: number,
  ): Promise<{ endsAt: Temporal.Instant; resolved: { severity: Severity; minutes: number }[] } | null> {
    const [row] = await tx.query<{ endsAt: Temporal.Instant; resolved: { severity: Severity; minutes: number }[] }>(
      `with first as (select created_at + make_interval(days => $2) as ends_at from escalations where tenant_id = $1 order by created_at, id limit 1)
       select f.ends_at as "endsAt", coalesce((
         select jsonb_agg(jsonb_build_object('severity', e.severity, 'minutes', extract(epoch from e.actual_resolution_date - e.created_at)::float8 / 60))
           from escalations e where e.tenant_id = $1 and e.created_at < f.ends_at and e.actual_resolution_date is not null and e.status <> 'void'), '[]') as resolved
         from first f`,
      [tx.tenantId, days],
    );
    return row ?? null;
  }

  /** The service's stretches without a gap that touch the span, in product time. */
  listUptime(tx: Tx, within: Span): Promise<Span[]> {
    return tx.query(
      `select u.up_since + p.shift as "startsAt", u.up_until + p.shift as "endsAt" from service_uptime u cross join product_clock p
        where tstzrange(u.up_since + p.shift, u.up_until + p.shift, '[]') && $1::tstzrange order by u.up_since`,
      [spanText(within)],
    );
  }

  /** The first heartbeat ever, in product time. */
  async findFirstBeat(tx: Tx): Promise<Temporal.Instant | null> {
    const [row] = await tx.query<{ at: Temporal.Instant | null }>(
      'select min(u.up_since) + (select shift from product_clock) as at from service_uptime u',
    );
    return row?.at ?? null;
  }
}
