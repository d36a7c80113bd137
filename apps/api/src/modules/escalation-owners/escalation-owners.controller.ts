import { Controller } from '@nestjs/common';
import { AssignEscalation, type InputOf, SuggestOwners, SuggestOwnersForNew } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AssigningService } from './assigning.service.js';
import { OwnerSuggestionsService } from './owner-suggestions.service.js';

@Controller()
export class EscalationOwnersController {
  constructor(
    private readonly assigning: AssigningService,
    private readonly suggestions: OwnerSuggestionsService,
  ) {}

  @Endpoint(SuggestOwnersForNew)
  suggestForNew(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SuggestOwnersForNew>) {
    return this.suggestions.forNew(caller, input);
  }

  @Endpoint(SuggestOwners)
  suggest(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SuggestOwners>) {
    return this.suggestions.of(caller, input.escalation_id);
  }

  @Endpoint(AssignEscalation)
  assign(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AssignEscalation>) {
    return this.assigning.assign(caller, input);
  }
}
