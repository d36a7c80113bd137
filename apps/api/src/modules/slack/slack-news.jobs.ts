import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type NotificationKind, type UserId } from '@understudy/domain';
import { z } from 'zod';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
import { SlackApp } from './slack-app.js';
import { SlackConnectionsRepository } from './slack-connections.repository.js';
import { SlackHomeSchedule } from './slack-home-schedule.service.js';
import { SlackQuestions } from './slack-questions.service.js';
import { SLACK_WORK } from './slack-work.js';

const OfUser = z.object({ user_id: z.uuid().transform((id) => asId<UserId>(id)) });

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

/** The worker's part of keeping Slack true while things happen elsewhere. Without a Slack app nothing is registered. */
@Injectable()
export class SlackNewsJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly app: SlackApp,
    private readonly connections: SlackConnectionsRepository,
    private readonly questions: SlackQuestions,
    private readonly home: SlackHomeSchedule,
  ) {}

  onModuleInit(): void {
    if (!this.app.isPossible) return;
    const { handlers } = this;
    handlers.onTimer(SLACK_WORK.home, (tx, { payload }) => this.home.due(tx, OfUser.parse(payload).user_id));
    // what was answered while nobody could be told
    handlers.onMessage(SLACK_WORK.installed, ({ tenantId }) => this.questions.settleAll(tenantId), 'slack-questions');
    handlers.onMessage('notification.created', (message) => this.happened(message), 'slack-home');
    for (const kind of ANSWERS) handlers.onMessage(kind, (message) => this.happened(message), 'slack-questions');
  }

  private async happened({ tenantId, payload }: Pick<Message, 'tenantId' | 'payload'>): Promise<void> {
    if ((await this.connections.read(tenantId))?.state !== 'connected') return;
    const subjects = idsIn(payload, SUBJECTS);
    if (subjects.length > 0) await this.questions.settle(tenantId, subjects);
    await this.home.changed(
      tenantId,
      idsIn(payload, PEOPLE).map((id) => asId<UserId>(id)),
    );
  }
}
