import { Injectable } from '@nestjs/common';
import {
  type CustomerId,
  DomainError,
  fillTemplateTexts,
  type TemplateFacts,
  type TemplateId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type CustomerRecord, CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { type TemplateRow, TemplatesRepository } from './templates.repository.js';

const money = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Templates with the facts of a customer in them. */
@Injectable()
export class FilledTemplates {
  constructor(
    private readonly templates: TemplatesRepository,
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
  ) {}

  /** One that is in use. Throws templates.not-found, customers.not-found. */
  async get(tx: Tx, caller: CallerContext, id: TemplateId, customerId: CustomerId): Promise<TemplateRow> {
    const wanted = (await this.templates.listActive(tx)).filter((row) => row.id === id);
    const [filled] = wanted.length > 0 ? await this.fill(tx, caller, wanted, customerId) : [];
    if (!filled) throw new DomainError('templates.not-found');
    return filled;
  }

  /** Throws customers.not-found. */
  async fill(
    tx: Tx,
    caller: CallerContext,
    rows: readonly TemplateRow[],
    customerId: CustomerId,
  ): Promise<TemplateRow[]> {
    const [customer, me] = await Promise.all([
      this.customers.getById(tx, customerId),
      this.directory.findUser(tx, caller.userId),
    ]);
    const facts = factsOf(customer, me?.name ?? null);
    return rows.map((row) => {
      const texts = { ...row, expectedResolution: row.expected_resolution, exitCriteria: row.exit_criteria };
      const { title, description, expectedResolution, exitCriteria } = fillTemplateTexts(texts, facts);
      return { ...row, title, description, expected_resolution: expectedResolution, exit_criteria: exitCriteria };
    });
  }
}

const factsOf = (customer: CustomerRecord, me: string | null): TemplateFacts => ({
  'customer.name': customer.name,
  'customer.arr': money.format(customer.arr),
  'customer.health_score': String(customer.healthScore),
  'customer.stage': customer.stage,
  'customer.segment': customer.segment,
  'customer.renewal_on': customer.renewalOn && String(customer.renewalOn),
  'csm.name': customer.csm?.name ?? null,
  'me.name': me,
});
