import { Injectable } from '@nestjs/common';
import type { Absence, CoverGiven, CustomerId, LoadFacts, Span, UserId } from '@understudy/domain';
import { spanText, type Tx } from '../../platform/database/index.js';

/** What somebody carries already, and which of the customers they have worked with. */
export interface LoadRow {
  readonly id: UserId;
  /** Customers of their own. */
  readonly load: number;
  /** Customers of others they stand in for, or are asked to, in that time. */
  readonly coverageLoad: number;
  readonly known: readonly CustomerId[];
  /** The customers counted in `coverageLoad`. */
  readonly covering: readonly CustomerId[];
  /** Of the customers, those they have stood in for before. */
  readonly covered: readonly CustomerId[];
}

/** What weighs a customer, see customerPoints. */
export interface LoadFactsRow extends LoadFacts {
  readonly id: CustomerId;
  readonly csmId: UserId | null;
}

const LOADS = `
  with own as (
    select c.csm_id as id, count(*)::int as customers from customers c where c.tenant_id = $1 group by c.csm_id
  ), covered as (
    select s.backup_user_id as id, count(distinct k.customer_id)::int as customers, array_agg(distinct k.customer_id) as ids
      from coverage_assignments s join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id)
     where s.tenant_id = $1 and s.status in ('pending', 'accepted', 'active') and s.absence_id <> $4
       and k.left_at is null and k.during && tstzrange($2::timestamptz, $3::timestamptz) group by s.backup_user_id
  ), worked as (
    select a.user_id as id, array_agg(distinct a.customer_id) as known
      from activities a where a.tenant_id = $1 and a.customer_id = any($5::uuid[]) group by a.user_id
  ), before as (
    select s.backup_user_id as id, array_agg(distinct k.customer_id) as ids
      from covered_customers k join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
     where k.tenant_id = $1 and k.customer_id = any($5::uuid[]) and k.accepted group by s.backup_user_id
  )
  select u.id, coalesce(own.customers, 0) as load, coalesce(covered.customers, 0) as "coverageLoad", coalesce(worked.known, '{}') as known,
         coalesce(covered.ids, '{}') as covering, coalesce(before.ids, '{}') as covered
    from users u left join own on own.id = u.id left join covered on covered.id = u.id left join worked on worked.id = u.id
    left join before on before.id = u.id
   where u.tenant_id = $1 and u.active`;

/** What the score of product.md 8 is computed from. */
@Injectable()
export class CandidatesRepository {
  /** Of every active person; coverage for the same absence does not count, since it is what is being decided. */
  listLoads(tx: Tx, absence: Pick<Absence, 'id' | 'during'>, portfolio: readonly CustomerId[]): Promise<LoadRow[]> {
    const { startsAt, endsAt } = absence.during;
    return tx.query(LOADS, [tx.tenantId, startsAt, endsAt, absence.id, portfolio]);
  }

  /** Of every customer of the tenant: only for teams that weigh them. */
  listLoadFacts(tx: Tx): Promise<LoadFactsRow[]> {
    return tx.query(
      `select c.id, c.csm_id as "csmId", c.arr::float8 as arr, c.health_score as "healthScore",
              (coalesce(t.n, 0) + coalesce(r.n, 0) + coalesce(e.n, 0))::int as "openItems"
         from customers c
         left join (select customer_id, count(*) as n from tasks where tenant_id = $1 and status = 'open' group by customer_id) t on t.customer_id = c.id
         left join (select customer_id, count(*) as n from risks where tenant_id = $1 and resolved_at is null group by customer_id) r on r.customer_id = c.id
         left join (select customer_id, count(*) as n from escalations
                     where tenant_id = $1 and status in ('open', 'investigating', 'action_required') group by customer_id) e on e.customer_id = c.id
        where c.tenant_id = $1`,
      [tx.tenantId],
    );
  }

  /** The number of everybody's last round-robin turn. */
  async listTurns(tx: Tx): Promise<ReadonlyMap<UserId, number>> {
    const rows = await tx.query<{ id: UserId; turn: number }>(
      'select user_id as id, turn from coverage_turns where tenant_id = $1',
      [tx.tenantId],
    );
    return new Map(rows.map(({ id, turn }) => [id, turn]));
  }

  /** Whoever decides by turns takes this first, so that two decisions at once do not give both to the same person. */
  async lockTurns(tx: Tx): Promise<void> {
    await tx.query('select 1 from tenants where tenant_id = $1 for no key update', [tx.tenantId]);
  }

  /** Their turn is over: they come last. Turns are locked. */
  async takeTurn(tx: Tx, id: UserId): Promise<void> {
    await tx.query(
      `insert into coverage_turns (tenant_id, user_id, turn)
       select $1::uuid, $2::uuid, coalesce(max(turn), 0) + 1 from coverage_turns where tenant_id = $1
       on conflict on constraint coverage_turns_pkey do update set turn = excluded.turn`,
      [tx.tenantId, id],
    );
  }

  /** Coverage somebody said yes to, given or received by these people within the span; for the fairness ledger. */
  listCovers(tx: Tx, userIds: readonly UserId[], within: Span): Promise<CoverGiven[]> {
    return tx.query(
      `select s.backup_user_id as "backupUserId", a.user_id as "absentUserId", k.customer_id as "customerId", k.during
         from covered_customers k
         join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
         join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
        where k.tenant_id = $1 and k.accepted and k.during && $3::tstzrange and (s.backup_user_id = any($2::uuid[]) or a.user_id = any($2))
        order by k.customer_id, lower(k.during), s.id`,
      [tx.tenantId, userIds, spanText(within)],
    );
  }
}
