import { Injectable } from '@nestjs/common';
import { afterTry, holdUntil, isDead, isTaken, type WebhookDeliveryId, type WebhookId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type Message, Timers } from '../../platform/jobs/index.js';
import type { DeliveryDetails, WebhookRecord } from './webhook.records.js';
import { WebhookCall, type WebhookCalled } from './webhook-call.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookNews } from './webhook-news.service.js';
import { WebhooksRepository } from './webhooks.repository.js';

/**
 * So many requests leave this process at once: a call may take ten seconds, and the queue's twenty places, handled five at a time,
 * are everybody's. With three there is always one lot in which nobody waits for a slow endpoint.
 */
const MOST_AT_ONCE = 3;
const MOST_AT_ONCE_TO_ONE = 2;
/** While one delivery tries an endpoint that failed, the others stay away; longer than a call may take. */
const TRIAL_SECONDS = 20;
const LONGEST_QUEUE_SECONDS = 60;
const SENT_PER_SECOND = 4;

export const retryKey = (id: WebhookDeliveryId): string => `webhook-delivery:${id}:retry`;

/**
 * Sends one delivery: at least once, in no promised order, the same body under the same id each time. Killed between the answer and
 * writing it down it is sent again; that is what the id is for.
 */
@Injectable()
export class WebhookSending {
  private readonly running = new Map<WebhookId, number>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly timers: Timers,
    private readonly call: WebhookCall,
    private readonly news: WebhookNews,
  ) {}

  async send({ tenantId, confirm }: Pick<Message, 'tenantId' | 'confirm'>, id: WebhookDeliveryId): Promise<void> {
    const due = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id));
    if (due === null) return;
    const { webhook, delivery } = due;
    this.running.set(webhook.id, this.runningTo(webhook.id) + 1);
    try {
      await confirm();
      const called = await this.call.deliver(tenantId, webhook, delivery);
      await this.tenancy.run(tenantId, (tx) => this.settle(tx, webhook.id, id, called));
    } finally {
      this.running.set(webhook.id, this.runningTo(webhook.id) - 1);
      if (this.runningTo(webhook.id) === 0) this.running.delete(webhook.id);
    }
  }

  /** Null when it is not to be sent now: over, paused, or somebody else's turn. */
  private async prepare(
    tx: Tx,
    id: WebhookDeliveryId,
  ): Promise<{ webhook: WebhookRecord; delivery: DeliveryDetails } | null> {
    const found = await this.deliveries.find(tx, id);
    if (found?.state !== 'waiting') return null;
    const webhook = await this.webhooks.findLocked(tx, found.webhookId);
    if (webhook?.state !== 'active') return null;
    const waitUntil = this.waitUntil(webhook, tx.now);
    if (waitUntil !== null) return this.postpone(tx, id, waitUntil);

    if (webhook.failuresInARow > 0) await this.webhooks.hold(tx, webhook.id, tx.now.add({ seconds: TRIAL_SECONDS }));
    return { webhook, delivery: found };
  }

  private waitUntil({ id, holdUntil: held, waiting }: WebhookRecord, now: Temporal.Instant): Temporal.Instant | null {
    if (held !== null && Temporal.Instant.compare(held, now) > 0) return held;
    const all = [...this.running.values()].reduce((sum, count) => sum + count, 0);
    if (all < MOST_AT_ONCE && this.runningTo(id) < MOST_AT_ONCE_TO_ONE) return null;
    return now.add({ seconds: Math.min(1 + Math.floor(waiting / SENT_PER_SECOND), LONGEST_QUEUE_SECONDS) });
  }

  private async postpone(tx: Tx, id: WebhookDeliveryId, until: Temporal.Instant): Promise<null> {
    await this.deliveries.postpone(tx, id, until);
    await this.again(tx, id, until);
    return null;
  }

  private async settle(tx: Tx, webhookId: WebhookId, id: WebhookDeliveryId, called: WebhookCalled): Promise<void> {
    const webhook = await this.webhooks.findLocked(tx, webhookId);
    const delivery = await this.deliveries.find(tx, id);
    if (webhook === null || delivery === null) return;
    const { attempt, retryAfterSeconds } = called;
    const answer = { status: attempt.status, retryAfterSeconds };
    const after = afterTry(answer, delivery.tries + 1, tx.now);

    await this.deliveries.settle(tx, id, { ...attempt, at: String(tx.now) }, after);
    if (isTaken(answer)) return this.webhooks.took(tx, webhookId);
    await this.webhooks.failed(tx, webhookId, holdUntil(webhook.failuresInARow + 1, tx.now));
    if (after.nextAt !== null) await this.again(tx, id, after.nextAt);
    const isOver = isDead(answer, { state: after.state, beganAt: delivery.beganAt }, webhook.lastDeliveredAt);
    if (isOver && webhook.state === 'active') await this.news.disabled(tx, webhook, answer.status);
    else if (after.state === 'failed') await this.news.givenUp(tx, webhook, delivery);
  }

  private async again(tx: Tx, id: WebhookDeliveryId, dueAt: Temporal.Instant): Promise<void> {
    await this.timers.set(tx, { key: retryKey(id), kind: 'webhook.retry', dueAt, payload: { delivery_id: id } });
  }

  private runningTo(id: WebhookId): number {
    return this.running.get(id) ?? 0;
  }
}
