import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/index.js';
import { CustomersModule } from '../customers/index.js';
import { PoliciesModule } from '../policies/index.js';
import { Acceptances } from './acceptances.service.js';
import { ActivitiesRepository } from './activities.repository.js';
import { AnswersService } from './answers.service.js';
import { ApprovalQueue } from './approval-queue.service.js';
import { ApprovalRights } from './approval-rights.service.js';
import { ApprovalsService } from './approvals.service.js';
import { AskingRights } from './asking-rights.service.js';
import { AssignmentClock } from './assignment-clock.js';
import { AssignmentRow } from './assignment.entity.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { AssignmentsService } from './assignments.service.js';
import { BackupPools } from './backup-pool.service.js';
import { CandidatesRepository } from './candidates.repository.js';
import { CandidatesService } from './candidates.service.js';
import { CoverageJobs } from './coverage-jobs.js';
import { CoverageNews } from './coverage-news.service.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageService } from './coverage.service.js';
import { FairnessService } from './fairness.service.js';
import { CoverageInsightsController } from './insights.controller.js';
import { PresenceRepository } from './presence.repository.js';
import { QuestionsService } from './questions.service.js';
import { ReleasesService } from './releases.service.js';
import { RuleTrials } from './rule-trials.service.js';
import { WaitingQuestionsRepository } from './waiting-questions.repository.js';
import { SuggestionsService } from './suggestions.service.js';

@Module({
  imports: [DatabaseModule.withEntities(AssignmentRow), CustomersModule, PoliciesModule],
  controllers: [CoverageController, CoverageInsightsController],
  providers: [
    AssignmentsRepository,
    WaitingQuestionsRepository,
    PresenceRepository,
    ActivitiesRepository,
    CandidatesRepository,
    CandidatesService,
    BackupPools,
    CoverageNews,
    AssignmentClock,
    Acceptances,
    QuestionsService,
    AskingRights,
    AssignmentsService,
    ApprovalQueue,
    ApprovalRights,
    ApprovalsService,
    ReleasesService,
    CoverageJobs,
    AnswersService,
    SuggestionsService,
    CoverageService,
    FairnessService,
    RuleTrials,
  ],
  exports: [
    AssignmentsRepository,
    WaitingQuestionsRepository,
    AssignmentsService,
    AnswersService,
    ApprovalsService,
    ReleasesService,
    SuggestionsService,
    CoverageService,
    CandidatesRepository,
    CandidatesService,
    BackupPools,
    CoverageNews,
    PresenceRepository,
  ],
})
export class CoverageModule {}
