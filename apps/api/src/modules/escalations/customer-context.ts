import { Injectable } from '@nestjs/common';
import { CustomerContext } from '@understudy/contracts';
import { BRIEF_ACTIVITIES, BRIEF_DAYS, type CustomerId } from '@understudy/domain';
import { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import {
  type CustomerFacts,
  CustomerFactsRepository,
  type CustomerRecord,
  CustomersRepository,
  toPersonRefOrNull,
} from '../customers/index.js';
import { type LoadedRoster, type ResponsibleAnswer, ResponsibleService } from '../responsibility/index.js';
import type { StoredContext } from './escalation.records.js';

export interface KnownCustomer {
  readonly customer: CustomerRecord;
  readonly facts: CustomerFacts;
}

/** What is true of the customer when an escalation is made (PRD-243 FR-1.4); it never changes afterwards. */
@Injectable()
export class CustomerContexts {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly facts: CustomerFactsRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  /** In one round trip. Throws customers.not-found. */
  async load(tx: Tx, id: CustomerId): Promise<KnownCustomer> {
    const [customer, facts] = await Promise.all([
      this.customers.getById(tx, id),
      this.facts.load(tx, [id], {
        since: tx.now.subtract({ hours: BRIEF_DAYS * 24 }),
        mostPerCustomer: BRIEF_ACTIVITIES,
      }),
    ]);
    return { customer, facts };
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
  { customer, facts }: KnownCustomer,
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
    recent_activity: facts.activities.map(({ kind, summary, occurredAt }) => ({
      kind,
      summary,
      occurred_at: occurredAt,
    })),
    open_risks: facts.risks.map(({ kind, description, severity }) => ({ kind, description, severity })),
  });
