import { Injectable } from '@nestjs/common';
import {
  CustomerRow,
  type GetCustomer,
  type InputOf,
  type ListCustomers,
  type OutputOf,
  type PutCustomer,
} from '@understudy/contracts';
import { type CustomerId, DomainError } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { CustomerDomains } from './customer-domains.service.js';
import { CustomerFactsRepository } from './customer-facts.repository.js';
import { toCustomer, toCustomerRow, toCustomerSummary } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { CustomersRepository } from './customers.repository.js';

const ACTIVITY_DAYS = 90;
/** As many as one page shows. */
const MOST_ACTIVITIES = 200;

@Injectable()
export class CustomersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly rights: CustomerRights,
    private readonly domains: CustomerDomains,
    private readonly news: CustomerNews,
  ) {}

  async list(caller: CallerContext, input: InputOf<typeof ListCustomers>): Promise<OutputOf<typeof ListCustomers>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['name', 'id']);
    const rows = await this.tenancy.run(caller.tenantId, (tx) =>
      this.customers.listPage(tx, { query: input.query, csmId: input.csm_id, after, limit: input.limit }),
    );
    const items = rows.slice(0, input.limit);
    const last = items.at(-1);
    return {
      items: items.map(toCustomerRow),
      next_cursor:
        rows.length > input.limit && last ? encodeCursor({ name: last.name.toLowerCase(), id: last.id }) : null,
    };
  }

  get(caller: CallerContext, id: CustomerId): Promise<OutputOf<typeof GetCustomer>> {
    return this.tenancy.run(caller.tenantId, (tx) => this.describe(tx, caller, id));
  }

  /**
   * Replaces what people may change of a customer, by whoever looks after it or manages its owner. A new owner counts at once for who
   * is responsible. Throws identity.not-allowed, version.stale with the row.
   */
  async put(caller: CallerContext, input: InputOf<typeof PutCustomer>): Promise<OutputOf<typeof PutCustomer>> {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.customers.lockById(tx, input.customer_id);
      const csmIdBefore = before.csm?.userId ?? null;
      await this.rights.requireKeeper(tx, caller, before);
      if (input.csm_id !== csmIdBefore) await this.rights.requireHandOver(tx, caller, before, input.csm_id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: z.encode(CustomerRow, toCustomerRow(before)) });

      await this.domains.require(
        tx,
        input.domains.filter((domain) => !before.domains.includes(domain)),
      );

      const after = {
        name: input.name,
        csmId: input.csm_id,
        arr: input.arr,
        healthScore: input.health_score,
        stage: input.stage,
        segment: input.segment,
        industry: input.industry,
        renewalOn: input.renewal_on,
        specialHandling: input.special_handling,
        language: input.language === undefined ? before.language : input.language,
        needs: input.needs ?? before.needs,
        ownerNotes: input.owner_notes ?? before.ownerNotes,
        isConfidential: input.is_confidential ?? before.isConfidential,
        codeName: input.code_name === undefined ? before.codeName : input.code_name,
        domains: input.domains,
      };
      await this.customers.update(tx, input.customer_id, after);
      await this.news.changed(tx, caller, input.customer_id, { ...before, csmId: csmIdBefore }, after);
      return this.describe(tx, caller, input.customer_id);
    });
  }

  /** In full for whoever looks after it, as a summary for everybody else. Throws customers.not-found. */
  async describe(tx: Tx, caller: CallerContext, id: CustomerId): Promise<OutputOf<typeof GetCustomer>> {
    const [customer, facts, crmIds] = await Promise.all([
      this.customers.getById(tx, id),
      this.facts.load(tx, [id], {
        since: tx.now.subtract({ hours: 24 * ACTIVITY_DAYS }),
        mostPerCustomer: MOST_ACTIVITIES,
      }),
      this.customers.listCrmIds(tx, id),
    ]);
    return (await this.rights.isKeeper(tx, caller, customer))
      ? toCustomer(customer, facts, crmIds)
      : toCustomerSummary(customer, facts, crmIds);
  }
}
