import { Controller } from '@nestjs/common';
import {
  ApproveCustomerDraft,
  ChangeCustomerDraft,
  CreateCustomerDraft,
  GetCustomerDraft,
  type InputOf,
  ListCustomerDrafts,
  ProposeCustomerDraft,
  RejectCustomerDraft,
  SendCustomerDraft,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CustomerDrafts } from './customer-drafts.service.js';
import { DraftDecisions } from './draft-decisions.service.js';

@Controller()
export class CustomerDraftsController {
  constructor(
    private readonly drafts: CustomerDrafts,
    private readonly decisions: DraftDecisions,
  ) {}

  @Endpoint(ProposeCustomerDraft)
  propose(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ProposeCustomerDraft>) {
    return this.drafts.propose(caller, input);
  }

  @Endpoint(CreateCustomerDraft)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateCustomerDraft>) {
    return this.drafts.create(caller, input);
  }

  @Endpoint(ListCustomerDrafts)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListCustomerDrafts>) {
    return this.drafts.list(caller, input.escalation_id);
  }

  @Endpoint(GetCustomerDraft)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomerDraft>) {
    return this.drafts.get(caller, input.escalation_id, input.draft_id);
  }

  @Endpoint(ChangeCustomerDraft)
  change(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ChangeCustomerDraft>) {
    return this.drafts.change(caller, input);
  }

  @Endpoint(ApproveCustomerDraft)
  approve(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ApproveCustomerDraft>) {
    return this.decisions.approve(caller, input);
  }

  @Endpoint(RejectCustomerDraft)
  reject(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RejectCustomerDraft>) {
    return this.decisions.reject(caller, input);
  }

  @Endpoint(SendCustomerDraft)
  send(@Caller() caller: CallerContext, @Input() input: InputOf<typeof SendCustomerDraft>) {
    return this.decisions.send(caller, input);
  }
}
