import { Injectable } from '@nestjs/common';
import type { NotificationKind, TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { Discretion } from '../customers/index.js';
import { SlackAnswers } from './slack-answers.service.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
import { answered, questionIn, type SlackQuestion } from './slack-questions.js';
import { type SlackMessage, type SlackMessagePlace, SlackQuestionsRepository } from './slack-questions.repository.js';
import { SLACK_WORK } from './slack-work.js';

/** What a notification says, as far as it may ask something. */
export interface Asking {
  readonly kind: NotificationKind;
  readonly userId: UserId;
  readonly assignmentId: string | null;
  readonly absenceId: string | null;
  readonly escalationId: string | null;
}

/**
 * Questions in messages. They are answered here, in the dashboard, by e-mail's link or by somebody else; the message always says what is
 * true: whoever changes what a question is about tells so (outbox), and every message that asked is brought up to date.
 */
@Injectable()
export class SlackQuestions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackQuestionsRepository,
    private readonly connections: SlackConnections,
    private readonly answers: SlackAnswers,
    private readonly outbox: Outbox,
    private readonly discretion: Discretion,
  ) {}

  /** What this notification asks its person now; null when there is nothing to answer, or it is not theirs to answer. */
  async in(tx: Tx, told: Asking): Promise<SlackQuestion | null> {
    const question = questionIn(told);
    if (question === null || !(await this.answers.isTheirs(tx, question, told.userId))) return null;
    return (await this.answers.of(tx, question, tx.now)) === null ? question : null;
  }

  /** A message was posted with the blocks of {@link questionBlock} in it; from now on it is kept true. Safe to repeat. */
  async asked(tenantId: TenantId, message: SlackMessage, questions: readonly SlackQuestion[]): Promise<void> {
    if (questions.length === 0) return;
    await this.tenancy.run(tenantId, async (tx) => {
      await this.rows.add(tx, message, questions);
      // what was answered while it was posted
      await this.settleIn(
        tx,
        questions.map(({ subjectId }) => subjectId),
      );
    });
  }

  /** Something happened to these: questions about them that are answered by it say so. */
  async settle(tenantId: TenantId, subjectIds: readonly string[]): Promise<void> {
    await this.tenancy.run(tenantId, (tx) => this.settleIn(tx, subjectIds));
  }

  /** As {@link settle}, for everything that is still open. */
  async settleAll(tenantId: TenantId): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => this.settleIn(tx, await this.rows.listOpenSubjects(tx)));
  }

  async settleIn(tx: Tx, subjectIds: readonly string[]): Promise<void> {
    const open = await this.rows.listOpen(tx, subjectIds);
    if (open.length === 0) return;
    const hidden = await this.discretion.wordsFor(tx);
    for (const question of open) {
      const answer = await this.answers.of(tx, question, question.postedAt);
      if (answer === null) continue;
      const words = hidden(answer);
      const message = await this.rows.lock(tx, question);
      if (message === null) continue;
      await this.rows.settle(tx, question, words, answered(message.blocks, question, words));
      await this.outbox.add(tx, {
        type: SLACK_WORK.messageStale,
        channel_id: question.channelId,
        message_ts: question.messageTs,
      });
    }
  }

  /** Brings a message up to date; twice when it changed again meanwhile. A message that somebody deleted stays deleted. */
  async rewrite(tenantId: TenantId, place: SlackMessagePlace): Promise<void> {
    const slack = await this.connections.of(tenantId);
    if (slack === null) return;
    for (let sent: string | null = null; ;) {
      const message = await this.tenancy.run(tenantId, (tx) => this.rows.find(tx, place));
      if (message === null || JSON.stringify(message.blocks) === sent) return;
      sent = JSON.stringify(message.blocks);
      try {
        await slack.web.chat.update({
          channel: place.channelId,
          ts: place.messageTs,
          text: message.fallback,
          blocks: [...message.blocks],
        });
      } catch (error) {
        if (!isSlackFailure(error)) throw error;
        if ((await this.connections.failed(tenantId, error)).kind === 'wait') throw error;
        return;
      }
    }
  }
}
