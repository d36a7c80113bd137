import { Controller } from '@nestjs/common';
import { AcknowledgeBrief, AddBriefNote, GetCustomerBrief, type InputOf, ListBriefs } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { BriefsService } from './briefs.service.js';

@Controller()
export class BriefsController {
  constructor(private readonly briefs: BriefsService) {}

  @Endpoint(ListBriefs)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListBriefs>) {
    return this.briefs.list(caller, input.assignment_id);
  }

  @Endpoint(GetCustomerBrief)
  ofCustomer(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCustomerBrief>) {
    return this.briefs.ofCustomer(caller, input);
  }

  @Endpoint(AddBriefNote)
  addNote(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddBriefNote>) {
    return this.briefs.addNote(caller, input.brief_id, input.note);
  }

  @Endpoint(AcknowledgeBrief)
  acknowledge(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AcknowledgeBrief>) {
    return this.briefs.acknowledge(caller, input.brief_id);
  }
}
