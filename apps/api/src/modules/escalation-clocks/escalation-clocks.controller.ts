import { Controller } from '@nestjs/common';
import { GetEscalationClock, type InputOf, RaiseEscalation, SnoozeEscalation } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationClocksService } from './escalation-clocks.service.js';

@Controller()
export class EscalationClocksController {
  constructor(private readonly clocks: EscalationClocksService) {}

  @Endpoint(SnoozeEscalation)
  snooze(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SnoozeEscalation>) {
    return this.clocks.snooze(caller, input);
  }

  @Endpoint(RaiseEscalation)
  raise(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RaiseEscalation>) {
    return this.clocks.raise(caller, input);
  }

  @Endpoint(GetEscalationClock)
  clock(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationClock>) {
    return this.clocks.clock(caller, input.escalation_id);
  }
}
