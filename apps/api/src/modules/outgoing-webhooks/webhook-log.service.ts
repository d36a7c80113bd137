import { Injectable } from '@nestjs/common';
import type { GetWebhookDelivery, InputOf, ListWebhookDeliveries, ReplayWebhookDelivery } from '@understudy/contracts';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { toDelivery, toDeliveryDetails } from './webhook.mapper.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** What was sent, as admins look it up. */
@Injectable()
export class WebhookLog {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  async list(caller: CallerContext, { webhook_id, state, limit, cursor }: InputOf<typeof ListWebhookDeliveries>) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['at', 'id']);
    const found = await this.tenancy.run(caller, async (tx) => {
      await this.webhooks.get(tx, webhook_id);
      return this.deliveries.list(tx, webhook_id, { state: state ?? null, after, limit: limit + 1 });
    });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(toDelivery),
      next_cursor: last ? encodeCursor({ at: last.createdAt.toString(), id: last.id }) : null,
    };
  }

  async get(caller: CallerContext, { webhook_id, delivery_id }: InputOf<typeof GetWebhookDelivery>) {
    return this.tenancy.run(caller, async (tx) => {
      await this.webhooks.get(tx, webhook_id);
      return toDeliveryDetails(await this.deliveries.get(tx, webhook_id, delivery_id));
    });
  }

  /** To an endpoint that is paused or disabled it goes when that is active again. */
  async replay(caller: CallerContext, { webhook_id, delivery_id }: InputOf<typeof ReplayWebhookDelivery>) {
    return this.tenancy.run(caller, async (tx) => {
      await this.webhooks.get(tx, webhook_id);
      const before = await this.deliveries.get(tx, webhook_id, delivery_id);

      await this.deliveries.restart(tx, [delivery_id]);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'webhook.replayed',
        subject: { kind: 'webhook', id: webhook_id },
        data: { delivery_id, was: before.state },
      });
      await this.outbox.add(tx, { type: 'webhook.due', delivery_id });
      return toDelivery(await this.deliveries.get(tx, webhook_id, delivery_id));
    });
  }
}
