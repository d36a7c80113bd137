import { type DynamicModule, Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CoverageSetupModule } from '../coverage-setup/index.js';
import { CustomersModule } from '../customers/index.js';
import { GoogleChangeSettings } from '../google-changes/index.js';
import { NoticesModule } from '../notices/index.js';
import { AbsenceCards } from './calendar-absence.service.js';
import { CalendarActions } from './calendar-actions.service.js';
import { CalendarEventCards } from './calendar-event.service.js';
import { CalendarFrames } from './calendar-frame.service.js';
import { CalendarHomeCards } from './calendar-home.service.js';
import { MeetingCards } from './calendar-meeting.service.js';
import { CalendarSetups } from './calendar-setup.service.js';
import { CalendarSetupsRepository } from './calendar-setups.repository.js';
import { CalendarSightings } from './calendar-sightings.service.js';
import { AddonCalendarController } from './calendar.controller.js';

/** The add-on in Google Calendar. */
@Module({})
export class AddonCalendarModule {
  /** `google` reads calendars; the very module that the product has, not a second one. */
  static of(google: DynamicModule): DynamicModule {
    return {
      module: AddonCalendarModule,
      imports: [google, AbsencesModule, CoverageModule, CoverageSetupModule, CustomersModule, NoticesModule],
      controllers: [AddonCalendarController],
      providers: [
        GoogleChangeSettings,
        CalendarFrames,
        CalendarSetupsRepository,
        CalendarHomeCards,
        CalendarSightings,
        CalendarSetups,
        AbsenceCards,
        MeetingCards,
        CalendarEventCards,
        CalendarActions,
      ],
      exports: [CalendarActions, CalendarHomeCards],
    };
  }
}
