import { AGES, ESCALATION_FILTERS, METRIC_STATUSES, OPEN_FILTERS } from '@understudy/domain';
import { z } from 'zod';
import { PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { escalationId, line, teamId, text, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';
import { ESCALATION_STATUSES } from './escalations.js';
import { Count, offsetPaging, reportHead, reportPeriod } from './reports.js';

export { AGES, ESCALATION_FILTERS, OPEN_FILTERS };

/** The part of `whole` that is so, each with its list; of nothing the share is null, never 0 and never 1. */
export const Rate = z.object({ part: Count, whole: Count, share: z.number().nullable() }).meta({ id: 'Rate' });

/** Minutes as they passed, and the working minutes among them; null of nothing. */
export const Durations = z
  .object({
    count: Count,
    median_minutes: z.number().nullable(),
    p90_minutes: z.number().nullable(),
    median_business_minutes: z.number().nullable(),
    p90_business_minutes: z.number().nullable(),
  })
  .meta({ id: 'Durations' });

export const ReportedEscalation = z
  .object({
    id: uuid,
    title: z.string(),
    customer: z.object({ id: uuid, name: z.string() }).nullable(),
    segment: z.string().nullable(),
    category: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    status: z.enum(ESCALATION_STATUSES),
    primary_owner: PersonRef.nullable(),
    team: z.string().nullable(),
    created_at: instant,
    acknowledged_at: instant.nullable(),
    resolved_at: instant.nullable(),
    due_at: instant,
    /** The resolution clock ran out before it was resolved. */
    breached: z.boolean(),
    resolution_minutes: z.number().nullable(),
    resolution_business_minutes: z.number().nullable(),
    outcome: z.enum(['saved', 'lost', 'not_applicable']).nullable(),
    documented: z.boolean(),
    root_cause: z.string().nullable(),
  })
  .meta({ id: 'ReportedEscalation' });

const listed = (id: string) =>
  z.object({ items: z.array(ReportedEscalation), total: z.int(), limit: z.int(), offset: z.int() }).meta({ id });

/** `csv` answers all rows at once, whatever `limit` and `offset` say. */
const format = z.enum(['json', 'csv']).default('json');
/** An empty value asks for those that have none. */
const orNone = <T extends z.ZodType>(type: T) => z.union([z.literal(''), type]);
const about = {
  severity: z.enum(SEVERITIES).optional(),
  category: text(100).optional(),
};

export const GetEscalationDashboard = endpoint({
  method: 'GET',
  path: '/api/escalations/dashboard',
  summary: 'Every open escalation I may see, counted: by status, category, severity and age; what is due next',
  allow: 'escalations:read',
  query: { team_id: teamId.optional() },
  response: z
    .object({
      at: instant,
      counts: z.record(z.enum(OPEN_FILTERS), Count),
      by_status: z.array(z.object({ status: z.enum(ESCALATION_STATUSES), open: Count })),
      by_category: z.array(
        z.object({
          category: z.string().nullable(),
          open: Count,
          by_severity: z.array(z.object({ severity: z.enum(SEVERITIES), open: Count })),
        }),
      ),
      by_severity: z.array(z.object({ severity: z.enum(SEVERITIES), open: Count })),
      by_age: z.array(z.object({ age: z.enum(AGES), open: Count })),
      /** By first owner, the most first: together what is open; null is what nobody has. */
      by_owner: z.array(
        z.object({
          owner: PersonRef.nullable(),
          open: z.int(),
          by_severity: z.object({ P0: z.int(), P1: z.int(), P2: z.int(), P3: z.int() }),
        }),
      ),
      /** At most ten; what is over time stands first, what is paused last. */
      next_due: z.array(ReportedEscalation),
    })
    .meta({ id: 'EscalationDashboard' }),
  errors: ['teams.not-found'],
});
export const ListDashboardEscalations = endpoint({
  method: 'GET',
  path: '/api/escalations/dashboard/list',
  summary: 'The escalations behind a number of the dashboard, the next due first',
  allow: 'escalations:read',
  csv: true,
  query: {
    ...offsetPaging,
    ...about,
    format,
    team_id: teamId.optional(),
    filter: z.enum(OPEN_FILTERS).default('open'),
    status: z.enum(ESCALATION_STATUSES).optional(),
    age: z.enum(AGES).optional(),
  },
  response: listed('DashboardEscalationPage'),
  errors: ['teams.not-found'],
});

const figures = {
  created: Count,
  resolution: Durations,
  response: Durations,
  /** Of the clocks that ended in the period: in time. */
  sla: Rate,
  response_sla: Rate,
};
export const GetEscalationMetrics = endpoint({
  method: 'GET',
  path: '/api/escalations/metrics',
  summary: 'Resolution and response times and SLA compliance of a period, by category, severity and team',
  allow: 'reports:read',
  query: reportPeriod,
  response: z
    .object({
      ...reportHead,
      ...figures,
      by_category: z.array(z.object({ category: z.string().nullable(), ...figures })),
      by_severity: z.array(z.object({ severity: z.enum(SEVERITIES), ...figures })),
      by_team: z.array(z.object({ team_id: uuid.nullable(), name: z.string(), ...figures })),
    })
    .meta({ id: 'EscalationMetrics' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});

export const EscalationLoad = z
  .object({
    /** Unresolved escalations whose first owner they are. */
    open: z.int(),
    by_severity: z.object({ P0: z.int(), P1: z.int(), P2: z.int(), P3: z.int() }),
    /** The part of all open ones of the report; null where there are none. */
    share: z.number().nullable(),
    /** Unresolved ones where they are second. */
    secondary: z.int(),
    created: Count,
    resolved: Count,
    /** Customers they stand in for now, and the unresolved escalations of these. */
    covering_customers: z.int(),
    covering_escalations: z.int(),
  })
  .meta({ id: 'EscalationLoad' });

export const Baseline = z
  .object({
    /** Where it comes from; null: there is none yet. */
    source: z.enum(['entered', 'first-30-days']).nullable(),
    /** Median minutes from opened to resolved. */
    minutes: z.object({
      P0: z.number().nullable(),
      P1: z.number().nullable(),
      P2: z.number().nullable(),
      P3: z.number().nullable(),
    }),
    entered_by: PersonRef.nullable(),
    entered_at: instant.nullable(),
  })
  .meta({ id: 'EscalationBaseline' });

export const REPORT_SECTIONS = ['trends', 'root_causes', 'people', 'teams'] as const;

export const GetEscalationReport = endpoint({
  method: 'GET',
  path: '/api/reports/escalations',
  summary:
    'Escalations of a period: counts with their lists, trends by segment, root causes, load, SLA, documentation, outcomes, availability',
  allow: 'reports:read',
  csv: true,
  query: {
    ...reportPeriod,
    format,
    /** What `format=csv` writes. */ section: z.enum(REPORT_SECTIONS).default('trends'),
  },
  response: z
    .object({
      ...reportHead,
      counts: z.record(z.enum(ESCALATION_FILTERS), Count),
      /** One for each week and segment, weeks without any included once with the segment null and all counts 0. */
      trends: z.array(
        z.object({
          /** Its Monday. */
          week_on: day,
          segment: z.string().nullable(),
          created: Count,
          resolved: Count,
          sla_missed: Count,
          median_minutes: z.number().nullable(),
        }),
      ),
      /** One for each week, all segments together. */
      weeks: z.array(
        z.object({
          /** Its Monday. */
          week_on: day,
          created: Count,
          resolved: Count,
          /** Of the clocks that ended in that week: in time. */
          sla: Rate,
          median_minutes: z.number().nullable(),
          p90_minutes: z.number().nullable(),
        }),
      ),
      root_causes: z.object({
        groups: z.array(
          z.object({
            cause: z.string(),
            count: Count,
            /** Of those that name one. */
            share: z.number(),
            examples: z.array(z.object({ id: uuid, title: z.string() })),
          }),
        ),
        without: Count,
      }),
      /** With others who own one of these escalations. */
      people: z.array(z.object({ user: PersonRef, team_id: uuid.nullable(), load: EscalationLoad })),
      /** What nobody owns. */
      unowned: EscalationLoad,
      teams: z.array(z.object({ team_id: uuid.nullable(), name: z.string(), load: EscalationLoad })),
      sla: Rate,
      response_sla: Rate,
      /** Resolved with a summary and a root cause that say something. */
      documentation: Rate,
      /** Saved, of those that ended saved or lost. */
      save_rate: Rate,
      resolution: Durations,
      baseline: Baseline,
      /** How much faster than the baseline: 0.3 is 30 % faster; null: nothing to compare. */
      reduction: z.number().nullable(),
      availability: z.object({
        share: z.number().nullable(),
        target: z.number(),
        status: z.enum(METRIC_STATUSES),
        watched_minutes: z.number(),
        down_minutes: z.number(),
        outages: z.array(z.object({ starts_at: instant, ends_at: instant })),
        /** How it was measured, or why it was not. */
        why: z.string(),
      }),
    })
    .meta({ id: 'EscalationReport' }),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});
export const ListReportedEscalations = endpoint({
  method: 'GET',
  path: '/api/reports/escalations/list',
  summary: 'The escalations behind a number of the reports, newest first',
  allow: 'reports:read',
  csv: true,
  query: {
    ...reportPeriod,
    ...offsetPaging,
    ...about,
    format,
    filter: z.enum(ESCALATION_FILTERS).default('created'),
    segment: text(100).optional(),
    owner_id: orNone(userId).optional(),
    owner_team_id: orNone(teamId).optional(),
    /** A Monday: that week only. */
    week_on: day.optional(),
    /** Those whose root cause says the same as that of this one. */
    caused_like: escalationId.optional(),
  },
  response: listed('ReportedEscalationPage'),
  errors: ['teams.not-found', 'absences.ends-before-start', 'reports.period-too-long'],
});

const minutes = z.number().positive().max(5_256_000).nullable();
export const GetEscalationBaseline = endpoint({
  method: 'GET',
  path: '/api/admin/escalation-baseline',
  summary: 'What resolution times are compared with: entered, else the median of the first 30 days',
  allow: 'admin',
  response: Baseline,
});
export const PutEscalationBaseline = endpoint({
  method: 'PUT',
  path: '/api/admin/escalation-baseline',
  summary:
    'Enter what resolution took before Understudy, in minutes per severity; all null goes back to the first 30 days',
  allow: 'admin',
  body: { P0: minutes, P1: minutes, P2: minutes, P3: minutes, reason: line(500) },
  response: Baseline,
});
