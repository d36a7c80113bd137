import { Injectable } from '@nestjs/common';
import type { GetSupporterPerformance, InputOf, OutputOf } from '@understudy/contracts';
import { DomainError, percentile, requireReportDays } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { PerformanceRepository, type SupporterWork } from './performance.repository.js';
import { SupportersService } from './supporters.service.js';

/** Looked back so far when nothing is said. */
const DAYS = 30;

/** Average resolution and how supporters do (supporter document, Analytics). */
@Injectable()
export class PerformanceService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly supporters: SupportersService,
    private readonly work: PerformanceRepository,
  ) {}

  async report(
    caller: CallerContext,
    input: InputOf<typeof GetSupporterPerformance>,
  ): Promise<OutputOf<typeof GetSupporterPerformance>> {
    return this.tenancy.run(caller, async (tx) => {
      const to = input.to ?? tx.now;
      const from = input.from ?? to.subtract({ hours: DAYS * 24 });
      if (Temporal.Instant.compare(from, to) >= 0) throw new DomainError('supporters.period-ends-before-start');
      requireReportDays(from.until(to).total('hours') / 24);
      const of = await this.supporters.reach(tx, caller);
      const rows = await this.work.list(tx, of, { startsAt: from, endsAt: to });
      return { from, to, items: rows.map(toItem), together: together(rows) };
    });
  }
}

const rounded = (value: number | null): number | null => value && Math.round(value * 10) / 10;

const spread = (minutes: readonly number[]) => ({
  median: rounded(percentile(minutes, 0.5)),
  average: rounded(minutes.length === 0 ? null : minutes.reduce((sum, each) => sum + each, 0) / minutes.length),
  p90: rounded(percentile(minutes, 0.9)),
});

const figures = ({ taken, reopened, resolutionMinutes, firstResponseMinutes }: Figures) => ({
  taken,
  reopened,
  resolved: resolutionMinutes.length,
  resolution_minutes: spread(resolutionMinutes),
  first_response_minutes: spread(firstResponseMinutes),
});

type Figures = Pick<SupporterWork, 'taken' | 'reopened' | 'resolutionMinutes' | 'firstResponseMinutes'>;

const toItem = (row: SupporterWork) => ({
  supporter_id: row.supporterId,
  user: toPersonRef(row.user),
  ...figures(row),
  active_escalations: row.active,
  max_active_escalations: row.cap,
});

const together = (rows: readonly SupporterWork[]) =>
  figures({
    taken: rows.reduce((sum, { taken }) => sum + taken, 0),
    reopened: rows.reduce((sum, { reopened }) => sum + reopened, 0),
    resolutionMinutes: rows.flatMap((row) => row.resolutionMinutes),
    firstResponseMinutes: rows.flatMap((row) => row.firstResponseMinutes),
  });
