import { Controller } from '@nestjs/common';
import { GetCoverageProof, GetCoverageResilience, type InputOf, WhatIfAbsence } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { ContinuityService } from './continuity.service.js';
import { WhatIfService } from './what-if.service.js';

@Controller()
export class ContinuityController {
  constructor(
    private readonly continuity: ContinuityService,
    private readonly whatIf: WhatIfService,
  ) {}

  @Endpoint(GetCoverageProof)
  prove(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageProof>) {
    return this.continuity.prove(caller, input);
  }

  @Endpoint(GetCoverageResilience)
  resilience(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageResilience>) {
    return this.continuity.resilience(caller, input);
  }

  @Endpoint(WhatIfAbsence)
  ask(@Caller() caller: CallerContext, @Input() input: InputOf<typeof WhatIfAbsence>) {
    return this.whatIf.ask(caller, input);
  }
}
