import { Injectable } from '@nestjs/common';
import type { OutputOf, PingWebhook } from '@understudy/contracts';
import { isTaken, type TenantId, type WebhookId } from '@understudy/domain';
import { newId, Tenancy } from '../../platform/database/index.js';
import type { WebhookRecord } from './webhook.records.js';
import { WebhookCall } from './webhook-call.service.js';
import { messageName } from './webhook-signature.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** A signed `webhook.ping`, for whoever sets an endpoint up. Nothing of it is kept or tried again. */
@Injectable()
export class WebhookPings {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly call: WebhookCall,
  ) {}

  async ping({ tenantId }: { readonly tenantId: TenantId }, id: WebhookId): Promise<OutputOf<typeof PingWebhook>> {
    const { webhook, now } = await this.tenancy.run(tenantId, async (tx) => ({
      webhook: await this.webhooks.get(tx, id),
      now: tx.now,
    }));
    return this.send(tenantId, webhook, now);
  }

  async send(tenantId: TenantId, webhook: WebhookRecord, now: Temporal.Instant): Promise<OutputOf<typeof PingWebhook>> {
    const timestamp = now.toString({ fractionalSecondDigits: 3 });
    const body = JSON.stringify({ type: 'webhook.ping', timestamp, data: { webhook_id: webhook.id } });
    const { attempt } = await this.call.post(tenantId, webhook, messageName(newId<WebhookId>()), body);
    return { delivered: isTaken({ status: attempt.status, retryAfterSeconds: null }), ...attempt };
  }
}
