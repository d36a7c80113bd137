import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { WebhookCall } from './webhook-call.service.js';
import { WebhookChanges } from './webhook-changes.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookFacts } from './webhook-facts.service.js';
import { WebhookJobs } from './webhook-jobs.js';
import { WebhookLog } from './webhook-log.service.js';
import { WebhookNews } from './webhook-news.service.js';
import { WebhookPings } from './webhook-pings.service.js';
import { WebhookRecording } from './webhook-recording.service.js';
import { WebhookSending } from './webhook-sending.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksProbe } from './webhooks.probe.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [AbsencesModule, CoverageModule, EscalationsModule, IntegrationsModule],
  controllers: [WebhooksController],
  providers: [
    WebhooksRepository,
    WebhookDeliveriesRepository,
    WebhookFacts,
    WebhookRecording,
    WebhookCall,
    WebhookNews,
    WebhookSending,
    WebhookChanges,
    WebhooksService,
    WebhookLog,
    WebhookPings,
    WebhookJobs,
    WebhooksProbe,
  ],
})
export class OutgoingWebhooksModule {}
