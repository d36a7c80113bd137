import { Controller } from '@nestjs/common';
import { CheckIntegration, type InputOf, ListIntegrations } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { IntegrationsService } from './integrations.service.js';

@Controller()
export class IntegrationsController {
  constructor(private readonly integrations: IntegrationsService) {}

  @Endpoint(ListIntegrations)
  list(@Caller() caller: CallerContext) {
    return this.integrations.list(caller);
  }

  @Endpoint(CheckIntegration)
  check(@Caller() caller: CallerContext, @Input() { kind }: InputOf<typeof CheckIntegration>) {
    return this.integrations.check(caller, kind);
  }
}
