import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { type Actor, EscalationNews, type EscalationRecord } from '../escalations/index.js';
import type { DraftRecord } from './drafts.repository.js';

type Step = 'written' | 'edited' | 'approved' | 'rejected' | 'sending' | 'sent' | 'failed' | 'to-copy';

/** The words themselves stand in the history: an auditor sees what was approved by whom and what left. */
const words = ({ recipients, subject, body, state }: DraftRecord): JsonObject => ({
  state,
  to: recipients.map(({ email }) => email),
  subject,
  body,
});

/** What happens to words to a customer, in the timeline and to those it concerns. */
@Injectable()
export class DraftNews {
  constructor(private readonly news: EscalationNews) {}

  async tell(
    tx: Tx,
    actor: Actor,
    row: EscalationRecord,
    happened: {
      readonly step: Step;
      readonly before: DraftRecord | null;
      readonly after: DraftRecord;
      readonly reason?: string | null;
      /** The message that goes out, and to whom beside those its rule names. */
      readonly message?: { readonly type: string; readonly userIds: readonly UserId[] };
    },
  ): Promise<void> {
    const { step, before, after, reason, message } = happened;
    await this.news.tell(tx, actor, row, {
      type: `escalation.draft-${step}`,
      said: { draft_id: after.id, reason: reason ?? null },
      ...(before && { before: words(before) }),
      after: words(after),
      messages: message ? { [message.type]: { draft_id: after.id, user_ids: [...message.userIds] } } : {},
    });
  }

  /** Those who follow it to approve; managers beside them are found when it is told. */
  async waiting(
    tx: Tx,
    actor: Actor,
    row: EscalationRecord,
    before: DraftRecord | null,
    after: DraftRecord,
  ): Promise<void> {
    const approvers = row.stakeholders.filter(({ role }) => role === 'approver').map(({ user }) => user.userId);
    await this.tell(tx, actor, row, {
      step: before === null ? 'written' : 'edited',
      before,
      after,
      message: {
        type: 'escalation.draft-waiting',
        userIds: approvers.filter((id) => id !== after.author.userId),
      },
    });
  }
}
