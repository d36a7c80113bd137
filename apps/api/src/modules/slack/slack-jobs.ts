import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type NotificationKind, type UserId } from '@understudy/domain';
import { z } from 'zod';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
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

/** After these a question may be answered. */
const ANSWERS = [
  'absence.planned',
  'absence.changed',
  'absence.started',
  'absence.cancelled',
  'absence.ended',
  'coverage.requested',
  'coverage.accepted',
  'coverage.declined',
  'coverage.lapsed',
  'coverage.approved',
  'coverage.rejected',
  'coverage.started',
  'coverage.ended',
  'coverage.moved',
  'coverage.released',
  'escalation.acknowledged',
  'escalation.moved',
  'escalation.assigned',
  'escalation.resolved',
  'escalation.closed',
  'escalation.reopened',
  'escalation.voided',
] as const satisfies readonly NotificationKind[];

const SUBJECTS = ['absence_id', 'assignment_id', 'escalation_id'];
/** Whoever a message names. */
const PEOPLE = ['user_id', 'backup_user_id', 'absent_user_id', 'owner_id', 'primary_owner_id'];

const idsIn = (payload: JsonObject, names: readonly string[]): string[] =>
  names.flatMap((name) => z.uuid().safeParse(payload[name]).data ?? []);

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
    handlers.onTimer(SLACK_WORK.home, (tx, { payload }) => this.home.due(tx, OfUser.parse(payload).user_id));
    handlers.onMessage('notification.created', (message) => this.happened(message), 'slack-home');
    for (const kind of ANSWERS) handlers.onMessage(kind, (message) => this.happened(message), 'slack-questions');
  }

  private async happened({ tenantId, payload }: Pick<Message, 'tenantId' | 'payload'>): Promise<void> {
    const subjects = idsIn(payload, SUBJECTS);
    if (subjects.length > 0) await this.questions.settle(tenantId, subjects);
    await this.home.changed(
      tenantId,
      idsIn(payload, PEOPLE).map((id) => asId<UserId>(id)),
    );
  }
}
