import { Injectable } from '@nestjs/common';
import type { ChangeWebhook, InputOf } from '@understudy/contracts';
import { History } from '../../platform/audit/index.js';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Timers } from '../../platform/jobs/index.js';
import type { WebhookRecord } from './webhook.records.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { hostOf } from './webhook-news.service.js';
import { retryKey } from './webhook-sending.service.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** What follows when somebody changes a webhook: history, and what becomes of that which waits. The row is locked. */
@Injectable()
export class WebhookChanges {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly history: History,
    private readonly timers: Timers,
  ) {}

  async apply(
    tx: Tx,
    caller: CallerContext,
    before: WebhookRecord,
    { url, description, event_types, state }: InputOf<typeof ChangeWebhook>,
  ): Promise<WebhookRecord> {
    await this.webhooks.change(tx, {
      id: before.id,
      url: url ?? before.url,
      description: description ?? before.description,
      eventTypes: event_types ?? before.eventTypes,
      state: state ?? before.state,
    });
    const after = await this.webhooks.get(tx, before.id);
    await this.note(tx, caller, 'webhook.changed', after, {
      state: { from: before.state, to: after.state },
      has_new_address: before.url !== after.url,
      event_types: [...after.eventTypes],
    });
    if (after.state === 'active' && before.state !== 'active') await this.sendWaiting(tx, after);
    return after;
  }

  async end(tx: Tx, caller: CallerContext, before: WebhookRecord, reason: string): Promise<WebhookRecord> {
    const waiting = await this.deliveries.listWaiting(tx, before.id);
    await this.webhooks.change(tx, { ...before, state: 'ended' });
    await this.timers.cancelAll(tx, waiting.map(retryKey));
    await this.note(tx, caller, 'webhook.ended', before, { reason, waiting: waiting.length });
    return { ...before, state: 'ended', problem: null };
  }

  /** The host only: the rest of an address may be a secret. */
  async note(tx: Tx, caller: CallerContext, type: string, { id, url }: WebhookRecord, more: JsonObject | null) {
    const subject = { kind: 'webhook', id };
    await this.history.append(tx, { ...byCaller(caller), type, subject, data: { host: hostOf(url), ...more } });
  }

  private async sendWaiting(tx: Tx, { id }: WebhookRecord): Promise<void> {
    const waiting = await this.deliveries.listWaiting(tx, id);
    await this.deliveries.restart(tx, waiting);
    await this.timers.setAll(
      tx,
      waiting.map((delivery_id) => ({
        key: retryKey(delivery_id),
        kind: 'webhook.retry',
        dueAt: tx.now,
        payload: { delivery_id },
      })),
    );
  }
}
