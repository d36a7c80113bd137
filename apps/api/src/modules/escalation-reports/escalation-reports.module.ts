import { Module } from '@nestjs/common';
import { EscalationsModule } from '../escalations/index.js';
import { ReportScopesModule } from '../report-scopes/index.js';
import { BaselinesRepository } from './baselines.repository.js';
import { EscalationBaselines } from './escalation-baselines.service.js';
import { EscalationDashboard } from './escalation-dashboard.service.js';
import { EscalationFactsRepository } from './escalation-facts.repository.js';
import { EscalationFacts } from './escalation-facts.service.js';
import { EscalationLists } from './escalation-lists.service.js';
import { EscalationMetrics } from './escalation-metrics.service.js';
import { EscalationReports } from './escalation-report.service.js';
import { EscalationReportsController } from './escalation-reports.controller.js';
import { EscalationSuccess } from './escalation-success.service.js';

@Module({
  imports: [EscalationsModule, ReportScopesModule],
  controllers: [EscalationReportsController],
  providers: [
    EscalationFactsRepository,
    BaselinesRepository,
    EscalationFacts,
    EscalationBaselines,
    EscalationDashboard,
    EscalationMetrics,
    EscalationLists,
    EscalationReports,
    EscalationSuccess,
  ],
  exports: [EscalationSuccess],
})
export class EscalationReportsModule {}
