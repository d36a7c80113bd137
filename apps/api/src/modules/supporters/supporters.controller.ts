import { Controller } from '@nestjs/common';
import {
  ChangeSupporter,
  EscalateConversation,
  GetSupporterPerformance,
  type InputOf,
  KeepEscalation,
  ListSupportEscalations,
  ListSupporters,
  SetSupporterAvailability,
  SetSupportStatus,
  TakeNextConversation,
  TransferEscalation,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalatingService } from './escalating.service.js';
import { HandingOver } from './handing-over.service.js';
import { PerformanceService } from './performance.service.js';
import { SupportEscalationsService } from './support-escalations.service.js';
import { SupportersService } from './supporters.service.js';
import { TakingNext } from './taking-next.service.js';

/** The supporter document's API, beside what design/api.md adds to it. */
@Controller()
export class SupportersController {
  constructor(
    private readonly escalating: EscalatingService,
    private readonly escalations: SupportEscalationsService,
    private readonly supporters: SupportersService,
    private readonly handingOver: HandingOver,
    private readonly takingNext: TakingNext,
    private readonly performance: PerformanceService,
  ) {}

  /** `POST /api/{tenant_id}/escalate`: 200 with who has it, 503 `supporters.none-free` with where it waits. */
  @Endpoint(EscalateConversation)
  escalate(@Caller() caller: CallerContext, @Input() input: InputOf<typeof EscalateConversation>) {
    return this.escalating.escalate(caller, input);
  }

  /** `GET /api/{tenant_id}/escalations`: newest first, by status and by whoever has it. */
  @Endpoint(ListSupportEscalations)
  listEscalations(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListSupportEscalations>) {
    return this.escalations.list(caller, input);
  }

  /** `PATCH /api/{tenant_id}/escalations/{escalation_id}/status`: owners and whoever manages them; 409 names where it may go. */
  @Endpoint(SetSupportStatus)
  setStatus(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetSupportStatus>) {
    return this.escalations.setStatus(caller, input);
  }

  /** `GET /api/{tenant_id}/supporters`: whether each can take one, and what they carry. */
  @Endpoint(ListSupporters)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListSupporters>) {
    return this.supporters.list(caller, input);
  }

  /** `PATCH /api/{tenant_id}/supporters/{supporter_id}/availability`: one's own, or of somebody one manages. */
  @Endpoint(SetSupporterAvailability)
  setAvailability(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SetSupporterAvailability>) {
    return this.supporters.setAvailability(caller, input);
  }

  /** `PATCH /api/{tenant_id}/supporters/{supporter_id}`: the cap, by admins. */
  @Endpoint(ChangeSupporter)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeSupporter>) {
    return this.supporters.setCap(caller, input);
  }

  /** `POST /api/{tenant_id}/supporters/{supporter_id}/next`: whoever waits with the most need, never above the cap. */
  @Endpoint(TakeNextConversation)
  takeNext(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TakeNextConversation>) {
    return this.takingNext.take(caller, input.supporter_id);
  }

  /** `GET /api/{tenant_id}/supporters/performance`. */
  @Endpoint(GetSupporterPerformance)
  report(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetSupporterPerformance>) {
    return this.performance.report(caller, input);
  }

  /** `POST /api/escalations/{escalation_id}/transfer`. */
  @Endpoint(TransferEscalation)
  transfer(@Caller() caller: CallerContext, @Input() input: InputOf<typeof TransferEscalation>) {
    return this.handingOver.transfer(caller, input);
  }

  /** `POST /api/escalations/{escalation_id}/keep`. */
  @Endpoint(KeepEscalation)
  keep(@Caller() caller: CallerContext, @Input() input: InputOf<typeof KeepEscalation>) {
    return this.handingOver.keep(caller, input.escalation_id);
  }
}
