import { Controller } from '@nestjs/common';
import {
  GetEscalationBaseline,
  GetEscalationDashboard,
  GetEscalationMetrics,
  GetEscalationReport,
  type InputOf,
  ListDashboardEscalations,
  ListReportedEscalations,
  PutEscalationBaseline,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { EscalationBaselines } from './escalation-baselines.service.js';
import { EscalationDashboard } from './escalation-dashboard.service.js';
import { EscalationLists } from './escalation-lists.service.js';
import { EscalationMetrics } from './escalation-metrics.service.js';
import { EscalationReports } from './escalation-report.service.js';

@Controller()
export class EscalationReportsController {
  constructor(
    private readonly dashboard: EscalationDashboard,
    private readonly metrics: EscalationMetrics,
    private readonly reports: EscalationReports,
    private readonly lists: EscalationLists,
    private readonly baselines: EscalationBaselines,
  ) {}

  @Endpoint(GetEscalationDashboard)
  show(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationDashboard>) {
    return this.dashboard.show(caller, input);
  }

  @Endpoint(ListDashboardEscalations)
  listOpen(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListDashboardEscalations>) {
    return this.dashboard.list(caller, input);
  }

  @Endpoint(GetEscalationMetrics)
  measure(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationMetrics>) {
    return this.metrics.measure(caller, input);
  }

  @Endpoint(GetEscalationReport)
  report(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetEscalationReport>) {
    return this.reports.report(caller, input);
  }

  @Endpoint(ListReportedEscalations)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListReportedEscalations>) {
    return this.lists.list(caller, input);
  }

  @Endpoint(GetEscalationBaseline)
  baseline(@Caller() caller: CallerContext) {
    return this.baselines.get(caller);
  }

  @Endpoint(PutEscalationBaseline)
  enterBaseline(@Caller() caller: CallerContext, @Input() input: InputOf<typeof PutEscalationBaseline>) {
    return this.baselines.put(caller, input);
  }
}
