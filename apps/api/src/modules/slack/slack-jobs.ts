import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { Handlers } from '../../platform/jobs/index.js';
import { SlackApp } from './slack-app.js';
import { SlackHome } from './slack-home.service.js';
import { SlackOut } from './slack-out.service.js';
import { SlackPresses } from './slack-presses.service.js';
import { SlackQuestions } from './slack-questions.service.js';
import { SlackStatusService } from './slack-status.service.js';
import { SLACK_WORK } from './slack-work.js';

const OfSlackUser = z.object({ slack_user_id: z.string() });
const OfUser = z.object({ user_id: z.uuid().transform((id) => asId<UserId>(id)) });
const Place = z.object({ channel_id: z.string(), message_ts: z.string() });

/** The worker's part. Without a Slack app nothing is registered. */
@Injectable()
export class SlackJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly app: SlackApp,
    private readonly statuses: SlackStatusService,
    private readonly presses: SlackPresses,
    private readonly out: SlackOut,
    private readonly questions: SlackQuestions,
    private readonly home: SlackHome,
  ) {}

  onModuleInit(): void {
    if (!this.app.isPossible) return;
    const { handlers } = this;
    handlers.onMessage(SLACK_WORK.statusChanged, ({ tenantId, payload }) =>
      this.statuses.read(tenantId, OfSlackUser.parse(payload).slack_user_id),
    );
    handlers.onMessage(SLACK_WORK.homeOpened, ({ tenantId, payload }) =>
      this.home.opened(tenantId, OfSlackUser.parse(payload).slack_user_id),
    );
    handlers.onMessage(SLACK_WORK.pressed, (message) => this.presses.press(message));
    handlers.onMessage(SLACK_WORK.commandGiven, (message) => this.out.enter(message));
    handlers.onMessage(SLACK_WORK.messageStale, ({ tenantId, payload }) => {
      const { channel_id, message_ts } = Place.parse(payload);
      return this.questions.rewrite(tenantId, { channelId: channel_id, messageTs: message_ts });
    });
    handlers.onMessage(SLACK_WORK.homeStale, ({ tenantId, payload }) =>
      this.home.draw(tenantId, OfUser.parse(payload).user_id),
    );
  }
}
