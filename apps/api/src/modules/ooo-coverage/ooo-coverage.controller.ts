import { Controller } from '@nestjs/common';
import { GetCurrentCoverage, type InputOf } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { OOOCoverageService } from './ooo-coverage.service.js';

@Controller()
export class OOOCoverageController {
  constructor(private readonly coverage: OOOCoverageService) {}

  @Endpoint(GetCurrentCoverage)
  current(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCurrentCoverage>) {
    return this.coverage.current(caller, input.csm_id);
  }
}
