import { Controller } from '@nestjs/common';
import { GetFairness, type InputOf, TryCoverageRules } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { FairnessService } from './fairness.service.js';
import { RuleTrials } from './rule-trials.service.js';

@Controller()
export class CoverageInsightsController {
  constructor(
    private readonly fairness: FairnessService,
    private readonly trials: RuleTrials,
  ) {}

  @Endpoint(GetFairness)
  getFairness(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetFairness>) {
    return this.fairness.list(caller, input);
  }

  @Endpoint(TryCoverageRules)
  tryRules(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TryCoverageRules>) {
    return this.trials.try(caller, input);
  }
}
