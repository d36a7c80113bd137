import { METRIC_STATUSES } from '@understudy/domain';
import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { teamId, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

/** Days in the reader's zone, both inclusive; the last 90 days when nothing is given. */
export const reportPeriod = { from: day.optional(), to: day.optional(), team_id: teamId.optional() };
export const offsetPaging = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};

/** A number with the address of the list whose `total` it is. */
export const Count = z.object({ value: z.int(), list: z.string() }).meta({ id: 'Count' });

export const ABSENCE_FILTERS = ['begun', 'assigned', 'unassigned', 'set-up-in-time', 'set-up-late'] as const;
export const ASSIGNMENT_FILTERS = [
  'asked',
  'answered',
  'accepted',
  'declined',
  'lapsed',
  'waiting',
  'assigned',
  'withdrawn',
  'ended',
  'handed-back',
  'not-handed-back',
  'in-force',
] as const;

export const Metric = z
  .object({
    id: z.enum([
      'coverage-setup-time',
      'customer-response-time',
      'escalation-rate',
      'csm-satisfaction',
      'coverage-assignment-rate',
      'coverage-acceptance-rate',
      'handback-completion',
      'escalation-resolution-time',
      'sla-compliance',
      'escalation-documentation',
      'save-rate',
    ]),
    name: z.string(),
    documents: z.array(z.enum(['PRD-131', 'PRD-258', 'PRD-243'])),
    target: z.string(),
    unit: z.enum(['minutes', 'share', 'per 100 customer-days', 'of 5']),
    /** null: not measured, see `why`. */
    value: z.number().nullable(),
    /** What it is compared with; null when with a fixed target. */
    normal: z.number().nullable(),
    /** The slowest one, where slowness is measured. */
    worst: z.number().nullable(),
    part: Count.nullable(),
    whole: Count.nullable(),
    status: z.enum(METRIC_STATUSES),
    /** How it was measured, or why it was not. */
    why: z.string(),
  })
  .meta({ id: 'Metric' });

export const reportHead = { from: day, to: day, time_zone: z.string() };

export const GetSuccessMetrics = endpoint({
  method: 'GET',
  path: '/api/reports/success-metrics',
  summary: 'The success metrics of PRD-131, PRD-258 and PRD-243, from the rows; what has no data is not measured',
  allow: 'reports:read',
  query: reportPeriod,
  response: z.object({ ...reportHead, metrics: z.array(Metric) }).meta({ id: 'SuccessMetrics' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});

const quality = {
  /** Customers, and briefs written, read before the coverage began, acknowledged. */
  customers: z.int(),
  briefs: z.int(),
  briefs_read_before_start: z.int(),
  briefs_acknowledged: z.int(),
  notifications: z.int(),
  actions: z.int(),
  /** Tasks done, risks and escalations resolved for the covered customers in that time. */
  items_resolved: z.int(),
  /** What the backup said about the accounts, and its mean rating of 1-5. */
  feedback: z.int(),
  feedback_rating: z.number().nullable(),
};

export const ReportedAssignment = z
  .object({
    id: uuid,
    absence_id: uuid,
    backup: PersonRef,
    absent: PersonRef,
    answer: z.enum(['accepted', 'declined', 'lapsed', 'waiting', 'withdrawn', 'assigned']),
    asked_at: instant,
    accepted_at: instant.nullable(),
    starts_at: instant,
    ends_at: instant.nullable(),
    /** Where the absence has its days. */
    time_zone: z.string(),
    handed_back_at: instant.nullable(),
    ...quality,
  })
  .meta({ id: 'ReportedAssignment' });
export const ReportedAbsence = z
  .object({
    id: uuid,
    user: PersonRef,
    starts_at: instant,
    ends_at: instant.nullable(),
    /** Where it has its days. */
    time_zone: z.string(),
    customers: z.int(),
    /** null: not every customer is covered by somebody who said yes. */
    setup_minutes: z.number().nullable(),
  })
  .meta({ id: 'ReportedAbsence' });

const Quality = z.object({ assignments: z.int(), handed_back: z.int(), ...quality }).meta({ id: 'CoverageQuality' });

export const GetCoverageReport = endpoint({
  method: 'GET',
  path: '/api/reports/coverage',
  summary: 'Coverage in a period: counts, each with its list, and its quality per backup and team',
  allow: 'reports:read',
  query: reportPeriod,
  response: z
    .object({
      ...reportHead,
      absences: z.record(z.enum(ABSENCE_FILTERS), Count),
      assignments: z.record(z.enum(ASSIGNMENT_FILTERS), Count),
      /** Of the coverage that began in the period and counted. */
      quality: Quality,
      by_backup: z.array(z.object({ backup: PersonRef, quality: Quality })),
      by_team: z.array(z.object({ team_id: uuid.nullable(), name: z.string(), quality: Quality })),
      /** Median minutes to the first reply to a customer's message (product.md 19); null: nothing was answered. */
      response_time: z.object({ during: z.number().nullable(), normal: z.number().nullable(), why: z.string() }),
      /** Where coverage given and received stands. */
      fairness: z.string(),
    })
    .meta({ id: 'CoverageReport' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});
export const ListReportedAbsences = endpoint({
  method: 'GET',
  path: '/api/reports/coverage/absences',
  summary: 'The absences behind a count: those of people with customers that began in the period',
  allow: 'reports:read',
  query: { ...reportPeriod, ...offsetPaging, filter: z.enum(ABSENCE_FILTERS).default('begun') },
  response: z
    .object({ items: z.array(ReportedAbsence), total: z.int(), limit: z.int(), offset: z.int() })
    .meta({ id: 'ReportedAbsencePage' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});
export const ListReportedAssignments = endpoint({
  method: 'GET',
  path: '/api/reports/coverage/assignments',
  summary:
    'The assignments behind a count, each with its quality: asked in the period, or ended in it for handbacks; in-force: that began in it and counted',
  allow: 'reports:read',
  query: {
    ...reportPeriod,
    ...offsetPaging,
    filter: z.enum(ASSIGNMENT_FILTERS).default('asked'),
    backup_user_id: userId.optional(),
    backup_team_id: teamId.optional(),
  },
  response: z
    .object({ items: z.array(ReportedAssignment), total: z.int(), limit: z.int(), offset: z.int() })
    .meta({ id: 'ReportedAssignmentPage' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});
