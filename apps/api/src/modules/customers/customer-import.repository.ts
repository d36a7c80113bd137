import { Injectable } from '@nestjs/common';
import type { CustomerId, ImportedCustomer, ImportRow, KnownCustomer } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

export interface WrittenCustomer extends ImportedCustomer {
  readonly id: CustomerId;
  readonly newDomains: readonly string[];
  readonly newCrmIds: readonly { readonly system: string; readonly recordId: string }[];
}

const refused = constraintErrors({
  customer_domains_pkey: 'customers.domain-taken',
  customer_crm_ids_pkey: 'customers.crm-id-taken',
  customers_csm_fkey: 'users.not-found',
});

const COLUMNS = `(id uuid, name text, "csmId" uuid, arr numeric, "healthScore" int, stage text, segment text, industry text,
                  "renewalOn" date, language text, "specialHandling" text, "ownerNotes" text, needs text[])`;

/** Reads and writes many customers in a few statements, however many there are. */
@Injectable()
export class CustomerImportRepository {
  /** One import of a tenant after the other: what a row means is decided on what the one before left. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('customers.import:' || $1, 0))`, [tx.tenantId]);
  }

  /** Every customer that has a domain or a CRM record of the rows, locked for a change. */
  async lockMeant(tx: Tx, rows: readonly ImportRow[]): Promise<KnownCustomer[]> {
    const crmIds = rows.flatMap(({ fields }) => fields.crmId ?? []);
    const ids = await tx.query<{ id: CustomerId }>(
      `select id from customers c where c.tenant_id = $1 and (
         exists (select from customer_domains d where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id) and d.domain = any($2::text[]))
         or exists (select from customer_crm_ids r join unnest($3::text[], $4::text[]) as x (system, record_id)
                      on (r.system, r.record_id) = (x.system, x.record_id)
                     where (r.tenant_id, r.customer_id) = (c.tenant_id, c.id)))
        order by id for no key update of c`,
      [
        tx.tenantId,
        rows.flatMap(({ fields }) => fields.domains ?? []),
        crmIds.map(({ system }) => system),
        crmIds.map(({ recordId }) => recordId),
      ],
    );
    return tx.query(
      `select c.id, c.name, c.csm_id as "csmId", c.arr::float8 as arr, c.health_score as "healthScore", c.stage, c.segment, c.industry,
              c.renewal_on as "renewalOn", c.language, c.special_handling as "specialHandling", c.owner_notes as "ownerNotes", c.needs,
              array(select d.domain from customer_domains d where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id)) as domains,
              coalesce((select jsonb_agg(jsonb_build_object('system', r.system, 'recordId', r.record_id))
                          from customer_crm_ids r where (r.tenant_id, r.customer_id) = (c.tenant_id, c.id)), '[]') as "crmIds"
         from customers c where c.tenant_id = $1 and c.id = any($2::uuid[])`,
      [tx.tenantId, ids.map(({ id }) => id)],
    );
  }

  async addAll(tx: Tx, customers: readonly WrittenCustomer[]): Promise<void> {
    await tx
      .query(
        `insert into customers (tenant_id, id, name, csm_id, arr, health_score, stage, segment, industry, renewal_on, language,
                                special_handling, owner_notes, needs, created_at, updated_at)
         select $1::uuid, x.id, x.name, x."csmId", x.arr, x."healthScore", x.stage, x.segment, x.industry, x."renewalOn", x.language,
                x."specialHandling", x."ownerNotes", x.needs, $3::timestamptz, $3::timestamptz
           from jsonb_to_recordset($2::jsonb) as x ${COLUMNS}`,
        [tx.tenantId, JSON.stringify(customers), tx.now],
      )
      .catch(refused);
    await this.addKeys(tx, customers);
  }

  async updateAll(tx: Tx, customers: readonly WrittenCustomer[]): Promise<void> {
    await tx
      .query(
        `update customers c
            set name = x.name, csm_id = x."csmId", arr = x.arr, health_change_30d = c.health_change_30d + x."healthScore" - c.health_score,
                health_score = x."healthScore", stage = x.stage, segment = x.segment, industry = x.industry, renewal_on = x."renewalOn",
                language = x.language, special_handling = x."specialHandling", owner_notes = x."ownerNotes", needs = x.needs,
                version = c.version + 1, updated_at = $3::timestamptz
           from jsonb_to_recordset($2::jsonb) as x ${COLUMNS} where c.tenant_id = $1 and c.id = x.id`,
        [tx.tenantId, JSON.stringify(customers), tx.now],
      )
      .catch(refused);
    await this.addKeys(tx, customers);
  }

  private async addKeys(tx: Tx, customers: readonly WrittenCustomer[]): Promise<void> {
    const domains = customers.flatMap(({ id, newDomains }) => newDomains.map((domain) => ({ id, domain })));
    const crmIds = customers.flatMap(({ id, newCrmIds }) => newCrmIds.map((crmId) => ({ id, ...crmId })));
    await tx
      .query(
        `insert into customer_domains (tenant_id, customer_id, domain)
         select $1::uuid, x.id, x.domain from jsonb_to_recordset($2::jsonb) as x (id uuid, domain text)`,
        [tx.tenantId, JSON.stringify(domains)],
      )
      .catch(refused);
    await tx
      .query(
        `insert into customer_crm_ids (tenant_id, customer_id, system, record_id)
         select $1::uuid, x.id, x.system, x."recordId" from jsonb_to_recordset($2::jsonb) as x (id uuid, system text, "recordId" text)`,
        [tx.tenantId, JSON.stringify(crmIds)],
      )
      .catch(refused);
  }
}
