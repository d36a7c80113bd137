import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';

export interface Mailbox {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
}
export interface CustomerDomain {
  readonly customerId: CustomerId;
  readonly domain: string;
}

/** Who and which domains a change in Google is about; each a short transaction of its own, because Google is asked in between. */
@Injectable()
export class ChangedPeopleRepository {
  constructor(private readonly tenancy: Tenancy) {}

  /** In the order of the ids; throws when one of them is nobody. */
  mailboxes(tenantId: TenantId, ids: readonly UserId[]): Promise<Mailbox[]> {
    return this.tenancy.run(tenantId, async (tx) => {
      const rows = await tx.query<Mailbox>(
        'select id as "userId", name, email from users where tenant_id = $1 and id = any($2::uuid[])',
        [tenantId, ids],
      );
      return ids.map((id) => {
        const row = rows.find(({ userId }) => userId === id);
        if (!row) throw new Error(`nobody has the id ${id}`);
        return row;
      });
    });
  }

  async mailbox(tenantId: TenantId, id: UserId): Promise<Mailbox> {
    const [mailbox] = await this.mailboxes(tenantId, [id]);
    if (!mailbox) throw new Error(`nobody has the id ${id}`);
    return mailbox;
  }

  /** Domains of customers, by name; the organisation's own are nobody's. */
  customerDomains(tenantId: TenantId, ids: readonly CustomerId[]): Promise<CustomerDomain[]> {
    return this.tenancy.run(tenantId, (tx) =>
      tx.query<CustomerDomain>(
        `select customer_id as "customerId", domain from customer_domains
          where tenant_id = $1 and customer_id = any($2::uuid[])
            and domain not in (select domain from tenant_domains where tenant_id = $1)
          order by domain`,
        [tenantId, ids],
      ),
    );
  }

  /** Events of their calendar to which nobody else is to be invited: they attend all the same, or it moves. */
  keptMeetings(tenantId: TenantId, userId: UserId): Promise<ReadonlySet<string>> {
    return this.tenancy.run(tenantId, async (tx) => {
      const rows = await tx.query<{ eventId: string }>(
        `select event_id as "eventId" from meeting_decisions where tenant_id = $1 and user_id = $2 and decision <> 'hand_over'`,
        [tenantId, userId],
      );
      return new Set(rows.map(({ eventId }) => eventId));
    });
  }

  languages(tenantId: TenantId, ids: readonly CustomerId[]): Promise<(string | null)[]> {
    return this.tenancy.run(tenantId, async (tx) => {
      const rows = await tx.query<{ language: string | null }>(
        'select distinct language from customers where tenant_id = $1 and id = any($2::uuid[])',
        [tenantId, ids],
      );
      return rows.map(({ language }) => language);
    });
  }

  organisation(tenantId: TenantId): Promise<string> {
    return this.tenancy.run(tenantId, async (tx) => {
      const [row] = await tx.query<{ name: string }>('select name from tenants where tenant_id = $1', [tenantId]);
      return row?.name ?? '';
    });
  }

  /** The last day of an absence, in the zone of whoever is away; null: nobody knows yet. */
  lastDay(tenantId: TenantId, id: AbsenceId): Promise<Temporal.PlainDate | null> {
    return this.tenancy.run(tenantId, async (tx) => {
      const [row] = await tx.query<{ lastOn: Temporal.PlainDate | null }>(
        `select ((upper(during) - interval '1 microsecond') at time zone time_zone)::date as "lastOn" from csm_absences
          where tenant_id = $1 and id = $2`,
        [tenantId, id],
      );
      return row?.lastOn ?? null;
    });
  }

  /** Whether the organisation lets us act for its people, all of them. */
  async isDelegated(tenantId: TenantId, tx?: Tx): Promise<boolean> {
    const look = (where: Tx) =>
      where.query("select 1 from google_connections where tenant_id = $1 and mode = 'delegation' and lost_at is null", [
        tenantId,
      ]);
    const rows = await (tx ? look(tx) : this.tenancy.run(tenantId, look));
    return rows.length > 0;
  }
}
