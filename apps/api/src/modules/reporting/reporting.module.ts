import { Module } from '@nestjs/common';
import { HandbacksModule } from '../handbacks/index.js';
import { CounterJobs } from './counter-jobs.js';
import { CoverageReportsService } from './coverage-reports.service.js';
import { MetricsService } from './metrics.service.js';
import { ReportFactsService } from './report-facts.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsRepository } from './reports.repository.js';

@Module({
  imports: [HandbacksModule],
  controllers: [ReportsController],
  providers: [ReportsRepository, ReportFactsService, MetricsService, CoverageReportsService, CounterJobs],
})
export class ReportingModule {}
