import { Injectable } from '@nestjs/common';
import {
  AcceptCoverage,
  AcknowledgeEscalation,
  ApproveCoverage,
  ConfirmAbsence,
  DismissAbsence,
} from '@understudy/contracts';
import { z } from 'zod';
import type { CallerContext } from '../../platform/http/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { AbsenceChanges } from '../absences/index.js';
import { AnswersService, ApprovalsService } from '../coverage/index.js';
import { EscalationActions } from '../escalations/index.js';
import { SLACK_VERBS, type SlackVerb } from './slack-actions.js';
import { actAs, refusalText, SlackCallers, STRANGER } from './slack-callers.service.js';
import { SlackCustomers } from './slack-customers.service.js';
import { SlackQuestions } from './slack-questions.service.js';
import { SlackReplies } from './slack-replies.service.js';

const Pressed = z.object({
  verb: z.enum(SLACK_VERBS),
  subject_id: z.uuid(),
  slack_user_id: z.string(),
  response_url: z.string().nullable(),
});

/** What buttons do, as the person who pressed them. */
@Injectable()
export class SlackPresses {
  constructor(
    private readonly callers: SlackCallers,
    private readonly replies: SlackReplies,
    private readonly questions: SlackQuestions,
    private readonly answers: AnswersService,
    private readonly approvals: ApprovalsService,
    private readonly absences: AbsenceChanges,
    private readonly escalations: EscalationActions,
    private readonly customers: SlackCustomers,
  ) {}

  /**
   * Once for each press, however often the queue brings it. That it worked is seen at the message, which changes; that it did not is said to
   * the person alone, and the message is brought up to date all the same: often somebody else was faster.
   */
  async press({ tenantId, id, payload }: Pick<Message, 'tenantId' | 'id' | 'payload'>): Promise<void> {
    const { verb, subject_id: subjectId, slack_user_id, response_url } = Pressed.parse(payload);
    const to = { slackUserId: slack_user_id, responseUrl: response_url };
    const caller = await this.callers.find(tenantId, slack_user_id, id);
    if (caller === null) return this.replies.send(tenantId, to, { text: STRANGER });
    try {
      const reply = await this.perform(caller, verb, subjectId, id);
      if (reply !== null) await this.replies.send(tenantId, to, reply);
    } catch (error) {
      const text = refusalText(error);
      if (text === null) throw error;
      await this.replies.send(tenantId, to, { text });
      await this.questions.settle(tenantId, [subjectId]);
    }
  }

  private async perform(caller: CallerContext, verb: SlackVerb, id: string, key: string) {
    switch (verb) {
      case 'coverage-accept':
        await actAs(AcceptCoverage, caller, key, { assignment_id: id }, (keyed, input) =>
          this.answers.accept(keyed, input.assignment_id),
        );
        return null;
      case 'approval-approve':
        await actAs(ApproveCoverage, caller, key, { assignment_id: id }, (keyed, input) =>
          this.approvals.approve(keyed, input.assignment_id),
        );
        return null;
      case 'absence-confirm':
        await actAs(ConfirmAbsence, caller, key, { absence_id: id }, (keyed, input) =>
          this.absences.confirm(keyed, input),
        );
        return null;
      case 'absence-dismiss':
        await actAs(DismissAbsence, caller, key, { absence_id: id }, (keyed, input) =>
          this.absences.dismiss(keyed, input.absence_id),
        );
        return null;
      case 'escalation-acknowledge':
        await actAs(AcknowledgeEscalation, caller, key, { escalation_id: id }, (keyed, input) =>
          this.escalations.acknowledge(keyed, input.escalation_id),
        );
        return null;
      case 'customer-who':
        return this.customers.whoOf(caller, id);
      // these open forms, and are no presses by themselves
      case 'coverage-decline':
      case 'approval-reject':
      case 'cover-ask':
      case 'escalation-new':
      case 'open':
        return null;
    }
  }
}
