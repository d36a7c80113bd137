import { Module } from '@nestjs/common';
import { EscalationReportsModule } from '../escalation-reports/index.js';
import { ConversationsModule } from '../conversations/index.js';
import { HandbacksModule } from '../handbacks/index.js';
import { ReportScopesModule } from '../report-scopes/index.js';
import { AnswerTimes } from './answer-times.service.js';
import { CounterJobs } from './counter-jobs.js';
import { CounterPatrol } from './counter-patrol.js';
import { CoverageReportsService } from './coverage-reports.service.js';
import { MetricsService } from './metrics.service.js';
import { ReportFactsService } from './report-facts.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';

@Module({
  imports: [ConversationsModule, EscalationReportsModule, HandbacksModule, ReportScopesModule],
  controllers: [ReportsController],
  providers: [
    ReportsRepository,
    AnswerTimes,
    ReportFactsService,
    MetricsService,
    CoverageReportsService,
    CounterJobs,
    CounterPatrol,
  ],
})
export class ReportingModule {}
