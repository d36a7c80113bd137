import { Controller, Headers } from '@nestjs/common';
import { GoogleCalendarPush } from '@understudy/contracts';
import { Endpoint } from '../../platform/http/index.js';
import { GoogleWebhookService } from './google-webhook.service.js';

@Controller()
export class GoogleWebhookController {
  constructor(private readonly webhook: GoogleWebhookService) {}

  @Endpoint(GoogleCalendarPush)
  push(
    @Headers('x-goog-channel-id') channelId?: string,
    @Headers('x-goog-channel-token') token?: string,
    @Headers('x-goog-resource-state') state?: string,
  ) {
    return this.webhook.push({ channelId: channelId ?? '', token: token ?? '', state: state ?? '' });
  }
}
