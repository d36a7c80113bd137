import { Injectable } from '@nestjs/common';
import type { CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** What is known of a customer and a person together, beside the activities. */
export interface SplitFacts {
  readonly presets: ReadonlyMap<CustomerId, UserId>;
  readonly conflicts: ReadonlyMap<UserId, ReadonlyMap<CustomerId, string>>;
  /** Whom each person has stood in for. */
  readonly covered: ReadonlyMap<UserId, ReadonlySet<CustomerId>>;
  /** Open tasks, risks and escalations. */
  readonly openItems: ReadonlyMap<CustomerId, number>;
  readonly averageArr: number;
}

const PRESETS = `select customer_id as id, user_id as "userId" from customer_backups
                  where tenant_id = $1 and customer_id = any($2::uuid[]) and user_id is not null`;
const CONFLICTS = `select customer_id as id, user_id as "userId", reason from user_customer_conflicts
                    where tenant_id = $1 and customer_id = any($2::uuid[]) and removed_at is null`;
const COVERED = `select distinct k.customer_id as id, s.backup_user_id as "userId"
                   from covered_customers k join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
                  where k.tenant_id = $1 and k.customer_id = any($2::uuid[]) and k.accepted and lower(k.during) <= $3::timestamptz`;
const OPEN_ITEMS = `
  select id, count(*)::int as count from (
    select customer_id as id from tasks where tenant_id = $1 and customer_id = any($2::uuid[]) and status = 'open'
    union all
    select customer_id from risks where tenant_id = $1 and customer_id = any($2::uuid[]) and resolved_at is null
    union all
    select customer_id from escalations where tenant_id = $1 and customer_id = any($2::uuid[]) and status not in ('resolved', 'closed', 'void')
  ) open group by id`;
const AVERAGE = 'select coalesce(avg(arr), 0)::float8 as arr from customers where tenant_id = $1';

interface Pair {
  readonly id: CustomerId;
  readonly userId: UserId;
}

/** What fits of customers and backups are worked out from; five statements whatever their number. */
@Injectable()
export class SplitFactsRepository {
  async load(tx: Tx, ids: readonly CustomerId[]): Promise<SplitFacts> {
    const [presets, conflicts, covered, openItems, [average]] = await Promise.all([
      tx.query<Pair>(PRESETS, [tx.tenantId, ids]),
      tx.query<Pair & { reason: string }>(CONFLICTS, [tx.tenantId, ids]),
      tx.query<Pair>(COVERED, [tx.tenantId, ids, tx.now]),
      tx.query<{ id: CustomerId; count: number }>(OPEN_ITEMS, [tx.tenantId, ids]),
      tx.query<{ arr: number }>(AVERAGE, [tx.tenantId]),
    ]);
    const byUser = <Row extends Pair>(rows: readonly Row[]) => [...Map.groupBy(rows, ({ userId }) => userId)];
    return {
      presets: new Map(presets.map(({ id, userId }) => [id, userId])),
      conflicts: new Map(
        byUser(conflicts).map(([user, rows]) => [user, new Map(rows.map(({ id, reason }) => [id, reason]))]),
      ),
      covered: new Map(byUser(covered).map(([user, rows]) => [user, new Set(rows.map(({ id }) => id))])),
      openItems: new Map(openItems.map(({ id, count }) => [id, count])),
      averageArr: average?.arr ?? 0,
    };
  }
}
