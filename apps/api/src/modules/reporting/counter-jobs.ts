import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { ReportsRepository } from './reports.repository.js';

/**
 * A check of ourselves when an absence is over, and once a day while it is ahead or runs: notifications_received and actions_taken must be what a recount says. A difference is
 * a bug of ours: it stands in the history of the absence and in the log. Reports recount anyway and are never wrong by it.
 */
@Injectable()
export class CounterJobs implements OnModuleInit {
  private readonly logger = new Logger('Counters');

  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly history: History,
    private readonly reports: ReportsRepository,
  ) {}

  onModuleInit(): void {
    this.handlers.onMessage(
      'absence.ended',
      ({ tenantId, payload }) =>
        this.tenancy.run(tenantId, (tx) => this.check(tx, asId<AbsenceId>(String(payload['absence_id'])))),
      'counters',
    );
    this.handlers.onMessage(
      'counters.due',
      ({ tenantId }) => this.tenancy.run(tenantId, (tx) => this.check(tx, null)),
      'counters',
    );
  }

  /** Of one absence, or of all coverage that is not over. */
  private async check(tx: Tx, of: AbsenceId | null): Promise<void> {
    for (const { id, absenceId, ...counts } of await this.reports.listDrifted(tx, of)) {
      if (await this.reports.isDriftKnown(tx, { id, absenceId })) continue;
      this.logger.error(`the counters of assignment ${id} differ from the rows: ${JSON.stringify(counts)}`);
      await this.history.append(tx, {
        type: 'coverage.counters-differ',
        subject: { kind: 'absence', id: absenceId },
        actor: { kind: 'system', name: 'counters' },
        data: { assignment_id: id, ...counts },
      });
    }
  }
}
