import { Controller } from '@nestjs/common';
import { CheckSetup, type InputOf, ProposeSetup, ReviewSetup, SaveSetup } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { SetupSteps } from './setup-steps.service.js';

@Controller()
export class SetupStepsController {
  constructor(private readonly steps: SetupSteps) {}

  @Endpoint(ProposeSetup)
  propose(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ProposeSetup>) {
    return this.steps.propose(caller, input);
  }

  @Endpoint(ReviewSetup)
  review(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReviewSetup>) {
    return this.steps.review(caller, input);
  }

  @Endpoint(CheckSetup)
  check(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CheckSetup>) {
    return this.steps.check(caller, input);
  }

  @Endpoint(SaveSetup)
  save(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SaveSetup>) {
    return this.steps.save(caller, input);
  }
}
