import { Controller } from '@nestjs/common';
import {
  BroadcastEscalation,
  type InputOf,
  ListEscalationBroadcasts,
  ListEscalationUpdates,
  PostEscalationUpdate,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationBroadcasts } from './broadcasts.service.js';
import { EscalationUpdates } from './updates.service.js';

@Controller()
export class EscalationThreadController {
  constructor(
    private readonly updates: EscalationUpdates,
    private readonly broadcasts: EscalationBroadcasts,
  ) {}

  @Endpoint(PostEscalationUpdate)
  post(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PostEscalationUpdate>) {
    return this.updates.post(caller, input);
  }

  @Endpoint(ListEscalationUpdates)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListEscalationUpdates>) {
    return this.updates.list(caller, input);
  }

  @Endpoint(BroadcastEscalation)
  broadcast(@Caller() caller: CallerContext, @Input() input: InputOf<typeof BroadcastEscalation>) {
    return this.broadcasts.send(caller, input);
  }

  @Endpoint(ListEscalationBroadcasts)
  listBroadcasts(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListEscalationBroadcasts>) {
    return this.broadcasts.list(caller, input);
  }
}
