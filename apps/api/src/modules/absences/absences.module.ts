import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { AbsenceEdits } from './absence-edits.service.js';
import { AbsenceEntry } from './absence-entry.service.js';
import { AbsorbingService } from './absorbing.service.js';
import { SeriesChanges } from './series-changes.service.js';
import { SeriesJobs } from './series-jobs.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';
import { AbsenceChanges } from './absence-changes.service.js';
import { AbsenceIntakeService } from './absence-intake.service.js';
import { AbsenceJobs } from './absence-jobs.js';
import { AbsenceLifecycle } from './absence-lifecycle.service.js';
import { AbsenceRights } from './absence-rights.service.js';
import { AbsenceSettingsController } from './absence-settings.controller.js';
import { AbsenceSettingsService } from './absence-settings.service.js';
import { AbsenceTrials } from './absence-trials.service.js';
import { AbsenceViews } from './absence-views.service.js';
import { AbsenceRow } from './absence.entity.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesRepository } from './absences.repository.js';
import { AbsencesService } from './absences.service.js';
import { AutomaticAsking } from './automatic-asking.service.js';
import { CalendarAbsences } from './calendar-absences.js';
import { AskingJobs } from './asking-jobs.js';
import { AssigningController } from './assigning.controller.js';
import { AssigningService } from './assigning.service.js';
import { LadderGaps } from './ladder-gaps.service.js';
import { ReassigningService } from './reassigning.service.js';
import { UncoveredTimes } from './uncovered-times.service.js';

@Module({
  imports: [DatabaseModule.withEntities(AbsenceRow), CoverageModule, CustomersModule, ResponsibilityModule],
  controllers: [AbsencesController, AssigningController, AbsenceSettingsController],
  providers: [
    AbsencesRepository,
    AbsenceLifecycle,
    AbsenceViews,
    AbsenceRights,
    AbsencesService,
    AbsenceEntry,
    AbsenceEdits,
    AbsenceTrials,
    AbsenceChanges,
    AbsorbingService,
    SeriesRepository,
    SeriesService,
    SeriesChanges,
    SeriesJobs,
    AssigningService,
    AutomaticAsking,
    LadderGaps,
    AskingJobs,
    ReassigningService,
    UncoveredTimes,
    AbsenceSettingsService,
    AbsenceIntakeService,
    AbsenceJobs,
    CalendarAbsences,
  ],
  exports: [
    AbsenceChanges,
    AbsenceEdits,
    AssigningService,
    AbsenceEntry,
    AbsenceTrials,
    AutomaticAsking,
    AbsenceLifecycle,
    AbsenceRights,
    AbsenceIntakeService,
    CalendarAbsences,
    AbsencesRepository,
    AbsenceViews,
  ],
})
export class AbsencesModule {}
