import { Injectable } from '@nestjs/common';
import {
  type DeliveryState,
  DomainError,
  type WebhookDeliveryId,
  type WebhookEventType,
  type WebhookId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { Attempt, DeliveryDetails, DeliveryRecord } from './webhook.records.js';

const COLUMNS = `id, webhook_id as "webhookId", message_id as "messageId", event_type as type, state, tries, began_at as "beganAt",
  next_try_at as "nextTryAt", delivered_at as "deliveredAt", last_status as "lastStatus", created_at as "createdAt"`;
const KEPT_DAYS = 30;
const KEPT_ATTEMPTS = 20;

/** Each sending of an event to an endpoint: what is sent, and what came back. */
@Injectable()
export class WebhookDeliveriesRepository {
  /** Once for each endpoint and message; answers those that are new. */
  async add(
    tx: Tx,
    webhookIds: readonly WebhookId[],
    { messageId, type, body }: { readonly messageId: string; readonly type: WebhookEventType; readonly body: string },
  ): Promise<WebhookDeliveryId[]> {
    const rows = await tx.query<{ id: WebhookDeliveryId }>(
      `insert into webhook_deliveries (tenant_id, webhook_id, message_id, event_type, body, next_try_at)
       select $1, w.id, $3, $4, $5, app_now() from unnest($2::uuid[]) w (id)
       on conflict on constraint webhook_deliveries_once_key do nothing returning id`,
      [tx.tenantId, webhookIds, messageId, type, body],
    );
    return rows.map(({ id }) => id);
  }

  /** A few of those that are older than the log is kept. */
  async forgetOld(tx: Tx): Promise<void> {
    await tx.query(
      `delete from webhook_deliveries where tenant_id = $1 and id in
         (select id from webhook_deliveries where tenant_id = $1 and created_at < app_now() - make_interval(days => $2) limit 100)`,
      [tx.tenantId, KEPT_DAYS],
    );
  }

  async list(
    tx: Tx,
    webhookId: WebhookId,
    {
      state,
      after,
      limit,
    }: { state: DeliveryState | null; after: { at: string; id: string } | undefined; limit: number },
  ): Promise<DeliveryRecord[]> {
    return tx.query<DeliveryRecord>(
      `select ${COLUMNS} from webhook_deliveries
        where tenant_id = $1 and webhook_id = $2 and ($3::text is null or state = $3)
          and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5::uuid))
        order by created_at desc, id desc limit $6`,
      [tx.tenantId, webhookId, state, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  async find(tx: Tx, id: WebhookDeliveryId): Promise<DeliveryDetails | null> {
    const [row] = await tx.query<DeliveryDetails>(
      `select ${COLUMNS}, body, attempts from webhook_deliveries where tenant_id = $1 and id = $2`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** Throws `webhooks.delivery-not-found`, also for one of another endpoint. */
  async get(tx: Tx, webhookId: WebhookId, id: WebhookDeliveryId): Promise<DeliveryDetails> {
    const row = await this.find(tx, id);
    if (row?.webhookId !== webhookId) throw new DomainError('webhooks.delivery-not-found');
    return row;
  }

  async listWaiting(tx: Tx, webhookId: WebhookId): Promise<WebhookDeliveryId[]> {
    const rows = await tx.query<{ id: WebhookDeliveryId }>(
      `select id from webhook_deliveries where tenant_id = $1 and webhook_id = $2 and state = 'waiting' order by id`,
      [tx.tenantId, webhookId],
    );
    return rows.map(({ id }) => id);
  }

  /** From the beginning again: it is tried for a day. */
  async restart(tx: Tx, ids: readonly WebhookDeliveryId[]): Promise<void> {
    await tx.query(
      `update webhook_deliveries set state = 'waiting', tries = 0, began_at = app_now(), next_try_at = app_now()
        where tenant_id = $1 and id = any($2::uuid[])`,
      [tx.tenantId, ids],
    );
  }

  async settle(
    tx: Tx,
    id: WebhookDeliveryId,
    attempt: Attempt,
    { state, nextAt }: { readonly state: DeliveryState; readonly nextAt: Temporal.Instant | null },
  ): Promise<void> {
    await tx.query(
      `update webhook_deliveries
          set state = $3, next_try_at = $4, tries = tries + 1, last_status = $5,
              delivered_at = case when $3 = 'delivered' then app_now() else delivered_at end,
              attempts = (select jsonb_agg(a order by n) from jsonb_array_elements(jsonb_build_array($6::jsonb) || attempts)
                           with ordinality x (a, n) where n <= ${KEPT_ATTEMPTS})
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, state, nextAt, attempt.status, JSON.stringify(attempt)],
    );
  }

  /** A postponed one: nobody was asked, so it counts as no try. */
  async postpone(tx: Tx, id: WebhookDeliveryId, nextAt: Temporal.Instant): Promise<void> {
    await tx.query('update webhook_deliveries set next_try_at = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      nextAt,
    ]);
  }
}
