import { Controller } from '@nestjs/common';
import {
  GetCoverageReport,
  GetSuccessMetrics,
  type InputOf,
  ListReportedAbsences,
  ListReportedAssignments,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { CoverageReportsService } from './coverage-reports.service.js';
import { MetricsService } from './metrics.service.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly metrics: MetricsService,
    private readonly coverage: CoverageReportsService,
  ) {}

  @Endpoint(GetSuccessMetrics)
  measure(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetSuccessMetrics>) {
    return this.metrics.measure(caller, input);
  }

  @Endpoint(GetCoverageReport)
  report(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetCoverageReport>) {
    return this.coverage.report(caller, input);
  }

  @Endpoint(ListReportedAbsences)
  listAbsences(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListReportedAbsences>) {
    return this.coverage.listAbsences(caller, input);
  }

  @Endpoint(ListReportedAssignments)
  listAssignments(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListReportedAssignments>) {
    return this.coverage.listAssignments(caller, input);
  }
}
