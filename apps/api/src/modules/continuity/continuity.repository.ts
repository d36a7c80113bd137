import { Injectable } from '@nestjs/common';
import type { CustomerId, MeetingId, Span, TeamId, UserId } from '@understudy/domain';
import { spanText, type Tx } from '../../platform/database/index.js';

/** A customer as far as coverage over time is about it. */
export interface CoveredCustomer {
  readonly id: CustomerId;
  readonly csmId: UserId | null;
  readonly name: string;
  readonly arr: number;
  readonly healthScore: number;
  readonly renewalOn: Temporal.PlainDate | null;
  /** Open tasks, risks and escalations together. */
  readonly openItems: number;
}

export interface TouchedMeeting {
  readonly id: MeetingId;
  readonly customerId: CustomerId;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

const ITEMS = `
  select i.customer_id as id, count(*)::int as items from (
    select customer_id from tasks where tenant_id = $1 and status = 'open'
    union all select customer_id from risks where tenant_id = $1 and resolved_at is null
    union all select customer_id from escalations where tenant_id = $1 and status in ('open', 'investigating', 'action_required')
  ) i where i.customer_id is not null group by i.customer_id`;

@Injectable()
export class ContinuityRepository {
  /** Of the given owners, or of everybody; ownerless ones only when asked for. In the order of names. */
  list(
    tx: Tx,
    filter: { readonly csmIds: readonly UserId[] | null; readonly withoutOwner: boolean },
  ): Promise<CoveredCustomer[]> {
    return tx.query(
      `select c.id, c.csm_id as "csmId", c.name, c.arr::float8 as arr, c.health_score as "healthScore", c.renewal_on as "renewalOn",
              coalesce(i.items, 0) as "openItems"
         from customers c left join (${ITEMS}) i on i.id = c.id
        where c.tenant_id = $1 and (c.csm_id = any($2::uuid[]) or ($2::uuid[] is null and c.csm_id is not null) or ($3 and c.csm_id is null))
        order by lower(c.name), c.id`,
      [tx.tenantId, filter.csmIds, filter.withoutOwner],
    );
  }

  async isTeam(tx: Tx, id: TeamId): Promise<boolean> {
    return (await tx.query('select 1 from teams where tenant_id = $1 and id = $2', [tx.tenantId, id])).length > 0;
  }

  /** Meetings of a person: of their customers or set up by them, that touch one of the spans; soonest first. */
  listMeetings(tx: Tx, userId: UserId, spans: readonly Span[], limit: number): Promise<TouchedMeeting[]> {
    return tx.query(
      `select m.id, m.customer_id as "customerId", m.title, m.starts_at as "startsAt", m.ends_at as "endsAt"
         from meetings m join customers c on (c.tenant_id, c.id) = (m.tenant_id, m.customer_id)
        where m.tenant_id = $1 and m.cancelled_at is null and (c.csm_id = $2 or m.organizer_id = $2)
          and exists (select 1 from unnest($3::tstzrange[]) away (during) where away.during && tstzrange(m.starts_at, m.ends_at))
        order by m.starts_at, m.id limit $4`,
      [tx.tenantId, userId, spans.map(spanText), limit],
    );
  }
}
