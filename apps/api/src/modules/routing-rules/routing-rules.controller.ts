import { Controller } from '@nestjs/common';
import {
  CheckRoutingRules,
  CreateRoutingRule,
  GetRoutingRule,
  GetRoutingVersion,
  type InputOf,
  ListRoutingRules,
  ListRoutingVersions,
  MoveRoutingRule,
  RemoveRoutingRule,
  ReplaceRoutingRule,
  ReplaceRoutingRules,
  TryRoutingRules,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { RoutingChecks } from './routing-checks.service.js';
import { RoutingRulesService } from './routing-rules.service.js';
import { RoutingTrials } from './routing-trials.service.js';

@Controller()
export class RoutingRulesController {
  constructor(
    private readonly rules: RoutingRulesService,
    private readonly checks: RoutingChecks,
    private readonly trials: RoutingTrials,
  ) {}

  @Endpoint(ListRoutingRules)
  list(@Caller() caller: CallerContext) {
    return this.rules.list(caller);
  }

  @Endpoint(ReplaceRoutingRules)
  replaceAll(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReplaceRoutingRules>) {
    return this.rules.replaceAll(caller, input);
  }

  @Endpoint(CheckRoutingRules)
  check(@Caller() caller: CallerContext) {
    return this.checks.check(caller);
  }

  @Endpoint(TryRoutingRules)
  try(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TryRoutingRules>) {
    return this.trials.try(caller, input);
  }

  @Endpoint(ListRoutingVersions)
  versions(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListRoutingVersions>) {
    return this.rules.versions(caller, input);
  }

  @Endpoint(GetRoutingVersion)
  version(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetRoutingVersion>) {
    return this.rules.version(caller, input.routing_book_id);
  }

  @Endpoint(CreateRoutingRule)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateRoutingRule>) {
    return this.rules.create(caller, input);
  }

  @Endpoint(GetRoutingRule)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetRoutingRule>) {
    return this.rules.get(caller, input.routing_rule_id);
  }

  @Endpoint(ReplaceRoutingRule)
  replace(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReplaceRoutingRule>) {
    return this.rules.replace(caller, input);
  }

  @Endpoint(MoveRoutingRule)
  move(@Caller() caller: CallerContext, @Input() input: InputOf<typeof MoveRoutingRule>) {
    return this.rules.move(caller, input);
  }

  @Endpoint(RemoveRoutingRule)
  remove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveRoutingRule>) {
    return this.rules.remove(caller, input);
  }
}
