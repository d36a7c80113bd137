import { Injectable } from '@nestjs/common';
import type { CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type {
  ActivityRecord,
  ConversationRecord,
  CustomerFacts,
  MeetingRecord,
  OpenEscalationRecord,
  RiskRecord,
  StakeholderRecord,
  TaskRecord,
} from './customer.records.js';
import { person } from './customers.repository.js';

const KEY = (alias: string): string => `${alias}.tenant_id = $1 and ${alias}.customer_id = any($2::uuid[])`;

/** What is known of customers: people, tasks, activities, meetings, risks, open escalations, conversations. */
@Injectable()
export class CustomerFactsRepository {
  /**
   * Everything of the given customers: open tasks, the latest activities of each, meetings that end after now, open risks, conversations
   * that go on or began since then. One round trip, and bounded however long their history is.
   */
  async load(
    tx: Tx,
    ids: readonly CustomerId[],
    activities: { readonly since: Temporal.Instant; readonly mostPerCustomer: number },
  ): Promise<CustomerFacts> {
    const key = [tx.tenantId, ids];
    const [stakeholders, tasks, latest, meetings, risks, escalations, conversations] = await Promise.all([
      tx.query<StakeholderRecord>(
        `select s.id, s.customer_id as "customerId", s.name, s.email, s.title, s.role, s.is_primary as "isPrimary"
           from stakeholders s where ${KEY('s')} and s.active order by s.is_primary desc, s.name, s.id`,
        key,
      ),
      tx.query<TaskRecord>(
        `select t.id, t.customer_id as "customerId", t.title, t.kind, t.due_at as "dueAt", t.status, ${person('u')} as assignee
           from tasks t left join users u on (u.tenant_id, u.id) = (t.tenant_id, t.assignee_id)
          where ${KEY('t')} and t.status = 'open' order by t.due_at nulls last, t.id`,
        key,
      ),
      tx.query<ActivityRecord>(
        `select a.id, a.customer_id as "customerId", a.kind, a.summary, a.occurred_at as "occurredAt", a.sentiment, ${person('u')} as by
           from unnest($2::uuid[]) k (customer_id)
          cross join lateral (
            select * from activities a where a.tenant_id = $1 and a.customer_id = k.customer_id
               and a.occurred_at >= $3::timestamptz and a.occurred_at <= $4::timestamptz
             order by a.occurred_at desc, a.id limit $5) a
           left join users u on (u.tenant_id, u.id) = (a.tenant_id, a.user_id)
          order by a.occurred_at desc, a.id`,
        [...key, activities.since, tx.now, activities.mostPerCustomer],
      ),
      tx.query<MeetingRecord>(
        `select m.id, m.customer_id as "customerId", m.title, m.starts_at as "startsAt", m.ends_at as "endsAt",
                m.customer_facing as "isCustomerFacing", m.handling, ${person('u')} as organizer
           from meetings m left join users u on (u.tenant_id, u.id) = (m.tenant_id, m.organizer_id)
          where ${KEY('m')} and m.ends_at > $3::timestamptz and m.cancelled_at is null order by m.starts_at, m.id`,
        [...key, tx.now],
      ),
      tx.query<RiskRecord>(
        `select r.id, r.customer_id as "customerId", r.kind, r.description, r.severity, r.opened_at as "openedAt"
           from risks r where ${KEY('r')} and r.resolved_at is null
          order by array_position(array['high', 'medium', 'low'], r.severity), r.opened_at desc, r.id`,
        key,
      ),
      tx.query<OpenEscalationRecord>(
        `select e.id, e.customer_id as "customerId", e.title, e.severity, e.sla_due_at as "dueAt"
           from escalations e where ${KEY('e')} and e.status in ('open', 'investigating', 'action_required') order by e.sla_due_at, e.id`,
        key,
      ),
      tx.query<ConversationRecord>(
        `select v.id, v.customer_id as "customerId", v.subject, v.status, v.requester_email as requester, v.channel,
                v.created_at as "createdAt"
           from conversations v where ${KEY('v')} and (v.status <> 'completed' or v.created_at >= $3::timestamptz)
          order by v.created_at desc, v.id`,
        [...key, activities.since],
      ),
    ]);
    return { stakeholders, tasks, activities: latest, meetings, risks, escalations, conversations };
  }

  async addActivity(tx: Tx, userId: UserId, activity: Omit<ActivityRecord, 'id' | 'by'>): Promise<ActivityRecord> {
    const { customerId, kind, summary, occurredAt, sentiment } = activity;
    const [row] = await tx.query<Pick<ActivityRecord, 'id' | 'by'>>(
      `with added as (
         insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at, sentiment)
         values ($1, $2, $3, $4, $5, $6, $7) returning id)
       select added.id, ${person('u')} as by from added join users u on u.tenant_id = $1 and u.id = $3`,
      [tx.tenantId, customerId, userId, kind, summary, occurredAt, sentiment],
    );
    if (!row) throw new Error('an insert answers its row');
    return { ...activity, ...row };
  }
}
