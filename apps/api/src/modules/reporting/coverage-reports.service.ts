import { Injectable } from '@nestjs/common';
import {
  ABSENCE_FILTERS,
  ASSIGNMENT_FILTERS,
  type GetCoverageReport,
  GetFairness,
  type InputOf,
  type ListReportedAbsences,
  type ListReportedAssignments,
  type OutputOf,
} from '@understudy/contracts';
import { answerOf, type AssignmentId, type UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import type { WantedPeriod } from '../report-scopes/index.js';
import { AnswerTimes } from './answer-times.service.js';
import { qualityOf, sumUp } from './quality.mapper.js';
import {
  type AbsenceFilter,
  absencesOf,
  type AssignmentFilter,
  assignmentsOf,
  countAbsences,
  countAssignments,
} from './report-lists.js';
import { type ReportFacts, ReportFactsService } from './report-facts.service.js';
import { type AssignmentFacts, type QualityFacts, ReportsRepository } from './reports.repository.js';

type Report = OutputOf<typeof GetCoverageReport>;

/** Coverage in a period: its counts, its quality, and the lists behind every count. */
@Injectable()
export class CoverageReportsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly facts: ReportFactsService,
    private readonly reports: ReportsRepository,
    private readonly answers: AnswerTimes,
  ) {}

  async report(caller: CallerContext, wanted: WantedPeriod): Promise<Report> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const facts = await this.facts.load(tx, caller, wanted);
      const counting = assignmentsOf(facts, 'in-force');
      const [rows, teams] = await Promise.all([
        this.reports.listQuality(
          tx,
          counting.map(({ id }) => id),
        ),
        this.reports.listTeams(tx),
      ]);
      const quality = new Map(rows.map((row) => [row.id, row]));
      const names = new Map<string | null, string>(teams.map(({ id, name }) => [id, name]));
      return {
        from: facts.from,
        to: facts.to,
        time_zone: facts.timeZone,
        absences: counts(ABSENCE_FILTERS, (filter) => countAbsences(facts, filter)),
        assignments: counts(ASSIGNMENT_FILTERS, (filter) => countAssignments(facts, filter)),
        quality: sumUp(counting, quality),
        by_backup: byBackup(counting, quality),
        by_team: [...Map.groupBy(counting, ({ backupTeamId }) => backupTeamId)].map(([team_id, own]) => ({
          team_id,
          name: names.get(team_id) ?? 'No team',
          quality: sumUp(own, quality),
        })),
        response_time: await this.answers.measure(tx, facts),
        fairness: GetFairness.path,
      };
    });
  }

  /** By when they began. */
  async listAbsences(
    caller: CallerContext,
    input: InputOf<typeof ListReportedAbsences>,
  ): Promise<OutputOf<typeof ListReportedAbsences>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const rows = absencesOf(await this.facts.load(tx, caller, input), input.filter);
      const { limit, offset } = input;
      return {
        items: rows.slice(offset, offset + limit).map((row) => ({
          id: row.id,
          user: toPersonRef(row.person),
          starts_at: row.during.startsAt,
          ends_at: row.during.endsAt,
          time_zone: row.timeZone,
          customers: row.customerIds.length,
          setup_minutes: row.setupMinutes,
        })),
        total: rows.length,
        limit,
        offset,
      };
    });
  }

  /** By when they were asked. */
  async listAssignments(
    caller: CallerContext,
    input: InputOf<typeof ListReportedAssignments>,
  ): Promise<OutputOf<typeof ListReportedAssignments>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { limit, offset, filter, backup_user_id: backupId, backup_team_id: teamId } = input;
      const rows = assignmentsOf(await this.facts.load(tx, caller, input), filter).filter(
        ({ backupUserId, backupTeamId }) =>
          (backupId === undefined || backupUserId === backupId) && (teamId === undefined || backupTeamId === teamId),
      );
      const page = rows.slice(offset, offset + limit);
      const quality = await this.reports.listQuality(
        tx,
        page.map(({ id }) => id),
      );
      return { items: page.map((row) => toItem(row, quality)), total: rows.length, limit, offset };
    });
  }
}

const toItem = (row: AssignmentFacts, quality: readonly QualityFacts[]) => ({
  id: row.id,
  absence_id: row.absenceId,
  backup: toPersonRef(row.backup),
  absent: toPersonRef(row.absent),
  answer: answerOf(row),
  asked_at: row.askedAt,
  accepted_at: row.acceptedAt,
  starts_at: row.during.startsAt,
  ends_at: row.during.endsAt,
  time_zone: row.timeZone,
  handed_back_at: row.handedBackAt,
  ...qualityOf(quality.filter(({ id }) => id === row.id)),
});

const byBackup = (
  rows: ReportFacts['assignments'],
  quality: ReadonlyMap<AssignmentId, QualityFacts>,
): Report['by_backup'] =>
  [...Map.groupBy(rows, ({ backupUserId }): UserId => backupUserId).values()].flatMap((own) =>
    own[0] ? [{ backup: toPersonRef(own[0].backup), quality: sumUp(own, quality) }] : [],
  );

const counts = <Filter extends AbsenceFilter | AssignmentFilter, Count>(
  filters: readonly Filter[],
  count: (filter: Filter) => Count,
): Record<Filter, Count> =>
  Object.fromEntries(filters.map((filter) => [filter, count(filter)])) as Record<Filter, Count>;
