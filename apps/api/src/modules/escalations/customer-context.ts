import { Injectable } from '@nestjs/common';
import { CustomerContext } from '@understudy/contracts';
import { BRIEF_ACTIVITIES, BRIEF_DAYS, type CustomerId } from '@understudy/domain';
import { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import { type CustomerRecord, CustomersRepository, toPersonRefOrNull } from '../customers/index.js';
import { type LoadedRoster, type ResponsibleAnswer, ResponsibleService } from '../responsibility/index.js';
import type { StoredContext } from './escalation.records.js';

/** What is happening at the customer, with instants as PostgreSQL writes them into JSON. */
interface Happening {
  readonly activities: readonly { readonly kind: string; readonly summary: string; readonly occurredAt: string }[];
  readonly risks: readonly { readonly kind: string; readonly description: string; readonly severity: string }[];
  readonly nextMeeting: { readonly title: string; readonly startsAt: string } | null;
  readonly openTasks: number;
}

export interface KnownCustomer {
  readonly customer: CustomerRecord;
  readonly happening: Happening;
}

/** One statement however much there is: creating an escalation waits for it. */
const HAPPENING = `
  select (select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'summary', a.summary, 'occurredAt', a.occurred_at) order by a.occurred_at desc, a.id), '[]')
            from (select * from activities where tenant_id = $1 and customer_id = $2 and occurred_at >= $3 and occurred_at <= $4
                   order by occurred_at desc, id limit ${BRIEF_ACTIVITIES}) a) as activities,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'description', r.description, 'severity', r.severity)
                            order by array_position(array['high', 'medium', 'low'], r.severity), r.opened_at desc, r.id), '[]')
            from risks r where r.tenant_id = $1 and r.customer_id = $2 and r.resolved_at is null) as risks,
         (select jsonb_build_object('title', m.title, 'startsAt', m.starts_at) from meetings m
           where m.tenant_id = $1 and m.customer_id = $2 and m.starts_at > $4 and m.cancelled_at is null order by m.starts_at, m.id limit 1) as "nextMeeting",
         (select count(*)::int from tasks t where t.tenant_id = $1 and t.customer_id = $2 and t.status = 'open') as "openTasks"`;

/** What is true of the customer when an escalation is made (PRD-243 FR-1.4); it never changes afterwards. */
@Injectable()
export class CustomerContexts {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  /** In one round trip. Throws customers.not-found. */
  async load(tx: Tx, id: CustomerId): Promise<KnownCustomer> {
    const since = tx.now.subtract({ hours: BRIEF_DAYS * 24 });
    const [customer, [happening]] = await Promise.all([
      this.customers.getById(tx, id),
      tx.query<Happening>(HAPPENING, [tx.tenantId, id, since, tx.now]),
    ]);
    if (!happening) throw new Error('a select without a table answers a row');
    return { customer, happening };
  }

  /** With who looks after them now, for a caller that needs the roster for nothing else. Throws customers.not-found. */
  async loadWhole(
    tx: Tx,
    id: CustomerId,
  ): Promise<{ customer: CustomerRecord; frozen: StoredContext; timeZone: string }> {
    const [known, loaded] = await Promise.all([this.load(tx, id), this.responsible.load(tx, [id], tx.now)]);
    return {
      customer: known.customer,
      frozen: this.freeze(known, loaded, tx.now),
      timeZone: this.timeZoneOf(known, loaded),
    };
  }

  /** The wire form, as JSON: what is true now, whatever happens to the customer later. */
  freeze(known: KnownCustomer, loaded: LoadedRoster, now: Temporal.Instant): StoredContext {
    return toStored(known, this.responsible.answers(loaded, now)[0]?.wire, now);
  }

  /** The zone of the customer's CSM; UTC without one. */
  timeZoneOf({ customer }: KnownCustomer, loaded: LoadedRoster): string {
    const csmId = customer.csm?.userId;
    return (csmId && loaded.names.get(csmId)?.timeZone) || 'UTC';
  }
}

const toStored = (
  { customer, happening }: KnownCustomer,
  answer: ResponsibleAnswer | undefined,
  now: Temporal.Instant,
): StoredContext =>
  z.encode(CustomerContext, {
    frozen_at: now,
    name: customer.name,
    arr: customer.arr,
    health_score: customer.healthScore,
    stage: customer.stage,
    segment: customer.segment,
    renewal_on: customer.renewalOn,
    csm: toPersonRefOrNull(customer.csm),
    responsible: answer?.responsible ?? null,
    responsible_because: answer?.because ?? 'gap',
    responsible_until: answer?.until ?? null,
    recent_activity: happening.activities.map(({ kind, summary, occurredAt }) => ({
      kind,
      summary,
      occurred_at: Temporal.Instant.from(occurredAt),
    })),
    open_risks: [...happening.risks],
    next_meeting: happening.nextMeeting && {
      title: happening.nextMeeting.title,
      starts_at: Temporal.Instant.from(happening.nextMeeting.startsAt),
    },
    open_tasks: happening.openTasks,
    restricted: false,
  });
