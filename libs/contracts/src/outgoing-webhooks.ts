import { DELIVERY_STATES, WEBHOOK_EVENT_TYPES, WEBHOOK_STATES } from '@understudy/domain';
import { z } from 'zod';
import { page, paging, PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { line, text, uuid, webAddress, webhookDeliveryId, webhookId } from './core/text.js';
import { instant } from './core/time.js';
import { ESCALATION_STATUSES } from './escalations.js';

const eventTypes = z
  .array(z.enum(WEBHOOK_EVENT_TYPES))
  .min(1, 'at least one type of event')
  .refine((types) => new Set(types).size === types.length, 'each type once');

/** What `data` holds for absence.*. */
export const WebhookAbsence = z
  .object({
    absence_id: uuid,
    user_id: uuid,
    status: z.string(),
    starts_at: instant,
    ends_at: instant.nullable(),
    time_zone: z.string(),
  })
  .meta({ id: 'WebhookAbsence' });
/** What `data` holds for coverage.*, but for gaps and takeovers. */
export const WebhookCoverage = z
  .object({
    assignment_id: uuid,
    absence_id: uuid,
    /** Who is away. */
    user_id: uuid,
    backup_user_id: uuid,
    status: z.string(),
    tier: z.int(),
    starts_at: instant,
    ends_at: instant.nullable(),
    customers: z.int(),
    /** The first 500; `customers` counts them all. */
    customer_ids: z.array(uuid),
  })
  .meta({ id: 'WebhookCoverage' });
/** What `data` holds for coverage.gap. */
export const WebhookGap = z
  .object({
    absence_id: uuid,
    user_id: uuid,
    starts_at: instant,
    ends_at: instant.nullable(),
    customers: z.int().nullable(),
  })
  .meta({ id: 'WebhookGap' });
/** What `data` holds for coverage.taken_over. */
export const WebhookTakeover = z
  .object({
    customer_id: uuid,
    assignment_id: uuid,
    absence_id: uuid,
    /** Who is away. */
    user_id: uuid,
    /** Who took over. */
    backup_user_id: uuid,
  })
  .meta({ id: 'WebhookTakeover' });
/** What `data` holds for escalation.*. */
export const WebhookEscalation = z
  .object({
    escalation_id: uuid,
    customer_id: uuid.nullable(),
    category: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    status: z.enum(ESCALATION_STATUSES),
    primary_owner_id: uuid.nullable(),
    secondary_owner_id: uuid.nullable(),
    created_at: instant,
    due_at: instant,
  })
  .meta({ id: 'WebhookEscalation' });
/** What `data` holds for webhook.ping. */
export const WebhookPing = z.object({ webhook_id: uuid }).meta({ id: 'WebhookPing' });

/** The body of every request to an endpoint (standardwebhooks.com). Its `webhook-id` header is the same at every try: keep it, and do a thing once. */
export const WebhookMessage = z
  .object({
    type: z.enum([...WEBHOOK_EVENT_TYPES, 'webhook.ping']),
    /** When it happened. */
    timestamp: instant,
    /** How the thing stood right after it happened; ask the API for how it stands now, and for everything that is not in here. */
    data: z.union([WebhookCoverage, WebhookAbsence, WebhookGap, WebhookTakeover, WebhookEscalation, WebhookPing]),
  })
  .meta({ id: 'WebhookMessage' });

export const Webhook = z
  .object({
    id: uuid,
    url: z.string(),
    description: z.string(),
    event_types: z.array(z.enum(WEBHOOK_EVENT_TYPES)),
    /** Paused by an admin; disabled by us, because nothing was taken for a day. What happens meanwhile is kept and sent afterwards. */
    state: z.enum(WEBHOOK_STATES),
    problem: z.string().nullable(),
    last_delivered_at: instant.nullable(),
    waiting: z.int(),
    /** Until then both secrets sign; null: there is one. */
    previous_secret_until: instant.nullable(),
    created_by: PersonRef,
    created_at: instant,
    version: z.int(),
  })
  .meta({ id: 'Webhook' });

const NewWebhook = z
  .object({
    webhook: Webhook,
    /** Shown this once: "whsec_" and base64. Null in the answer to a repeated Idempotency-Key: it is not kept readable anywhere. */
    secret: z.string().nullable(),
  })
  .meta({ id: 'NewWebhook' });

export const ListWebhookEvents = endpoint({
  method: 'GET',
  path: '/api/admin/webhook-events',
  summary: 'The events a webhook can ask for, with what is sent',
  allow: 'admin',
  response: z
    .object({
      items: z.array(z.object({ type: z.enum(WEBHOOK_EVENT_TYPES), says: z.string(), example: WebhookMessage })),
    })
    .meta({ id: 'WebhookEvents' }),
});
export const ListWebhooks = endpoint({
  method: 'GET',
  path: '/api/admin/webhooks',
  summary: 'The webhooks of the organisation, those that ended left out',
  allow: 'admin',
  response: z.object({ items: z.array(Webhook) }).meta({ id: 'Webhooks' }),
});
export const GetWebhook = endpoint({
  method: 'GET',
  path: '/api/admin/webhooks/{webhook_id}',
  summary: 'One webhook',
  allow: 'admin',
  params: { webhook_id: webhookId },
  response: Webhook,
  errors: ['webhooks.not-found'],
});
export const CreateWebhook = endpoint({
  method: 'POST',
  path: '/api/admin/webhooks',
  summary: 'Have events sent to an https address, signed; the secret is shown this once',
  allow: 'admin',
  status: 201,
  body: { url: webAddress, description: text(200).default(''), event_types: eventTypes },
  response: NewWebhook,
  errors: ['webhooks.address-refused', 'webhooks.too-many'],
});
export const ChangeWebhook = endpoint({
  method: 'PATCH',
  path: '/api/admin/webhooks/{webhook_id}',
  summary: 'Change a webhook; paused it waits, active again it gets what happened meanwhile',
  allow: 'admin',
  params: { webhook_id: webhookId },
  body: {
    url: webAddress.optional(),
    description: text(200).optional(),
    event_types: eventTypes.optional(),
    state: z.enum(['active', 'paused']).optional(),
  },
  response: Webhook,
  errors: ['webhooks.not-found', 'webhooks.address-refused', 'version.stale'],
});
export const EndWebhook = endpoint({
  method: 'DELETE',
  path: '/api/admin/webhooks/{webhook_id}',
  summary: 'End a webhook: nothing is sent to it any more, also not what waits',
  allow: 'admin',
  params: { webhook_id: webhookId },
  query: { reason: line(500) },
  response: Webhook,
  errors: ['webhooks.not-found'],
});
export const RotateWebhookSecret = endpoint({
  method: 'POST',
  path: '/api/admin/webhooks/{webhook_id}/rotate-secret',
  summary: 'A new secret, shown this once; for the hours of overlap each request carries both signatures',
  allow: 'admin',
  params: { webhook_id: webhookId },
  body: { overlap_hours: z.int().min(0).max(168).default(24) },
  response: NewWebhook,
  errors: ['webhooks.not-found'],
});
export const PingWebhook = endpoint({
  method: 'POST',
  path: '/api/admin/webhooks/{webhook_id}/ping',
  summary: 'Send a signed webhook.ping now and answer what came back; nothing of it is kept or tried again',
  allow: 'admin',
  params: { webhook_id: webhookId },
  response: z
    .object({
      delivered: z.boolean(),
      status: z.int().nullable(),
      duration_ms: z.int(),
      /** The beginning of the answer. */
      answer: z.string().nullable(),
      problem: z.string().nullable(),
    })
    .meta({ id: 'WebhookPinged' }),
  errors: ['webhooks.not-found'],
});

const delivery = {
  id: uuid,
  /** The header `webhook-id`: the same for one event, whatever endpoint and try. */
  message_id: z.string(),
  type: z.enum(WEBHOOK_EVENT_TYPES),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  created_at: instant,
  next_try_at: instant.nullable(),
  delivered_at: instant.nullable(),
  last_status: z.int().nullable(),
};
export const WebhookDelivery = z.object(delivery).meta({ id: 'WebhookDelivery' });
export const WebhookDeliveryDetails = z
  .object({
    ...delivery,
    /** As it was sent, to the byte: what the signature is over. */
    body: z.string(),
    /** The last 20, the newest first. */
    attempts: z.array(
      z.object({
        at: instant,
        status: z.int().nullable(),
        duration_ms: z.int(),
        answer: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WebhookDeliveryDetails' });

const ofDelivery = { webhook_id: webhookId, delivery_id: webhookDeliveryId };
export const ListWebhookDeliveries = endpoint({
  method: 'GET',
  path: '/api/admin/webhooks/{webhook_id}/deliveries',
  summary: 'What was sent to it, newest first; kept for 30 days',
  allow: 'admin',
  params: { webhook_id: webhookId },
  query: { ...paging, state: z.enum(DELIVERY_STATES).optional() },
  response: page(WebhookDelivery, 'WebhookDeliveryPage'),
  errors: ['webhooks.not-found'],
});
export const GetWebhookDelivery = endpoint({
  method: 'GET',
  path: '/api/admin/webhooks/{webhook_id}/deliveries/{delivery_id}',
  summary: 'One delivery: its body, and what came back at each try',
  allow: 'admin',
  params: ofDelivery,
  response: WebhookDeliveryDetails,
  errors: ['webhooks.not-found', 'webhooks.delivery-not-found'],
});
export const ReplayWebhookDelivery = endpoint({
  method: 'POST',
  path: '/api/admin/webhooks/{webhook_id}/deliveries/{delivery_id}/replay',
  summary: 'Send it once more, the same body under the same webhook-id; it is tried for a day again',
  allow: 'admin',
  params: ofDelivery,
  response: WebhookDelivery,
  errors: ['webhooks.not-found', 'webhooks.delivery-not-found'],
});
