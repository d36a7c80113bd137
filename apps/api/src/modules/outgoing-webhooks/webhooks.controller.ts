import { Controller } from '@nestjs/common';
import {
  ChangeWebhook,
  CreateWebhook,
  EndWebhook,
  GetWebhook,
  GetWebhookDelivery,
  type InputOf,
  ListWebhookDeliveries,
  ListWebhookEvents,
  ListWebhooks,
  PingWebhook,
  ReplayWebhookDelivery,
  RotateWebhookSecret,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { webhookExamples } from './webhook-examples.js';
import { WebhookLog } from './webhook-log.service.js';
import { WebhookPings } from './webhook-pings.service.js';
import { WebhooksService } from './webhooks.service.js';

@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly log: WebhookLog,
    private readonly pings: WebhookPings,
  ) {}

  @Endpoint(ListWebhookEvents)
  listEvents() {
    return { items: webhookExamples() };
  }

  @Endpoint(ListWebhooks)
  list(@Caller() caller: CallerContext) {
    return this.webhooks.list(caller);
  }

  @Endpoint(GetWebhook)
  get(@Caller() caller: CallerContext, @Input() { webhook_id }: InputOf<typeof GetWebhook>) {
    return this.webhooks.get(caller, webhook_id);
  }

  @Endpoint(CreateWebhook)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateWebhook>) {
    return this.webhooks.create(caller, input);
  }

  @Endpoint(ChangeWebhook)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeWebhook>) {
    return this.webhooks.change(caller, input);
  }

  @Endpoint(EndWebhook)
  end(@Caller() caller: CallerContext, @Input() input: InputOf<typeof EndWebhook>) {
    return this.webhooks.end(caller, input);
  }

  @Endpoint(RotateWebhookSecret)
  rotate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RotateWebhookSecret>) {
    return this.webhooks.rotate(caller, input);
  }

  @Endpoint(PingWebhook)
  ping(@Caller() caller: CallerContext, @Input() { webhook_id }: InputOf<typeof PingWebhook>) {
    return this.pings.ping(caller, webhook_id);
  }

  @Endpoint(ListWebhookDeliveries)
  listDeliveries(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListWebhookDeliveries>) {
    return this.log.list(caller, input);
  }

  @Endpoint(GetWebhookDelivery)
  getDelivery(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetWebhookDelivery>) {
    return this.log.get(caller, input);
  }

  @Endpoint(ReplayWebhookDelivery)
  replay(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReplayWebhookDelivery>) {
    return this.log.replay(caller, input);
  }
}
