import { Injectable } from '@nestjs/common';
import {
  AcceptCoverage,
  AcknowledgeEscalation,
  ApproveCoverage,
  AssignCoverage,
  ConfirmAbsence,
  DeclineCoverage,
  DismissAbsence,
  GetBackupSuggestions,
  RejectCoverage,
} from '@understudy/contracts';
import { type AbsenceId, asId } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceChanges, AssigningService } from '../absences/index.js';
import { AnswersService, ApprovalsService } from '../coverage/index.js';
import { EscalationActions } from '../escalations/index.js';
import type { SlackVerb } from './slack-actions.js';
import { actAs, requireMay } from './slack-callers.service.js';

/** What people can do by a button alone. */
export type SimpleVerb = Extract<
  SlackVerb,
  'coverage-accept' | 'approval-approve' | 'absence-confirm' | 'absence-dismiss' | 'escalation-acknowledge'
>;
/** What they are asked something more for. */
export type FormVerb = Extract<SlackVerb, 'coverage-decline' | 'approval-reject' | 'cover-ask'>;

/**
 * What buttons and forms do, as whoever used them: the services of the API, each by its contract. `key` is the press or the form: the same
 * one has one effect. All throw what those services throw, MalformedInput and identity.not-allowed.
 */
@Injectable()
export class SlackDeeds {
  constructor(
    private readonly answers: AnswersService,
    private readonly approvals: ApprovalsService,
    private readonly absences: AbsenceChanges,
    private readonly assigning: AssigningService,
    private readonly escalations: EscalationActions,
  ) {}

  async press(caller: CallerContext, verb: SimpleVerb, id: string, key: string): Promise<void> {
    switch (verb) {
      case 'coverage-accept':
        await actAs(AcceptCoverage, caller, key, { assignment_id: id }, (keyed, input) =>
          this.answers.accept(keyed, input.assignment_id),
        );
        return;
      case 'approval-approve':
        await actAs(ApproveCoverage, caller, key, { assignment_id: id }, (keyed, input) =>
          this.approvals.approve(keyed, input.assignment_id),
        );
        return;
      case 'absence-confirm':
        await actAs(ConfirmAbsence, caller, key, { absence_id: id }, (keyed, input) =>
          this.absences.confirm(keyed, input),
        );
        return;
      case 'absence-dismiss':
        await actAs(DismissAbsence, caller, key, { absence_id: id }, (keyed, input) =>
          this.absences.dismiss(keyed, input.absence_id),
        );
        return;
      case 'escalation-acknowledge':
        await actAs(AcknowledgeEscalation, caller, key, { escalation_id: id }, (keyed, input) =>
          this.escalations.acknowledge(keyed, input.escalation_id),
        );
    }
  }

  /** Answers what the person reads then. */
  async decide(
    caller: CallerContext,
    verb: FormVerb,
    id: string,
    key: string,
    { reason = '', backup_user_id = '' }: Readonly<Record<string, string>>,
  ): Promise<string> {
    switch (verb) {
      case 'coverage-decline':
        await actAs(DeclineCoverage, caller, key, { assignment_id: id, reason }, (keyed, input) =>
          this.answers.decline(keyed, input.assignment_id, input.reason),
        );
        return 'Thank you for saying so. Somebody else is asked.';
      case 'approval-reject':
        await actAs(RejectCoverage, caller, key, { assignment_id: id, reason }, (keyed, input) =>
          this.approvals.reject(keyed, input.assignment_id, input.reason),
        );
        return 'Rejected. Somebody else is found.';
      case 'cover-ask': {
        const asked = await actAs(AssignCoverage, caller, key, { absence_id: id, backup_user_id }, (keyed, input) =>
          this.assigning.assign(keyed, input),
        );
        return `${asked.backup.name} is asked. You hear of the answer.`;
      }
    }
  }

  /** Who could stand in, best first. */
  async candidates(
    caller: CallerContext,
    absenceId: string,
  ): Promise<{ userId: string; name: string; score: number }[]> {
    requireMay(caller, GetBackupSuggestions);
    const { items } = await this.assigning.suggest(caller, asId<AbsenceId>(absenceId));
    return items.map(({ user_id, name, score }) => ({ userId: user_id, name, score }));
  }
}
