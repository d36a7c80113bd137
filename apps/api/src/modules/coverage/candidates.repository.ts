import { Injectable } from '@nestjs/common';
import type { Absence, CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** What somebody carries already, and which of the customers they have worked with. */
export interface LoadRow {
  readonly id: UserId;
  /** Customers of their own. */
  readonly load: number;
  /** Customers of others they stand in for, or are asked to, in that time. */
  readonly coverageLoad: number;
  readonly known: readonly CustomerId[];
}

const LOADS = `
  with own as (
    select c.csm_id as id, count(*)::int as customers from customers c where c.tenant_id = $1 group by c.csm_id
  ), covered as (
    select s.backup_user_id as id, count(distinct k.customer_id)::int as customers
      from coverage_assignments s join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id)
     where s.tenant_id = $1 and s.status in ('pending', 'accepted', 'active') and s.absence_id <> $4
       and k.left_at is null and k.during && tstzrange($2::timestamptz, $3::timestamptz) group by s.backup_user_id
  ), worked as (
    select a.user_id as id, array_agg(distinct a.customer_id) as known
      from activities a where a.tenant_id = $1 and a.customer_id = any($5::uuid[]) group by a.user_id
  )
  select u.id, coalesce(own.customers, 0) as load, coalesce(covered.customers, 0) as "coverageLoad", coalesce(worked.known, '{}') as known
    from users u left join own on own.id = u.id left join covered on covered.id = u.id left join worked on worked.id = u.id
   where u.tenant_id = $1 and u.active`;

/** What the score of product.md 8 is computed from. */
@Injectable()
export class CandidatesRepository {
  /** Of every active person; coverage for the same absence does not count, since it is what is being decided. */
  listLoads(tx: Tx, absence: Pick<Absence, 'id' | 'during'>, portfolio: readonly CustomerId[]): Promise<LoadRow[]> {
    const { startsAt, endsAt } = absence.during;
    return tx.query(LOADS, [tx.tenantId, startsAt, endsAt, absence.id, portfolio]);
  }
}
