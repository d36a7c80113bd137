import { Module } from '@nestjs/common';
import { EscalationReportsModule } from '../escalation-reports/index.js';
import { HandbacksModule } from '../handbacks/index.js';
import { ReportScopesModule } from '../report-scopes/index.js';
import { CounterJobs } from './counter-jobs.js';
import { CoverageReportsService } from './coverage-reports.service.js';
import { MetricsService } from './metrics.service.js';
import { ReportFactsService } from './report-facts.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';

@Module({
  imports: [EscalationReportsModule, HandbacksModule, ReportScopesModule],
  controllers: [ReportsController],
  providers: [ReportsRepository, ReportFactsService, MetricsService, CoverageReportsService, CounterJobs],
})
export class ReportingModule {}
