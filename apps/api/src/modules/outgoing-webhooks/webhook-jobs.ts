import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, WEBHOOK_EVENTS, type WebhookDeliveryId } from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { typesOf, WebhookRecording } from './webhook-recording.service.js';
import { WebhookSending } from './webhook-sending.service.js';

const deliveryIn = ({ delivery_id }: JsonObject): WebhookDeliveryId => asId<WebhookDeliveryId>(String(delivery_id));

/** Everything of the closed table is listened to, each type on the wire for itself. */
@Injectable()
export class WebhookJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly outbox: Outbox,
    private readonly recording: WebhookRecording,
    private readonly sending: WebhookSending,
  ) {}

  onModuleInit(): void {
    for (const message of new Set(Object.values(WEBHOOK_EVENTS).map((event) => event.message)))
      for (const type of typesOf(message))
        this.handlers.onMessage(message, (received) => this.recording.record(type, received), `webhooks:${type}`);
    this.handlers.onMessage(
      'webhook.due',
      (message) => this.sending.send(message, deliveryIn(message.payload)),
      'webhooks',
    );
    this.handlers.onTimer('webhook.retry', (tx, { payload }) =>
      this.outbox.add(tx, { type: 'webhook.due', delivery_id: deliveryIn(payload) }),
    );
  }
}
