import { Injectable } from '@nestjs/common';
import { WEBHOOK_EVENTS, type WebhookEventType } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookFacts } from './webhook-facts.service.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Writes down what is to be sent to whom, once for each endpoint and event; sending is another message. */
@Injectable()
export class WebhookRecording {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly facts: WebhookFacts,
    private readonly outbox: Outbox,
  ) {}

  async record(type: WebhookEventType, { id, tenantId, payload }: Message): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const wanting = await this.webhooks.wanting(tx, type);
      if (wanting.length === 0) return;
      const data = await this.facts.of(tx, type, payload);
      if (data === null) return;

      const timestamp = tx.now.toString({ fractionalSecondDigits: 3 });
      const body = JSON.stringify({ type, timestamp, data });
      const added = await this.deliveries.add(tx, wanting, { messageId: id, type, body });
      await this.deliveries.forgetOld(tx);
      for (const delivery_id of added) await this.outbox.add(tx, { type: 'webhook.due', delivery_id });
    });
  }
}

/** Which types on the wire a message inside the product becomes. */
export const typesOf = (message: string): WebhookEventType[] =>
  Object.entries(WEBHOOK_EVENTS).flatMap(([type, event]) =>
    event.message === message ? [type as WebhookEventType] : [],
  );
