import { Controller } from '@nestjs/common';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  ChangeEscalation,
  CloseEscalation,
  type InputOf,
  RemoveEscalationStakeholder,
  ReopenEscalation,
  ResolveEscalation,
  VoidEscalation,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationActions } from './escalation-actions.service.js';

@Controller()
export class EscalationActionsController {
  constructor(private readonly actions: EscalationActions) {}

  @Endpoint(ChangeEscalation)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeEscalation>) {
    return this.actions.change(caller, input);
  }

  @Endpoint(VoidEscalation)
  void(@Caller() caller: CallerContext, @Input() input: InputOf<typeof VoidEscalation>) {
    return this.actions.void(caller, input.escalation_id, input.reason);
  }

  @Endpoint(AcknowledgeEscalation)
  acknowledge(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AcknowledgeEscalation>) {
    return this.actions.acknowledge(caller, input.escalation_id);
  }

  @Endpoint(ResolveEscalation)
  resolve(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ResolveEscalation>) {
    return this.actions.resolve(caller, input);
  }

  @Endpoint(CloseEscalation)
  close(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CloseEscalation>) {
    return this.actions.close(caller, input.escalation_id, input.reason);
  }

  @Endpoint(ReopenEscalation)
  reopen(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ReopenEscalation>) {
    return this.actions.reopen(caller, input.escalation_id, input.reason);
  }

  @Endpoint(AddEscalationStakeholder)
  addStakeholder(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddEscalationStakeholder>) {
    return this.actions.addStakeholder(caller, input);
  }

  @Endpoint(RemoveEscalationStakeholder)
  removeStakeholder(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveEscalationStakeholder>) {
    return this.actions.removeStakeholder(caller, input);
  }
}
