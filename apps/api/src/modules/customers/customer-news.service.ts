import { Injectable } from '@nestjs/common';
import { type CustomerId, hasHealthDropped, type UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** What of a customer others want to hear about. */
export interface Standing {
  readonly csmId: UserId | null;
  readonly healthScore: number;
}

/** Tells what happened at a customer: in the history, and to the rest of the product. */
@Injectable()
export class CustomerNews {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** `message` names who listens to exactly this ("customer.task-added"); "customer.changed" goes out with every one. */
  async tell(
    tx: Tx,
    caller: CallerContext,
    customerId: CustomerId,
    event: { readonly type: string; readonly data: JsonObject; readonly message?: string; readonly about?: JsonObject },
  ): Promise<void> {
    await this.history.append(tx, {
      type: event.type,
      subject: { kind: 'customer', id: customerId },
      ...byCaller(caller),
      data: event.data,
    });
    if (event.message !== undefined)
      await this.outbox.add(tx, {
        type: event.message,
        customer_id: customerId,
        by_user_id: caller.userId,
        ...event.about,
      });
    await this.outbox.add(tx, { type: 'customer.changed', customer_id: customerId });
  }

  async created(tx: Tx, caller: CallerContext, id: CustomerId, customer: Standing & { readonly name: string }) {
    await this.tell(tx, caller, id, {
      type: 'customer.created',
      data: { name: customer.name, csm_id: customer.csmId, health_score: customer.healthScore },
      message: 'customer.created',
    });
  }

  /** New facts; who it belongs to and a fall in health are told apart, because others act on them. */
  async changed(
    tx: Tx,
    caller: CallerContext,
    id: CustomerId,
    before: Standing,
    after: Standing & { readonly name: string },
  ): Promise<void> {
    await this.tell(tx, caller, id, {
      type: 'customer.changed',
      data: {
        name: after.name,
        csm_id: after.csmId,
        csm_id_before: before.csmId,
        health_score: after.healthScore,
        health_score_before: before.healthScore,
      },
    });
    if (before.csmId !== after.csmId)
      await this.outbox.add(tx, {
        type: 'customer.owner-changed',
        customer_id: id,
        csm_id: after.csmId,
        csm_id_before: before.csmId,
        by_user_id: caller.userId,
      });
    if (hasHealthDropped(before.healthScore, after.healthScore))
      await this.outbox.add(tx, { type: 'customer.health-dropped', customer_id: id, by_user_id: caller.userId });
  }
}
