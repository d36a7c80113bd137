import { Injectable } from '@nestjs/common';
import type { AnswerSurvey, InputOf, ListSurveys, OutputOf, Survey } from '@understudy/contracts';
import { DomainError, type Span, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { type SurveyRecord, SurveysRepository } from './surveys.repository.js';

type SurveyView = z.output<typeof Survey>;

/** The question after an absence: could you really let go? (PRD-131: CSM satisfaction, post-OOO survey). */
@Injectable()
export class SurveysService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly surveys: SurveysRepository,
    private readonly history: History,
  ) {}

  async list(caller: CallerContext, { open }: InputOf<typeof ListSurveys>): Promise<OutputOf<typeof ListSurveys>> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.surveys.listOf(tx, caller.userId));
    return { items: rows.filter((row) => open === undefined || (row.answeredAt === null) === open).map(toSurvey) };
  }

  /** Once, by whoever was asked; for others it is not there. Only the rating goes into the history, not what was written. */
  answer(caller: CallerContext, input: InputOf<typeof AnswerSurvey>): Promise<SurveyView> {
    return this.tenancy.run(caller, async (tx) => {
      const survey = await this.surveys.find(tx, input.survey_id);
      if (survey?.userId !== caller.userId) throw new DomainError('surveys.not-found');

      const isFirst = await this.surveys.answer(tx, survey.id, input.rating, input.answers ?? {});
      if (!isFirst) throw new DomainError('surveys.answered');
      await this.history.append(tx, {
        type: 'survey.answered',
        subject: { kind: 'absence', id: survey.absenceId },
        ...byCaller(caller),
        data: { survey_id: survey.id, rating: input.rating, asked_as: survey.askedAs },
      });
      return toSurvey({ ...survey, answeredAt: tx.now, rating: input.rating, answers: input.answers ?? {} });
    });
  }

  /** What people who were away answered in that time, 1-5; the mean is null when nobody did. For the success metrics. */
  satisfaction(tx: Tx, span: Span, userIds: readonly UserId[] | null = null) {
    return this.surveys.satisfaction(tx, span, userIds);
  }
}

const toSurvey = (row: SurveyRecord): SurveyView => ({
  id: row.id,
  absence_id: row.absenceId,
  asked_as: row.askedAs,
  about: { starts_at: row.about.startsAt, ends_at: row.about.endsAt },
  time_zone: row.timeZone,
  with: row.with.map(toPersonRef),
  asked_at: row.askedAt,
  answered_at: row.answeredAt,
  rating: row.rating,
  answers: { ...row.answers },
});
