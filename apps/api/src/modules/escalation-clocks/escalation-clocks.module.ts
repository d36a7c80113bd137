import { Module } from '@nestjs/common';
import { EscalationsModule } from '../escalations/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { SlaModule } from '../sla/index.js';
import { ActivityRepository } from './activity.repository.js';
import { CalendarApplying } from './calendar-applying.js';
import { ClimbJobs } from './climb-jobs.js';
import { Climbing } from './climbing.service.js';
import { ClimbsRepository } from './climbs.repository.js';
import { ClockJobs } from './clock-jobs.js';
import { ClockReasons } from './clock-reasons.service.js';
import { ClockWork } from './clock-work.service.js';
import { EscalationClocksController } from './escalation-clocks.controller.js';
import { EscalationClocksService } from './escalation-clocks.service.js';
import { OwnerSearch } from './owner-search.service.js';
import { Snoozing } from './snoozing.service.js';

@Module({
  imports: [EscalationsModule, ResponsibilityModule, SlaModule],
  controllers: [EscalationClocksController],
  providers: [
    ActivityRepository,
    CalendarApplying,
    ClimbJobs,
    Climbing,
    ClimbsRepository,
    ClockJobs,
    ClockReasons,
    ClockWork,
    EscalationClocksService,
    OwnerSearch,
    Snoozing,
  ],
})
export class EscalationClocksModule {}
