import { Injectable } from '@nestjs/common';
import { Lookup, type LookupHit } from '@understudy/contracts';
import { asId, type CustomerId, type Discreet, discreetChoice, discreetName, type TenantId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, Discretion } from '../customers/index.js';
import { LookupService } from '../responsibility/index.js';
import { requireMay } from './slack-callers.service.js';

export interface SlackCustomer {
  readonly id: CustomerId;
  /** What Slack may keep: the code name of a confidential one, also where only one person reads it. */
  readonly name: string;
  /** As {@link name}, in a list to choose from. */
  readonly choice: string;
}
export interface FoundCustomer extends SlackCustomer {
  /** What was typed is its whole name or code name. */
  readonly isNamed: boolean;
  readonly responsible: z.output<typeof LookupHit>['responsible'];
  readonly url: string;
}

const fold = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Customers as Slack calls them. They are found by their real names too, by whoever may look them up. */
@Injectable()
export class SlackCustomerNames {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly lookup: LookupService,
    private readonly discretion: Discretion,
  ) {}

  /** At most ten whose name, code name or domain fits. Throws identity.not-allowed. */
  async find(caller: CallerContext, typed: string): Promise<FoundCustomer[]> {
    requireMay(caller, Lookup);
    const { customers: hits } = await this.lookup.find(caller, { query: typed });
    const ids = hits.map(({ customer }) => asId<CustomerId>(customer.id));
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.customers.listByIds(tx, ids));
    return hits.flatMap(({ customer, responsible, links }) => {
      const row = rows.find(({ id }) => id === customer.id);
      return row ? [{ ...named(row), isNamed: isCalled(row, typed), responsible, url: links.dashboard }] : [];
    });
  }

  async byId(tenantId: TenantId, id: string): Promise<SlackCustomer | null> {
    const found = await this.tenancy.run(tenantId, (tx) => this.customers.findById(tx, asId<CustomerId>(id)));
    return found && named(found);
  }

  /** What replaces the names of confidential customers in any text. */
  words(tenantId: TenantId): Promise<(text: string) => string> {
    return this.tenancy.run(tenantId, (tx) => this.discretion.wordsFor(tx));
  }
}

const named = (row: Discreet & { readonly id: CustomerId }): SlackCustomer => ({
  id: row.id,
  name: discreetName(row),
  choice: discreetChoice(row),
});

const isCalled = (row: Discreet, typed: string): boolean =>
  [row.name, discreetName(row)].some((name) => fold(name) === fold(typed));
