import { Controller } from '@nestjs/common';
import {
  CreateCalendar,
  GetSlaPolicy,
  type InputOf,
  ListCalendars,
  PutCalendar,
  PutCategorySla,
  PutSlaPolicy,
  RemoveCalendar,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CalendarsService } from './calendars.service.js';
import { SlaService } from './sla.service.js';

@Controller()
export class SlaController {
  constructor(
    private readonly calendars: CalendarsService,
    private readonly sla: SlaService,
  ) {}

  @Endpoint(ListCalendars)
  listCalendars(@Caller() caller: CallerContext) {
    return this.calendars.list(caller);
  }

  @Endpoint(CreateCalendar)
  createCalendar(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateCalendar>) {
    return this.calendars.create(caller, input);
  }

  @Endpoint(PutCalendar)
  changeCalendar(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCalendar>) {
    return this.calendars.change(caller, input);
  }

  @Endpoint(RemoveCalendar)
  removeCalendar(@Caller() caller: CallerContext, @Input() input: InputOf<typeof RemoveCalendar>) {
    return this.calendars.remove(caller, input.calendar_id);
  }

  @Endpoint(GetSlaPolicy)
  getPolicy(@Caller() caller: CallerContext) {
    return this.sla.get(caller);
  }

  @Endpoint(PutSlaPolicy)
  putPolicy(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutSlaPolicy>) {
    return this.sla.put(caller, input);
  }

  @Endpoint(PutCategorySla)
  putCategory(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutCategorySla>) {
    return this.sla.putCategory(caller, input);
  }
}
