import { Controller } from '@nestjs/common';
import { GetEscalationPlaybook, type InputOf, SettleAction } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { PlaybookActions } from './playbook-actions.service.js';

@Controller()
export class PlaybookActionsController {
  constructor(private readonly actions: PlaybookActions) {}

  @Endpoint(GetEscalationPlaybook)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationPlaybook>) {
    return this.actions.list(caller, input.escalation_id);
  }

  @Endpoint(SettleAction)
  settle(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SettleAction>) {
    return this.actions.settle(caller, input);
  }
}
