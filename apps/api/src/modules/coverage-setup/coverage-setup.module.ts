import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { NoticesModule } from '../notices/index.js';
import { PoliciesModule } from '../policies/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { ChosenSetup } from './chosen-setup.service.js';
import { CoverageSetupController } from './coverage-setup.controller.js';
import { PortfolioChanges } from './portfolio-changes.service.js';
import { PortfolioJobs } from './portfolio-jobs.js';
import { PortfolioRepository } from './portfolio.repository.js';
import { ResplitService } from './resplit.service.js';
import { SetupAsking } from './setup-asking.service.js';
import { SetupDesk } from './setup-desk.service.js';
import { SetupNews } from './setup-news.service.js';
import { SetupProof } from './setup-proof.service.js';
import { SetupRecords } from './setup-records.service.js';
import { SetupService } from './setup.service.js';
import { SetupStepsController } from './setup-steps.controller.js';
import { SetupSteps } from './setup-steps.service.js';
import { SetupsRepository } from './setups.repository.js';
import { ShareChanges } from './share-changes.service.js';
import { SplitDesk } from './split-desk.service.js';
import { SplitFactsRepository } from './split-facts.repository.js';
import { SplitPreview } from './split-preview.service.js';
import { TakeoverPlans } from './takeover-plans.service.js';
import { TakeoverRights } from './takeover-rights.service.js';
import { TakeoversRepository } from './takeovers.repository.js';
import { TakeoversService } from './takeovers.service.js';

@Module({
  imports: [
    AbsencesModule,
    BriefsModule,
    CoverageModule,
    CustomersModule,
    NoticesModule,
    PoliciesModule,
    ResponsibilityModule,
  ],
  controllers: [CoverageSetupController, SetupStepsController],
  providers: [
    SetupService,
    SetupAsking,
    SetupRecords,
    SetupsRepository,
    SetupNews,
    SplitDesk,
    SplitFactsRepository,
    SplitPreview,
    ResplitService,
    ShareChanges,
    TakeoversService,
    TakeoverPlans,
    TakeoverRights,
    TakeoversRepository,
    PortfolioChanges,
    PortfolioRepository,
    PortfolioJobs,
    SetupDesk,
    SetupProof,
    ChosenSetup,
    SetupSteps,
  ],
  exports: [ChosenSetup, TakeoversService],
})
export class CoverageSetupModule {}
