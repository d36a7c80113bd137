import { Controller } from '@nestjs/common';
import { GetResponsible, type InputOf, Lookup } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { LookupService } from './lookup.service.js';
import { ResponsibleService } from './responsible.service.js';

@Controller()
export class ResponsibilityController {
  constructor(
    private readonly responsible: ResponsibleService,
    private readonly lookup: LookupService,
  ) {}

  @Endpoint(GetResponsible)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetResponsible>) {
    return this.responsible.of(caller.tenantId, input.customer_id, input.at);
  }

  @Endpoint(Lookup)
  find(@Caller() caller: CallerContext, @Input() input: InputOf<typeof Lookup>) {
    return this.lookup.find(caller, input);
  }
}
