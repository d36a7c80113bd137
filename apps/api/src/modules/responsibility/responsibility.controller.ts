import { Controller } from '@nestjs/common';
import { GetCoverageHistory, GetResponsible, type InputOf, Lookup } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CoverageHistoryService } from './coverage-history.service.js';
import { LookupService } from './lookup.service.js';
import { ResponsibleService } from './responsible.service.js';

@Controller()
export class ResponsibilityController {
  constructor(
    private readonly responsible: ResponsibleService,
    private readonly lookup: LookupService,
    private readonly history: CoverageHistoryService,
  ) {}

  @Endpoint(GetResponsible)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetResponsible>) {
    return this.responsible.of(caller.tenantId, input.customer_id, input.at);
  }

  @Endpoint(GetCoverageHistory)
  listHistory(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageHistory>) {
    return this.history.of(caller, input);
  }

  @Endpoint(Lookup)
  find(@Caller() caller: CallerContext, @Input() input: InputOf<typeof Lookup>) {
    return this.lookup.find(caller, input);
  }
}
