import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { AbsenceChanges } from './absence-changes.service.js';
import { AbsenceIntakeService } from './absence-intake.service.js';
import { AbsenceJobs } from './absence-jobs.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { AbsenceRights } from './absence-rights.service.js';
import { AbsenceViews } from './absence-views.service.js';
import { AbsenceRow } from './absence.entity.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesRepository } from './absences.repository.js';
import { AbsencesService } from './absences.service.js';
import { AutomaticAsking } from './automatic-asking.service.js';
import { CalendarAbsences } from './calendar-absences.js';
import { AssigningService } from './assigning.service.js';

@Module({
  imports: [DatabaseModule.withEntities(AbsenceRow), CoverageModule, CustomersModule],
  controllers: [AbsencesController],
  providers: [
    AbsencesRepository,
    AbsenceLifecycle,
    AbsenceViews,
    AbsenceRights,
    AbsencesService,
    AbsenceChanges,
    AssigningService,
    AutomaticAsking,
    AbsenceIntakeService,
    AbsenceJobs,
    CalendarAbsences,
  ],
  exports: [AbsenceIntakeService, AbsenceLifecycle, CalendarAbsences, AbsencesRepository, AbsenceViews],
})
export class AbsencesModule {}
