import type { OutputOf, GetWebhook, GetWebhookDelivery, ReplayWebhookDelivery } from '@understudy/contracts';
import type { DeliveryDetails, DeliveryRecord, WebhookRecord } from './webhook.records.js';
import { messageName } from './webhook-signature.js';

export const toWebhook = (row: WebhookRecord): OutputOf<typeof GetWebhook> => ({
  id: row.id,
  url: row.url,
  description: row.description,
  event_types: row.eventTypes,
  state: row.state,
  problem: row.problem,
  last_delivered_at: row.lastDeliveredAt,
  waiting: row.waiting,
  previous_secret_until: row.isPreviousSecretOver ? null : row.previousSecretUntil,
  created_by: row.createdBy,
  created_at: row.createdAt,
  version: row.version,
});

export const toDelivery = (row: DeliveryRecord): OutputOf<typeof ReplayWebhookDelivery> => ({
  id: row.id,
  message_id: messageName(row.messageId),
  type: row.type,
  state: row.state,
  tries: row.tries,
  created_at: row.createdAt,
  next_try_at: row.state === 'waiting' ? row.nextTryAt : null,
  delivered_at: row.deliveredAt,
  last_status: row.lastStatus,
});

export const toDeliveryDetails = (row: DeliveryDetails): OutputOf<typeof GetWebhookDelivery> => ({
  ...toDelivery(row),
  body: row.body,
  attempts: row.attempts.map(({ at, ...attempt }) => ({ at: Temporal.Instant.from(at), ...attempt })),
});
