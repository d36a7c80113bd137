import { Injectable } from '@nestjs/common';
import type { GetSuccessMetrics, Metric, OutputOf } from '@understudy/contracts';
import { escalationRates, median, shareStatus } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { EscalationSuccess } from '../escalation-reports/index.js';
import { SurveysService } from '../handbacks/index.js';
import type { WantedPeriod } from '../report-scopes/index.js';
import { type AnsweredTimes, AnswerTimes } from './answer-times.service.js';
import { absencesOf, countAbsences, countAssignments, SETUP_MINUTES } from './report-lists.js';
import { type ReportFacts, ReportFactsService } from './report-facts.service.js';
import { ReportsRepository } from './reports.repository.js';

type MetricView = z.output<typeof Metric>;

const NOTHING = { value: null, normal: null, worst: null, part: null, whole: null } as const;

/** The success metrics of the three documents, each from the rows of the period; without data they are not measured (product.md 19). */
@Injectable()
export class MetricsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly facts: ReportFactsService,
    private readonly reports: ReportsRepository,
    private readonly surveys: SurveysService,
    private readonly escalations: EscalationSuccess,
    private readonly answers: AnswerTimes,
  ) {}

  async measure(caller: CallerContext, wanted: WantedPeriod): Promise<OutputOf<typeof GetSuccessMetrics>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const facts = await this.facts.load(tx, caller, wanted);
      const { from, to, timeZone } = facts;
      return {
        from,
        to,
        time_zone: timeZone,
        metrics: [
          setupTime(facts),
          responseTime(await this.answers.measure(tx, facts)),
          await this.escalationRate(tx, facts),
          await this.satisfaction(tx, facts),
          assignmentRate(facts),
          acceptanceRate(facts),
          handbackCompletion(facts),
          ...(await this.escalations.measure(tx, caller, wanted)),
        ],
      };
    });
  }

  private async escalationRate(tx: Tx, facts: ReportFacts): Promise<MetricView> {
    const mine = new Set(facts.people.map(({ id }) => id));
    const { away, normal, awayCount, normalCount } = escalationRates({
      within: facts.within,
      ownerships: facts.ownerships.filter(({ csmId }) => csmId !== null && mine.has(csmId)),
      away: Map.groupBy(facts.away, ({ userId }) => userId),
      escalations: await this.reports.listEscalations(tx, facts.within),
    });
    const isMeasured = away !== null && normal !== null;
    return {
      id: 'escalation-rate',
      name: 'Escalations while the owner is away',
      documents: ['PRD-131'],
      target: 'Not more than on normal days',
      unit: 'per 100 customer-days',
      ...NOTHING,
      value: isMeasured ? away : null,
      normal: isMeasured ? normal : null,
      status: isMeasured ? (away <= normal ? 'met' : 'missed') : 'not_measured',
      why: isMeasured
        ? `${awayCount} escalations while owners were away, ${normalCount} while they were there`
        : 'Not measured: in this period there were no customer-days of one of the two kinds',
    };
  }

  private async satisfaction(tx: Tx, { within, people }: ReportFacts): Promise<MetricView> {
    const ids = people.map(({ id }) => id);
    const { answers, mean } = await this.surveys.satisfaction(tx, within, ids);
    return {
      id: 'csm-satisfaction',
      name: 'CSM satisfaction after an absence',
      documents: ['PRD-131'],
      target: 'More than 4 of 5',
      unit: 'of 5',
      ...NOTHING,
      value: mean,
      status: mean === null ? 'not_measured' : mean > 4 ? 'met' : 'missed',
      why: mean === null ? 'Not measured: nobody answered the survey in this period' : `${answers} answers`,
    };
  }
}

function setupTime(facts: ReportFacts): MetricView {
  const minutes = absencesOf(facts, 'assigned').flatMap((one) => one.setupMinutes ?? []);
  const [late, begun] = [countAbsences(facts, 'set-up-late'), countAbsences(facts, 'begun')];
  const never = countAbsences(facts, 'unassigned').value;
  return {
    id: 'coverage-setup-time',
    name: 'Coverage setup time',
    documents: ['PRD-131'],
    target: `Less than ${SETUP_MINUTES} minutes from "away and known" to every customer covered`,
    unit: 'minutes',
    ...NOTHING,
    value: median(minutes),
    worst: minutes.length === 0 ? null : Math.max(...minutes),
    part: countAbsences(facts, 'set-up-in-time'),
    whole: begun,
    status: begun.value === 0 ? 'not_measured' : late.value === 0 ? 'met' : 'missed',
    why:
      begun.value === 0
        ? 'Not measured: no absence of anybody with customers began in this period'
        : `The median; 0 is set up before it began. ${never} absences are not wholly covered and count as missed`,
  };
}

function responseTime({ during, normal, why }: AnsweredTimes): MetricView {
  const isMeasured = during !== null && normal !== null;
  return {
    id: 'customer-response-time',
    name: 'Customer response time during coverage',
    documents: ['PRD-131', 'PRD-258'],
    target: 'The same as on normal days',
    unit: 'minutes',
    ...NOTHING,
    value: during,
    normal,
    status: isMeasured ? (during <= normal ? 'met' : 'missed') : 'not_measured',
    why,
  };
}

type Share = Pick<MetricView, 'id' | 'name' | 'target' | 'part' | 'whole'>;

/** A share of PRD-258; of nothing it is not measured. */
function share(given: Share, least: number, nothing: string, how: string): MetricView {
  const [part, whole] = [given.part?.value ?? 0, given.whole?.value ?? 0];
  const status = shareStatus(part, whole, least);
  return {
    ...NOTHING,
    ...given,
    documents: ['PRD-258'],
    unit: 'share',
    value: whole === 0 ? null : part / whole,
    status,
    why: whole === 0 ? `Not measured: ${nothing}` : how,
  };
}

const assignmentRate = (facts: ReportFacts): MetricView =>
  share(
    {
      id: 'coverage-assignment-rate',
      name: 'Coverage assignment rate',
      target: '100 % of absences',
      part: countAbsences(facts, 'assigned'),
      whole: countAbsences(facts, 'begun'),
    },
    1,
    'no absence of anybody with customers began in this period',
    'Absences of which every customer had a backup who said yes, of all that began',
  );

const acceptanceRate = (facts: ReportFacts): MetricView =>
  share(
    {
      id: 'coverage-acceptance-rate',
      name: 'Coverage acceptance rate',
      target: '95 % or more',
      part: countAssignments(facts, 'accepted'),
      whole: countAssignments(facts, 'answered'),
    },
    0.95,
    'no question asked in this period has an answer',
    'Yes, of all answers to questions asked in this period; no answer in time is a no, what is assigned without asking is no answer',
  );

const handbackCompletion = (facts: ReportFacts): MetricView =>
  share(
    {
      id: 'handback-completion',
      name: 'Handback completion',
      target: '100 %',
      part: countAssignments(facts, 'handed-back'),
      whole: countAssignments(facts, 'ended'),
    },
    1,
    'no coverage ended in this period',
    'Coverage that was handed back, of all that ended',
  );
