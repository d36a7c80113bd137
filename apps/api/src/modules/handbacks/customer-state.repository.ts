import { Injectable } from '@nestjs/common';
import type { CustomerId, CustomerState, HandbackActivity } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** A customer as a handback compares it, with its name and what still goes on. */
export interface StateRecord extends CustomerState {
  readonly id: CustomerId;
  readonly name: string;
}

export interface ActivityOfCustomer extends HandbackActivity {
  readonly customerId: CustomerId;
}

interface StateRow extends Omit<StateRecord, 'tasks' | 'risks' | 'escalations' | 'stakeholders'> {
  tasks: (Omit<CustomerState['tasks'][number], 'dueAt'> & { dueAt: string | null })[];
  risks: CustomerState['risks'][number][];
  escalations: (Omit<CustomerState['escalations'][number], 'dueAt'> & { dueAt: string | null })[];
  stakeholders: CustomerState['stakeholders'][number][];
}

/** Everything that was open since `$3`, also what was settled after it, and what a snapshot names (`$4`). */
const STATES = `
  select c.id, c.name, c.csm_id as "csmId", c.arr::float8 as arr, c.health_score as "healthScore", c.stage, c.renewal_on as "renewalOn",
         c.special_handling as "specialHandling",
         coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'status', t.status, 'dueAt', t.due_at, 'assigneeId', t.assignee_id))
           from tasks t where t.tenant_id = c.tenant_id and t.customer_id = c.id
            and (t.status = 'open' or t.updated_at >= $3 or t.id = any($4::uuid[]))), '[]') as tasks,
         coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'description', r.description, 'severity', r.severity, 'isResolved', r.resolved_at is not null))
           from risks r where r.tenant_id = c.tenant_id and r.customer_id = c.id
            and (r.resolved_at is null or r.resolved_at >= $3 or r.id = any($4::uuid[]))), '[]') as risks,
         coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title, 'severity', e.severity, 'status', e.status, 'dueAt', e.sla_due_at))
           from escalations e where e.tenant_id = c.tenant_id and e.customer_id = c.id
            and (e.status in ('open', 'investigating', 'action_required') or e.created_at >= $3 or e.id = any($4::uuid[]))), '[]') as escalations,
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'email', s.email, 'title', s.title, 'isPrimary', s.is_primary))
           from stakeholders s where s.tenant_id = c.tenant_id and s.customer_id = c.id and s.active), '[]') as stakeholders
    from customers c where c.tenant_id = $1 and c.id = any($2::uuid[]) order by lower(c.name), c.id`;

/** What was said and done; the outcome stands with what a backup logged. The last so many of each customer. */
const ACTIVITIES = `
  select a.customer_id as "customerId", a.user_id as "userId", a.kind, a.summary, a.occurred_at as "occurredAt", a.sentiment, v.outcome
    from unnest($2::uuid[]) k (customer_id)
   cross join lateral (
     select * from activities a where a.tenant_id = $1 and a.customer_id = k.customer_id
        and a.occurred_at >= $3::timestamptz and a.occurred_at < $4::timestamptz
      order by a.occurred_at desc, a.id limit $5) a
    left join lateral (
      select v.outcome from coverage_activities v
       where v.tenant_id = $1 and v.customer_id = a.customer_id and v.backup_user_id = a.user_id
         and v.activity_date = a.occurred_at and v.description = a.summary limit 1) v on true
   order by a.occurred_at, a.id`;

/** Customers as they stand, read for comparing: a handful of statements whatever their number. */
@Injectable()
export class CustomerStateRepository {
  /**
   * As they stand now. `since` is when the comparison begins: what was settled before it and is not among `known` (ids of tasks, risks,
   * escalations that a snapshot names) is left out.
   */
  async list(
    tx: Tx,
    ids: readonly CustomerId[],
    since: Temporal.Instant,
    known: readonly string[] = [],
  ): Promise<StateRecord[]> {
    const rows = await tx.query<StateRow>(STATES, [tx.tenantId, ids, since, known]);
    return rows.map((row) => ({
      ...row,
      tasks: row.tasks.map(withDueAt),
      escalations: row.escalations.map(withDueAt),
    }));
  }

  listActivities(
    tx: Tx,
    ids: readonly CustomerId[],
    { since, until, mostPerCustomer }: { since: Temporal.Instant; until: Temporal.Instant; mostPerCustomer: number },
  ): Promise<ActivityOfCustomer[]> {
    return tx.query(ACTIVITIES, [tx.tenantId, ids, since, until, mostPerCustomer]);
  }

  /** Subjects of conversations that still go on. */
  listConversations(tx: Tx, ids: readonly CustomerId[]): Promise<{ customerId: CustomerId; subject: string }[]> {
    return tx.query(
      `select customer_id as "customerId", subject from conversations
        where tenant_id = $1 and customer_id = any($2::uuid[]) and status <> 'completed' order by created_at, id`,
      [tx.tenantId, ids],
    );
  }
}

const withDueAt = <Row extends { dueAt: string | null }>(row: Row) => ({
  ...row,
  dueAt: row.dueAt === null ? null : Temporal.Instant.from(row.dueAt),
});
