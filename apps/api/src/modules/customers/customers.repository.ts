import { Injectable } from '@nestjs/common';
import { type CustomerId, DomainError, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import type { CustomerRecord } from './customer.records.js';

/** `person('u')` builds {userId, name, place} of a joined user, null when there is none. */
export const person = (alias: string): string =>
  `case when ${alias}.id is null then null else jsonb_build_object('userId', ${alias}.id, 'name', ${alias}.name, 'place', ${alias}.place) end`;

/** Against what was measured 30 days ago; as long as we know the customer for less, what the column was given. */
const HEALTH_CHANGE = `coalesce(c.health_score - (
    select h.health_score from customer_health h
     where (h.tenant_id, h.customer_id) = (c.tenant_id, c.id) and h.measured_at <= app_now() - interval '30 days'
     order by h.measured_at desc limit 1), c.health_change_30d)`;

const SELECT = `
  select c.id, c.name, ${person('o')} as csm, c.arr::float8 as arr, c.health_score as "healthScore",
         ${HEALTH_CHANGE} as "healthChange30d", c.stage, c.segment, c.industry, c.renewal_on as "renewalOn", c.language,
         c.special_handling as "specialHandling", c.is_confidential as "isConfidential", c.code_name as "codeName", c.owner_notes as "ownerNotes", c.needs, c.version, c.updated_at as "updatedAt",
         exists (select from customer_crm_ids r where (r.tenant_id, r.customer_id) = (c.tenant_id, c.id)) as "isFromCrm",
         array(select d.domain from customer_domains d where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id) order by d.domain) as domains
    from customers c left join users o on (o.tenant_id, o.id) = (c.tenant_id, c.csm_id)`;

const refused = constraintErrors({
  customer_domains_pkey: 'customers.domain-taken',
  customer_crm_ids_pkey: 'customers.crm-id-taken',
  customers_csm_fkey: 'users.not-found',
});

export interface CustomerChange {
  readonly name: string;
  readonly csmId: UserId | null;
  readonly arr: number;
  readonly healthScore: number;
  readonly stage: string;
  readonly segment: string;
  readonly industry: string;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly specialHandling: string | null;
  readonly isConfidential: boolean;
  readonly codeName: string | null;
  readonly language: string | null;
  readonly needs: readonly string[];
  readonly ownerNotes: string;
  readonly domains: readonly string[];
}

@Injectable()
export class CustomersRepository {
  async findById(tx: Tx, id: CustomerId): Promise<CustomerRecord | null> {
    const [row] = await tx.query<CustomerRecord>(`${SELECT} where c.tenant_id = $1 and c.id = $2`, [tx.tenantId, id]);
    return row ?? null;
  }

  /** Throws `customers.not-found`, also for another tenant's id. */
  async getById(tx: Tx, id: CustomerId): Promise<CustomerRecord> {
    const row = await this.findById(tx, id);
    if (!row) throw new DomainError('customers.not-found');
    return row;
  }

  /** As {@link getById}, locked for a change. */
  async lockById(tx: Tx, id: CustomerId): Promise<CustomerRecord> {
    await tx.query('select 1 from customers where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]);
    return this.getById(tx, id);
  }

  /** True when the person stands in for the customer now, or is the fallback of its owner's team. */
  async isCoveredBy(tx: Tx, id: CustomerId, userId: UserId): Promise<boolean> {
    return (await this.listCoveredBy(tx, [id], userId)).length > 0;
  }

  /** Of these customers those {@link isCoveredBy} is true for. */
  async listCoveredBy(tx: Tx, ids: readonly CustomerId[], userId: UserId): Promise<CustomerId[]> {
    const rows = await tx.query<{ id: CustomerId }>(
      `select k.customer_id as id from covered_customers k
         join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
        where k.tenant_id = $1 and k.customer_id = any($2::uuid[]) and k.accepted and s.backup_user_id = $3 and k.during @> $4::timestamptz
       union
       select c.id from customers c
         join users o on (o.tenant_id, o.id) = (c.tenant_id, c.csm_id)
         join teams t on (t.tenant_id, t.id) = (o.tenant_id, o.team_id)
        where c.tenant_id = $1 and c.id = any($2::uuid[]) and t.fallback_user_id = $3`,
      [tx.tenantId, ids, userId, tx.now],
    );
    return rows.map((row) => row.id);
  }

  listByIds(tx: Tx, ids: readonly CustomerId[]): Promise<CustomerRecord[]> {
    return tx.query(`${SELECT} where c.tenant_id = $1 and c.id = any($2::uuid[]) order by lower(c.name), c.id`, [
      tx.tenantId,
      ids,
    ]);
  }

  listByOwner(tx: Tx, csmId: UserId): Promise<CustomerRecord[]> {
    return tx.query(`${SELECT} where c.tenant_id = $1 and c.csm_id = $2 order by lower(c.name), c.id`, [
      tx.tenantId,
      csmId,
    ]);
  }

  /** Only ids and names, of several owners at once: enough to say how covered each portfolio is. */
  listPortfolios(tx: Tx, csmIds: readonly UserId[]): Promise<{ csmId: UserId; id: CustomerId; name: string }[]> {
    return tx.query(
      `select c.csm_id as "csmId", c.id, c.name from customers c where c.tenant_id = $1 and c.csm_id = any($2::uuid[]) order by lower(c.name), c.id`,
      [tx.tenantId, csmIds],
    );
  }

  /** By name, then id; `query` is a part of the name, of a confidential one's code name, or of a domain; `after` is the last row of the page before. One more than `limit` says that there is a next page. */
  listPage(
    tx: Tx,
    filter: {
      query?: string | undefined;
      csmId?: UserId | undefined;
      after?: { name: string; id: string } | undefined;
      limit: number;
    },
  ): Promise<CustomerRecord[]> {
    return tx.query(
      `${SELECT} where c.tenant_id = $1
         and ($2::text is null or strpos(lower(c.name), lower($2)) > 0
              or (c.is_confidential and strpos(lower(c.code_name), lower($2)) > 0)
              or exists (select 1 from customer_domains d where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id) and strpos(d.domain, lower($2)) > 0))
         and ($3::uuid is null or c.csm_id = $3)
         and ($4::text is null or (lower(c.name), c.id) > ($4, $5::uuid))
       order by lower(c.name), c.id limit $6`,
      [
        tx.tenantId,
        filter.query ?? null,
        filter.csmId ?? null,
        filter.after?.name ?? null,
        filter.after?.id ?? null,
        filter.limit + 1,
      ],
    );
  }

  /** Customers whose stakeholder has one of the addresses, or who own one of their domains. Most hits first. */
  async listIdsByEmails(tx: Tx, emails: readonly string[]): Promise<CustomerId[]> {
    const domains = emails.map((address) => address.slice(address.lastIndexOf('@') + 1));
    const rows = await tx.query<{ id: CustomerId }>(
      `select id from (
         select s.customer_id as id, 2 as weight from stakeholders s where s.tenant_id = $1 and lower(s.email) = any($2::text[])
         union all
         select d.customer_id, 1 from customer_domains d where d.tenant_id = $1 and d.domain = any($3::text[])
       ) hits group by id order by sum(weight) desc, id limit 10`,
      [tx.tenantId, emails, domains],
    );
    return rows.map((row) => row.id);
  }

  async listIdsByDomain(tx: Tx, domain: string): Promise<CustomerId[]> {
    const rows = await tx.query<{ id: CustomerId }>(
      `select customer_id as id from customer_domains where tenant_id = $1 and domain = lower($2)`,
      [tx.tenantId, domain],
    );
    return rows.map((row) => row.id);
  }

  async listIdsByCrm(tx: Tx, system: string, recordId: string): Promise<CustomerId[]> {
    const rows = await tx.query<{ id: CustomerId }>(
      `select customer_id as id from customer_crm_ids where tenant_id = $1 and system = $2 and record_id = $3`,
      [tx.tenantId, system, recordId],
    );
    return rows.map((row) => row.id);
  }

  listCrmIds(tx: Tx, id: CustomerId): Promise<{ system: string; recordId: string }[]> {
    return tx.query(
      `select system, record_id as "recordId" from customer_crm_ids where tenant_id = $1 and customer_id = $2 order by system`,
      [tx.tenantId, id],
    );
  }

  /** Throws customers.domain-taken, users.not-found. */
  async add(tx: Tx, customer: CustomerChange): Promise<CustomerId> {
    const [row] = await tx
      .query<{ id: CustomerId }>(
        `insert into customers (tenant_id, name, csm_id, arr, health_score, stage, segment, industry, renewal_on, special_handling,
                                language, needs, owner_notes, is_confidential, code_name, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16) returning id`,
        [tx.tenantId, ...valuesOf(customer), tx.now],
      )
      .catch(refused);
    if (!row) throw new Error('an insert answers its row');
    await this.replaceDomains(tx, row.id, customer.domains);
    return row.id;
  }

  /** Domains are replaced. The row is locked. Throws customers.domain-taken, users.not-found. */
  async update(tx: Tx, id: CustomerId, change: CustomerChange): Promise<void> {
    await tx
      .query(
        `update customers set name = $3, csm_id = $4, arr = $5, health_change_30d = health_change_30d + $6 - health_score,
                health_score = $6, stage = $7, segment = $8, industry = $9, renewal_on = $10, special_handling = $11,
                language = $12, needs = $13, owner_notes = $14, is_confidential = $15, code_name = $16, version = version + 1,
                updated_at = $17
          where tenant_id = $1 and id = $2`,
        [tx.tenantId, id, ...valuesOf(change), tx.now],
      )
      .catch(refused);
    await this.replaceDomains(tx, id, change.domains);
  }

  /** The customer's row is locked. Throws customers.crm-id-taken. */
  async replaceCrmIds(
    tx: Tx,
    id: CustomerId,
    crmIds: readonly { readonly system: string; readonly recordId: string }[],
  ): Promise<void> {
    await tx.query('delete from customer_crm_ids where tenant_id = $1 and customer_id = $2', [tx.tenantId, id]);
    await tx
      .query(
        `insert into customer_crm_ids (tenant_id, system, record_id, customer_id)
         select distinct $1::uuid, x.system, x.record_id, $2::uuid from unnest($3::text[], $4::text[]) as x (system, record_id)`,
        [tx.tenantId, id, crmIds.map(({ system }) => system), crmIds.map(({ recordId }) => recordId)],
      )
      .catch(refused);
    await tx.query('update customers set version = version + 1, updated_at = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      tx.now,
    ]);
  }

  private async replaceDomains(tx: Tx, id: CustomerId, domains: readonly string[]): Promise<void> {
    await tx.query('delete from customer_domains where tenant_id = $1 and customer_id = $2', [tx.tenantId, id]);
    await tx
      .query(
        'insert into customer_domains (tenant_id, domain, customer_id) select distinct $1::uuid, unnest($3::text[]), $2::uuid',
        [tx.tenantId, id, domains],
      )
      .catch(refused);
  }
}

const valuesOf = (change: CustomerChange): unknown[] => [
  change.name,
  change.csmId,
  change.arr,
  change.healthScore,
  change.stage,
  change.segment,
  change.industry,
  change.renewalOn,
  change.specialHandling,
  change.language,
  change.needs,
  change.ownerNotes,
  change.isConfidential,
  change.codeName,
];
