import { Controller } from '@nestjs/common';
import { GetFairness, type InputOf, ListApprovals, TryCoverageRules } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { ApprovalQueue } from './approval-queue.service.js';
import { FairnessService } from './fairness.service.js';
import { RuleTrials } from './rule-trials.service.js';

@Controller()
export class CoverageInsightsController {
  constructor(
    private readonly fairness: FairnessService,
    private readonly trials: RuleTrials,
    private readonly approvals: ApprovalQueue,
  ) {}

  @Endpoint(ListApprovals)
  listApprovals(@Caller() caller: CallerContext) {
    return this.approvals.list(caller);
  }

  @Endpoint(GetFairness)
  getFairness(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetFairness>) {
    return this.fairness.list(caller, input);
  }

  @Endpoint(TryCoverageRules)
  tryRules(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TryCoverageRules>) {
    return this.trials.try(caller, input);
  }
}
