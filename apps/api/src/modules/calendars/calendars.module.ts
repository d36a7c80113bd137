import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { SlaModule } from '../sla/index.js';
import { CalendarPeople } from './calendar-people.service.js';
import { CalendarsController } from './calendars.controller.js';
import { CoverageCalendarService } from './coverage-calendar.service.js';
import { FeedEntries } from './feed-entries.service.js';
import { FeedsRepository } from './feeds.repository.js';
import { FeedsService } from './feeds.service.js';

@Module({
  imports: [AbsencesModule, CoverageModule, CustomersModule, ResponsibilityModule, SlaModule],
  controllers: [CalendarsController],
  providers: [CalendarPeople, CoverageCalendarService, FeedsRepository, FeedEntries, FeedsService],
})
export class CalendarsModule {}
