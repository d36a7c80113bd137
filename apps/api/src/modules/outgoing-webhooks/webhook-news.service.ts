import { Injectable } from '@nestjs/common';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { DeliveryRecord, WebhookRecord } from './webhook.records.js';
import { WebhooksRepository } from './webhooks.repository.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'webhooks' } } as const;

/** Tells what becomes of webhooks by itself: in the history, and to the admins. */
@Injectable()
export class WebhookNews {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Switched off; what happens from now on waits until an admin switches it on again. */
  async disabled(tx: Tx, { id, url }: WebhookRecord, status: number | null): Promise<void> {
    const problem =
      status === 410
        ? 'The endpoint says that it is gone (410). Enter its new address, or end it.'
        : 'It took nothing for a day. See the log for its answers, mend it, and make it active again: what waits is sent then.';
    await this.webhooks.disable(tx, id, problem);
    await this.history.append(tx, {
      type: 'webhook.disabled',
      subject: { kind: 'webhook', id },
      ...BY_PRODUCT,
      data: { host: hostOf(url), last_status: status },
    });
    await this.outbox.add(tx, { type: 'webhook.disabled', webhook_id: id, host: hostOf(url) });
  }

  /** One delivery was given up, while others arrive. */
  async givenUp(tx: Tx, { id, url }: WebhookRecord, delivery: DeliveryRecord): Promise<void> {
    await this.history.append(tx, {
      type: 'webhook.delivery-failed',
      subject: { kind: 'webhook', id },
      ...BY_PRODUCT,
      data: { delivery_id: delivery.id, type: delivery.type },
    });
    const about = { webhook_id: id, delivery_id: delivery.id, host: hostOf(url) };
    await this.outbox.add(tx, { type: 'webhook.delivery-failed', ...about });
  }
}

/** The rest of an address may be a secret. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? '';
