import { Injectable } from '@nestjs/common';
import {
  type AddCrmId,
  type CreateCustomer,
  type InputOf,
  MOST_CRM_IDS,
  type OutputOf,
  type PutCrmIds,
} from '@understudy/contracts';
import { type CustomerId, DomainError } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomerDomains } from './customer-domains.service.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';
import { CustomersRepository } from './customers.repository.js';
import { CustomersService } from './customers.service.js';

/** New customers one by one, and which CRM records they are. */
@Injectable()
export class CustomerCreation {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly views: CustomersService,
    private readonly rights: CustomerRights,
    private readonly domains: CustomerDomains,
    private readonly news: CustomerNews,
  ) {}

  /** By a CSM for themselves, by managers for their people, by admins for everybody. Throws identity.not-allowed, customers.*. */
  async create(caller: CallerContext, input: InputOf<typeof CreateCustomer>): Promise<OutputOf<typeof CreateCustomer>> {
    return this.tenancy.run(caller, async (tx) => {
      const csmId = input.csm_id === undefined ? (caller.roles.includes('csm') ? caller.userId : null) : input.csm_id;
      await this.rights.requireMayAddFor(tx, caller, csmId);
      await this.domains.require(tx, input.domains);

      const customer = {
        name: input.name,
        csmId,
        arr: input.arr,
        healthScore: input.health_score,
        stage: input.stage,
        segment: input.segment,
        industry: input.industry,
        renewalOn: input.renewal_on,
        specialHandling: input.special_handling,
        language: input.language ?? null,
        needs: input.needs ?? [],
        ownerNotes: input.owner_notes ?? '',
        isConfidential: input.is_confidential ?? false,
        codeName: input.code_name ?? null,
        domains: input.domains,
      };
      const id = await this.customers.add(tx, customer);
      if (input.crm_ids.length > 0) await this.customers.replaceCrmIds(tx, id, input.crm_ids.map(toCrmId));
      await this.news.created(tx, caller, id, customer);
      return this.views.describe(tx, caller, id);
    });
  }

  /** Replaces the links to CRM records, by whoever looks after the customer. Throws customers.crm-id-taken. */
  async putCrmIds(caller: CallerContext, input: InputOf<typeof PutCrmIds>): Promise<OutputOf<typeof PutCrmIds>> {
    return this.tenancy.run(caller, async (tx) => {
      const customer = await this.customers.lockById(tx, input.customer_id);
      await this.rights.requireKeeper(tx, caller, customer);

      await this.link(tx, caller, customer.id, input.crm_ids.map(toCrmId));
      return this.views.describe(tx, caller, customer.id);
    });
  }

  /** One more link beside the others. Throws customers.crm-id-taken, customers.crm-ids-full. */
  async addCrmId(caller: CallerContext, input: InputOf<typeof AddCrmId>): Promise<OutputOf<typeof AddCrmId>> {
    return this.tenancy.run(caller, async (tx) => {
      const customer = await this.customers.lockById(tx, input.customer_id);
      await this.rights.requireKeeper(tx, caller, customer);

      const [wanted, known] = [toCrmId(input), await this.customers.listCrmIds(tx, customer.id)];
      if (!known.some(({ system, recordId }) => system === wanted.system && recordId === wanted.recordId)) {
        if (known.length >= MOST_CRM_IDS) throw new DomainError('customers.crm-ids-full');
        await this.link(tx, caller, customer.id, [...known, wanted]);
      }
      return this.views.describe(tx, caller, customer.id);
    });
  }

  private async link(
    tx: Tx,
    caller: CallerContext,
    id: CustomerId,
    crmIds: readonly ReturnType<typeof toCrmId>[],
  ): Promise<void> {
    await this.customers.replaceCrmIds(tx, id, crmIds);
    await this.news.tell(tx, caller, id, {
      type: 'customer.crm-ids-changed',
      data: { crm_ids: crmIds.map(({ system, recordId }) => `${system}:${recordId}`) },
    });
  }
}

const toCrmId = ({ system, record_id: recordId }: { system: string; record_id: string }) => ({ system, recordId });
