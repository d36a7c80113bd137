import { Controller } from '@nestjs/common';
import {
  ChangeCoverageRule,
  CreateCoverageRule,
  type InputOf,
  ListCoveragePolicies,
  ListCoverageRules,
  OrderCoverageRules,
  PutCoveragePolicy,
  PutDefaultCoveragePolicy,
  RemoveCoverageRule,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AdminPoliciesService } from './admin-policies.service.js';
import { CoverageRulesService } from './coverage-rules.service.js';

@Controller()
export class PoliciesController {
  constructor(
    private readonly policies: AdminPoliciesService,
    private readonly rules: CoverageRulesService,
  ) {}

  @Endpoint(ListCoveragePolicies)
  listPolicies(@Caller() caller: CallerContext) {
    return this.policies.list(caller);
  }

  @Endpoint(PutDefaultCoveragePolicy)
  putDefaultPolicy(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutDefaultCoveragePolicy>) {
    return this.policies.put(caller, null, input);
  }

  @Endpoint(PutCoveragePolicy)
  putPolicy(@Caller() caller: CallerContext, @Input() { team_id, ...input }: InputOf<typeof PutCoveragePolicy>) {
    return this.policies.put(caller, team_id, input);
  }

  @Endpoint(ListCoverageRules)
  listRules(@Caller() caller: CallerContext) {
    return this.rules.list(caller);
  }

  @Endpoint(CreateCoverageRule)
  createRule(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateCoverageRule>) {
    return this.rules.create(caller, input);
  }

  @Endpoint(ChangeCoverageRule)
  changeRule(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeCoverageRule>) {
    return this.rules.change(caller, input);
  }

  @Endpoint(RemoveCoverageRule)
  removeRule(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveCoverageRule>) {
    return this.rules.remove(caller, input.coverage_rule_id);
  }

  @Endpoint(OrderCoverageRules)
  orderRules(@Caller() caller: CallerContext, @Input() input: InputOf<typeof OrderCoverageRules>) {
    return this.rules.order(caller, input);
  }
}
