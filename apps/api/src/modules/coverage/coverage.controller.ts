import { Controller } from '@nestjs/common';
import {
  AcceptCoverage,
  ApproveCoverage,
  DeclineCoverage,
  GetAssignment,
  type InputOf,
  ListActivities,
  LogActivity,
  RejectCoverage,
  ReleaseCoverage,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AnswersService } from './answers.service.js';
import { ApprovalsService } from './approvals.service.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import { CoverageService } from './coverage.service.js';
import { ReleasesService } from './releases.service.js';

@Controller()
export class CoverageController {
  constructor(
    private readonly coverage: CoverageService,
    private readonly answers: AnswersService,
    private readonly approvals: ApprovalsService,
    private readonly releases: ReleasesService,
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

  @Endpoint(ApproveCoverage)
  approve(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ApproveCoverage>) {
    return this.approvals.approve(caller, input.assignment_id);
  }

  @Endpoint(RejectCoverage)
  reject(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RejectCoverage>) {
    return this.approvals.reject(caller, input.assignment_id, input.reason);
  }

  @Endpoint(ReleaseCoverage)
  release(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReleaseCoverage>) {
    return this.releases.release(caller, input.assignment_id, input.reason);
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
