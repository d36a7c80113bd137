import { Injectable } from '@nestjs/common';
import type { CustomerId, TaskId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface OpenTask {
  readonly id: TaskId;
  readonly title: string;
  readonly kind: string;
  readonly dueAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly assigneeId: UserId | null;
  readonly customerId: CustomerId;
}

export interface WatchedCustomer {
  readonly id: CustomerId;
  readonly csmId: UserId | null;
  readonly name: string;
  readonly healthScore: number;
  readonly healthChange30d: number;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly risks: readonly { readonly id: string; readonly description: string; readonly openedAt: string }[];
}

/**
 * Owners whose work may be with the caller now: themselves, and everybody who is away at the moment. Who really has what is decided by
 * who is responsible; this only keeps the question small.
 */
const OWNERS = `
  select $2::uuid as id
   union
  select a.user_id from csm_absences a
   where a.tenant_id = $1 and a.status not in ('suggested', 'cancelled') and a.during @> $3::timestamptz
   union
  select u.id from users u where u.tenant_id = $1 and u.left_at <= $3::timestamptz`;

@Injectable()
export class RoutedWorkRepository {
  /** Open tasks of those owners' customers, and those that are assigned to one of them. By due date, the undated last. */
  listTasks(tx: Tx, userId: UserId): Promise<OpenTask[]> {
    return tx.query<OpenTask>(
      `with owners as (${OWNERS})
       select t.id, t.title, t.kind, t.due_at as "dueAt", t.created_at as "createdAt", t.assignee_id as "assigneeId", t.customer_id as "customerId"
         from tasks t join customers c on (c.tenant_id, c.id) = (t.tenant_id, t.customer_id)
        where t.tenant_id = $1 and t.status = 'open' and (c.csm_id in (select id from owners) or t.assignee_id in (select id from owners))
        order by t.due_at nulls last, t.id`,
      [tx.tenantId, userId, tx.now],
    );
  }

  /** Those owners' customers with something to look at: an open risk, low health, a renewal in the days given. */
  listWatched(
    tx: Tx,
    userId: UserId,
    given: { lowHealth: number; until: Temporal.PlainDate },
  ): Promise<WatchedCustomer[]> {
    return tx.query<WatchedCustomer>(
      `with owners as (${OWNERS}), watched as (
         select c.id, c.csm_id, c.name, c.health_score, c.health_change_30d, c.renewal_on,
                (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'description', r.description, 'openedAt', r.opened_at) order by r.opened_at desc, r.id), '[]')
                   from risks r where r.tenant_id = $1 and r.customer_id = c.id and r.resolved_at is null) as risks
           from customers c where c.tenant_id = $1 and c.csm_id in (select id from owners)
       )
       select id, csm_id as "csmId", name, health_score as "healthScore", health_change_30d as "healthChange30d", renewal_on as "renewalOn", risks
         from watched
        where jsonb_array_length(risks) > 0 or health_score < $4 or health_change_30d <= -15 or renewal_on between $3::timestamptz::date and $5::date
        order by lower(name), id`,
      [tx.tenantId, userId, tx.now, given.lowHealth, given.until],
    );
  }
}
