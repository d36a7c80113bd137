import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { PoliciesModule } from '../policies/index.js';
import { BriefAccess } from './brief-access.service.js';
import { BriefAnswers } from './brief-answers.service.js';
import { BriefDesk } from './brief-desk.service.js';
import { BriefGateJobs } from './brief-gate-jobs.js';
import { BriefGate } from './brief-gate.service.js';
import { BriefJobs } from './brief-jobs.js';
import { BriefNews } from './brief-news.service.js';
import { BriefsController } from './briefs.controller.js';
import { BriefsRepository } from './briefs.repository.js';
import { BriefsService } from './briefs.service.js';
import { DepartureNotesRepository } from './departure-notes.repository.js';
import { DepartureService } from './departure.service.js';
import { GateHours } from './gate-hours.service.js';
import { HandoffService } from './handoff.service.js';
import { HandoffsRepository } from './handoffs.repository.js';
import { OwnerAbsencesRepository } from './owner-absences.repository.js';

@Module({
  imports: [AbsencesModule, CoverageModule, CustomersModule, PoliciesModule],
  controllers: [BriefsController],
  providers: [
    OwnerAbsencesRepository,
    DepartureNotesRepository,
    HandoffsRepository,
    BriefsRepository,
    BriefAccess,
    BriefDesk,
    BriefNews,
    BriefsService,
    BriefAnswers,
    HandoffService,
    BriefGate,
    GateHours,
    DepartureService,
    BriefJobs,
    BriefGateJobs,
  ],
  exports: [
    BriefsService,
    BriefAnswers,
    BriefDesk,
    BriefGate,
    HandoffService,
    DepartureNotesRepository,
    DepartureService,
  ],
})
export class BriefsModule {}
