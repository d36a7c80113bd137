import { Injectable } from '@nestjs/common';
import type { CreateCustomerActivity, InputOf, OutputOf } from '@understudy/contracts';
import { DomainError, sentimentOf } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomerFactsRepository } from './customer-facts.repository.js';
import { toActivity } from './customer.mapper.js';
import { CustomerNews } from './customer-news.service.js';
import { CustomerRights } from './customer-rights.service.js';

/** What was said and done: what the communication history of a brief is made of. */
@Injectable()
export class CustomerActivities {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: CustomerRights,
    private readonly facts: CustomerFactsRepository,
    private readonly news: CustomerNews,
  ) {}

  /** Under the caller's name, now or in the past. Throws identity.not-allowed, activities.in-the-future. */
  async add(
    caller: CallerContext,
    input: InputOf<typeof CreateCustomerActivity>,
  ): Promise<OutputOf<typeof CreateCustomerActivity>> {
    return this.tenancy.run(caller, async (tx) => {
      const { id: customerId } = await this.rights.getKept(tx, caller, input.customer_id);
      const occurredAt = input.occurred_at ?? tx.now;
      if (Temporal.Instant.compare(occurredAt, tx.now) > 0) throw new DomainError('activities.in-the-future');

      const sentiment = input.sentiment === undefined ? null : sentimentOf(input.sentiment);
      const { kind, summary } = input;
      const activity = await this.facts.addActivity(tx, caller.userId, {
        customerId,
        kind,
        summary,
        occurredAt,
        sentiment,
      });
      await this.news.tell(tx, caller, customerId, {
        type: 'activity.logged',
        data: { activity_id: activity.id, kind, ...(sentiment === null ? {} : { sentiment }) },
      });
      return toActivity(activity);
    });
  }
}
