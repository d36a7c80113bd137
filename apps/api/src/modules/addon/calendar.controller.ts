import { Controller } from '@nestjs/common';
import { AddonCalendarEvent, AddonCalendarHome, AddonCalendarSync, type InputOf } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CalendarEventCards } from './calendar-event.service.js';
import { CalendarHomeCards } from './calendar-home.service.js';
import { CalendarSightings } from './calendar-sightings.service.js';

@Controller()
export class AddonCalendarController {
  constructor(
    private readonly homeCards: CalendarHomeCards,
    private readonly eventCards: CalendarEventCards,
    private readonly sightings: CalendarSightings,
  ) {}

  @Endpoint(AddonCalendarHome)
  home(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddonCalendarHome>) {
    return this.homeCards.home(caller, input);
  }

  @Endpoint(AddonCalendarEvent)
  event(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddonCalendarEvent>) {
    return this.eventCards.event(caller, input);
  }

  @Endpoint(AddonCalendarSync)
  sync(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddonCalendarSync>) {
    return this.sightings.sync(caller, input);
  }
}
