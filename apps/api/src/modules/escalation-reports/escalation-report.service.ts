import { Injectable, type StreamableFile } from '@nestjs/common';
import type { GetEscalationReport, InputOf, OutputOf } from '@understudy/contracts';
import {
  availability,
  ESCALATION_FILTERS,
  type EscalationFilter,
  HEARTBEAT_SECONDS,
  OUTAGE_SECONDS,
  percentile,
  resolutionClock,
  weekOf,
  weeksOf,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationBaselines } from './escalation-baselines.service.js';
import { EscalationFactsRepository, type EscalationRow } from './escalation-facts.repository.js';
import { type Counted, EscalationFacts, inWeek, minutesOf, partsBy } from './escalation-facts.service.js';
import { causeGroups } from './escalation-lists.service.js';
import { loadOfNobody, loadOfPeople, loadOfTeams } from './escalation-loads.js';
import { count, durations, rate } from './report-numbers.js';
import { sectionFile } from './report-sections.js';

type Report = OutputOf<typeof GetEscalationReport>;

/** PRD-243 NFR-2. */
const AVAILABILITY_TARGET = 0.999;
const EXAMPLES = 3;

/** Escalations of a period for who improves how they are handled (PRD-243 FR-5). */
@Injectable()
export class EscalationReports {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly facts: EscalationFacts,
    private readonly rows: EscalationFactsRepository,
    private readonly baselines: EscalationBaselines,
  ) {}

  async report(caller: CallerContext, input: InputOf<typeof GetEscalationReport>): Promise<Report | StreamableFile> {
    const report = await this.make(caller, input);
    return input.format === 'csv' ? sectionFile(report, input.section) : report;
  }

  private async make(caller: CallerContext, input: InputOf<typeof GetEscalationReport>): Promise<Report> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const counted = await this.facts.load(tx, caller, input);
      const { from, to, timeZone } = counted.scope;
      const [covering, teams, compared, availabilityView] = await Promise.all([
        this.rows.listCovering(tx),
        this.rows.listTeams(tx),
        this.baselines.compare(tx, counted),
        this.availability(tx, counted),
      ]);
      return {
        from,
        to,
        time_zone: timeZone,
        counts: Object.fromEntries(ESCALATION_FILTERS.map((filter) => [filter, count(counted, filter)])) as Record<
          EscalationFilter,
          ReturnType<typeof count>
        >,
        trends: trendsOf(counted),
        weeks: eachWeek(counted),
        root_causes: rootCausesOf(counted),
        people: loadOfPeople(counted, covering),
        unowned: loadOfNobody(counted),
        teams: loadOfTeams(counted, covering, teams),
        sla: rate(counted, 'sla-met', 'sla-ended'),
        response_sla: rate(counted, 'response-met', 'response-ended'),
        documentation: rate(counted, 'documented', 'resolved'),
        save_rate: rate(counted, 'saved', 'decided'),
        resolution: durations(counted, 'resolution'),
        baseline: compared.baseline,
        reduction: compared.reduction,
        availability: availabilityView,
      };
    });
  }

  private async availability(tx: Tx, { within }: Counted): Promise<Report['availability']> {
    const [up, since] = await Promise.all([this.rows.listUptime(tx, within), this.rows.findFirstBeat(tx)]);
    const { share, watchedMinutes, downMinutes, outages } = availability(up, within, since);
    return {
      share,
      target: AVAILABILITY_TARGET,
      status: share === null ? 'not_measured' : share >= AVAILABILITY_TARGET ? 'met' : 'missed',
      watched_minutes: watchedMinutes,
      down_minutes: downMinutes,
      outages: outages.map(({ startsAt, endsAt }) => ({ starts_at: startsAt, ends_at: endsAt })),
      why:
        share === null
          ? 'Not measured: the service was watched for less than a day of this period'
          : `Every ${HEARTBEAT_SECONDS} seconds the API asks itself over HTTP whether it can work and writes that down; more than ${OUTAGE_SECONDS} seconds without are an outage. The way from people to this machine is not seen from here`,
    };
  }
}

function trendsOf(counted: Counted): Report['trends'] {
  const rows = rowsByWeek(counted);
  return weeksOf(counted.within, counted.scope.timeZone).flatMap((on) => {
    const week = { ...inWeek(counted, on), rows: rows.get(String(on)) ?? [] };
    const lines = partsBy(week, 'segment')
      .map(({ value, part }) => trendOf(on, value || null, part))
      .filter(({ created, resolved, sla_missed: missed }) => created.value + resolved.value + missed.value > 0);
    return lines.length > 0 ? lines : [trendOf(on, null, { ...week, rows: [], query: { ...week.query, segment: '' } })];
  });
}

function eachWeek(counted: Counted): Report['weeks'] {
  const rows = rowsByWeek(counted);
  return weeksOf(counted.within, counted.scope.timeZone).map((on) => {
    const week = { ...inWeek(counted, on), rows: rows.get(String(on)) ?? [] };
    const { median_minutes, p90_minutes } = durations(week, 'resolution');
    return {
      week_on: on,
      created: count(week, 'created'),
      resolved: count(week, 'resolved'),
      sla: rate(week, 'sla-met', 'sla-ended'),
      median_minutes,
      p90_minutes,
    };
  });
}

/** By Monday, the rows of which something happened in that week; a row stands in as many weeks as it has such instants. */
function rowsByWeek({ rows, scope, now }: Counted): ReadonlyMap<string, EscalationRow[]> {
  const weeks = new Map<string, EscalationRow[]>();
  for (const row of rows) {
    const instants = [row.createdAt, row.resolvedAt, resolutionClock(row, now).endedAt].filter((at) => at !== null);
    for (const on of new Set(instants.map((at) => String(weekOf(at, scope.timeZone)))))
      if (!weeks.get(on)?.push(row)) weeks.set(on, [row]);
  }
  return weeks;
}

const trendOf = (on: Temporal.PlainDate, segment: string | null, part: Counted): Report['trends'][number] => ({
  week_on: on,
  segment,
  created: count(part, 'created'),
  resolved: count(part, 'resolved'),
  sla_missed: count(part, 'sla-missed'),
  median_minutes: percentile(
    minutesOf(part, 'resolved', 'resolution').map(({ wall }) => wall),
    0.5,
  ),
});

function rootCausesOf(counted: Counted): Report['root_causes'] {
  const byId = new Map(counted.rows.map((row) => [row.id, row]));
  const groups = causeGroups(counted);
  const all = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  return {
    groups: groups.map(({ cause, ids }) => {
      const rows = ids.flatMap((id) => byId.get(id) ?? []);
      return {
        cause,
        count: count({ ...counted, rows, query: { caused_like: ids[0] ?? '' } }, 'with-root-cause'),
        share: ids.length / all,
        examples: rows.slice(-EXAMPLES).map(({ id, title }) => ({ id, title })),
      };
    }),
    without: count(counted, 'without-root-cause'),
  };
}
