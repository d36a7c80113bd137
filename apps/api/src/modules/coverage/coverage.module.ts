import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/index.js';
import { CustomersModule } from '../customers/index.js';
import { ActivitiesRepository } from './activities.repository.js';
import { AnswersService } from './answers.service.js';
import { AssignmentRow } from './assignment.entity.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { AssignmentsService } from './assignments.service.js';
import { CandidatesRepository } from './candidates.repository.js';
import { CoverageNews } from './coverage-news.service.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageService } from './coverage.service.js';
import { PresenceRepository } from './presence.repository.js';
import { SuggestionsService } from './suggestions.service.js';

@Module({
  imports: [DatabaseModule.withEntities(AssignmentRow), CustomersModule],
  controllers: [CoverageController],
  providers: [
    AssignmentsRepository,
    PresenceRepository,
    ActivitiesRepository,
    CandidatesRepository,
    CoverageNews,
    AssignmentsService,
    AnswersService,
    SuggestionsService,
    CoverageService,
  ],
  exports: [
    AssignmentsRepository,
    AssignmentsService,
    AnswersService,
    SuggestionsService,
    CoverageService,
    CandidatesRepository,
    CoverageNews,
    PresenceRepository,
  ],
})
export class CoverageModule {}
