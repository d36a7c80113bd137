import { Controller } from '@nestjs/common';
import {
  AcceptCoverage,
  DeclineCoverage,
  GetAssignment,
  type InputOf,
  ListActivities,
  LogActivity,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AnswersService } from './answers.service.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import { CoverageService } from './coverage.service.js';

@Controller()
export class CoverageController {
  constructor(
    private readonly coverage: CoverageService,
    private readonly answers: AnswersService,
  ) {}

  @Endpoint(GetAssignment)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetAssignment>) {
    return this.coverage.get(caller, input.assignment_id).then(toCoverageAssignment);
  }

  @Endpoint(AcceptCoverage)
  accept(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AcceptCoverage>) {
    return this.answers.accept(caller, input.assignment_id);
  }

  @Endpoint(DeclineCoverage)
  decline(@Caller() caller: CallerContext, @Input() input: InputOf<typeof DeclineCoverage>) {
    return this.answers.decline(caller, input.assignment_id, input.reason);
  }

  @Endpoint(LogActivity)
  log(@Caller() caller: CallerContext, @Input() input: InputOf<typeof LogActivity>) {
    return this.answers.log(caller, input);
  }

  @Endpoint(ListActivities)
  listActivities(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListActivities>) {
    return this.coverage.listActivities(caller, input.assignment_id);
  }
}
