import { Controller } from '@nestjs/common';
import {
  AcknowledgeBrief,
  AcknowledgeBriefs,
  AddBriefNote,
  GetCustomerBrief,
  GetHandoff,
  type InputOf,
  ListBriefs,
  ListDepartureCustomers,
  PutDepartureNote,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { BriefAnswers } from './brief-answers.service.js';
import { BriefsService } from './briefs.service.js';
import { DepartureService } from './departure.service.js';
import { HandoffService } from './handoff.service.js';

@Controller()
export class BriefsController {
  constructor(
    private readonly briefs: BriefsService,
    private readonly answers: BriefAnswers,
    private readonly handoffs: HandoffService,
    private readonly departure: DepartureService,
  ) {}

  @Endpoint(ListBriefs)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListBriefs>) {
    return this.briefs.list(caller, input);
  }

  @Endpoint(GetCustomerBrief)
  ofCustomer(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomerBrief>) {
    return this.briefs.ofCustomer(caller, input);
  }

  @Endpoint(GetHandoff)
  handoff(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetHandoff>) {
    return this.handoffs.get(caller, input.coverage_id);
  }

  @Endpoint(AddBriefNote)
  addNote(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddBriefNote>) {
    return this.answers.addNote(caller, input.brief_id, input.note);
  }

  @Endpoint(AcknowledgeBrief)
  acknowledge(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AcknowledgeBrief>) {
    return this.answers.acknowledge(caller, input.brief_id);
  }

  @Endpoint(AcknowledgeBriefs)
  acknowledgeAll(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AcknowledgeBriefs>) {
    return this.answers.acknowledgeAll(caller, input);
  }

  @Endpoint(ListDepartureCustomers)
  departing(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListDepartureCustomers>) {
    return this.departure.list(caller, input.absence_id);
  }

  @Endpoint(PutDepartureNote)
  putNote(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutDepartureNote>) {
    return this.departure.putNote(caller, input);
  }
}
