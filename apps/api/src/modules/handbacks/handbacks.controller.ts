import { Controller } from '@nestjs/common';
import {
  AnswerSurvey,
  CompleteHandback,
  GetHandback,
  GiveFeedback,
  type InputOf,
  ListAbsenceHandbacks,
  ListSurveys,
  ProposeHandbackMeeting,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { HandbackMeetings } from './handback-meetings.service.js';
import { HandbacksService } from './handbacks.service.js';
import { ReturnsService } from './returns.service.js';
import { SurveysService } from './surveys.service.js';

@Controller()
export class HandbacksController {
  constructor(
    private readonly handbacks: HandbacksService,
    private readonly returns: ReturnsService,
    private readonly meetings: HandbackMeetings,
    private readonly surveys: SurveysService,
  ) {}

  @Endpoint(GetHandback)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetHandback>) {
    return this.handbacks.get(caller, input.assignment_id);
  }

  @Endpoint(ListAbsenceHandbacks)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListAbsenceHandbacks>) {
    return this.handbacks.listOfAbsence(caller, input.absence_id);
  }

  @Endpoint(CompleteHandback)
  complete(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CompleteHandback>) {
    return this.handbacks.complete(caller, input);
  }

  @Endpoint(GiveFeedback)
  giveFeedback(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GiveFeedback>) {
    return this.handbacks.giveFeedback(caller, input);
  }

  @Endpoint(ProposeHandbackMeeting)
  proposeMeeting(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ProposeHandbackMeeting>) {
    return this.meetings.propose(caller, input);
  }

  @Endpoint(ReturnFromAbsence)
  return(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReturnFromAbsence>) {
    return this.returns.return(caller, input.coverage_id);
  }

  @Endpoint(ListSurveys)
  listSurveys(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListSurveys>) {
    return this.surveys.list(caller, input);
  }

  @Endpoint(AnswerSurvey)
  answerSurvey(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AnswerSurvey>) {
    return this.surveys.answer(caller, input);
  }
}
