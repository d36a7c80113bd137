import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type UserId } from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { ChattingService } from './chatting.service.js';
import { DigestDesk } from './digest-desk.service.js';
import { MailingService } from './mailing.service.js';

const userIn = (payload: JsonObject): UserId => asId<UserId>(String(payload['user_id']));
const digestIn = (payload: JsonObject): string => String(payload['mail_id']);

/** What leaves the app, by e-mail and in Slack. */
@Injectable()
export class DigestJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly desk: DigestDesk,
    private readonly mailing: MailingService,
    private readonly chatting: ChattingService,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('notifications.mail', (tx, { payload }) => this.desk.gather(tx, 'email', userIn(payload)));
    this.handlers.onTimer('notifications.slack', (tx, { payload }) => this.desk.gather(tx, 'slack', userIn(payload)));
    this.handlers.onMessage(
      'notifications.mail-due',
      (message) => this.mailing.send(message, digestIn(message.payload)),
      'mail',
    );
    this.handlers.onMessage(
      'notifications.slack-due',
      (message) => this.chatting.send(message, digestIn(message.payload)),
      'slack',
    );
    this.handlers.onMessage(
      'notifications.slack-changed',
      (message) => this.chatting.refresh(message, digestIn(message.payload)),
      'slack',
    );
  }
}
