import { z } from 'zod';
import { Absence, CoverageAssignment } from './absences.js';
import { BriefProgress, CoverageBrief } from './briefs.js';
import { paging, PersonRef, PRIORITIES, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { assignmentId, briefId, customerId, line, text, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

const id = { assignment_id: assignmentId };

export const GetAssignment = endpoint({
  method: 'GET',
  path: '/api/coverage-assignments/{assignment_id}',
  summary: 'One coverage assignment',
  allow: 'coverage:read',
  params: id,
  response: CoverageAssignment,
  errors: ['coverage.assignment-not-found', 'identity.not-allowed'],
});
export const AcceptCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/accept',
  summary: 'Yes, I stand in',
  allow: 'coverage:answer',
  params: id,
  response: CoverageAssignment,
  errors: [
    'coverage.assignment-not-found',
    'coverage.not-yours',
    'coverage.already-answered',
    'coverage.already-covered',
    'coverage.absence-over',
    'coverage.backup-is-absent',
  ],
});
export const DeclineCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/decline',
  summary: 'No; somebody else is asked',
  allow: 'coverage:answer',
  params: id,
  body: { reason: line(500) },
  response: CoverageAssignment,
  errors: ['coverage.assignment-not-found', 'coverage.not-yours', 'coverage.already-answered', 'coverage.absence-over'],
});
export const ListBriefs = endpoint({
  method: 'GET',
  path: '/api/coverage-assignments/{assignment_id}/briefs',
  summary: 'The coverage briefs of an assignment, ordered by risk',
  allow: 'briefs:read',
  params: id,
  query: { ...paging, limit: paging.limit.default(100) },
  response: z
    .object({
      items: z.array(CoverageBrief),
      next_cursor: z.string().nullable(),
      /** Of the whole portfolio, at most 400 words; the first page has it, later ones null. */
      summary: z.string().nullable(),
      progress: BriefProgress,
    })
    .meta({ id: 'BriefList' }),
  errors: ['coverage.assignment-not-found', 'briefs.not-found', 'identity.not-allowed'],
});
export const AddBriefNote = endpoint({
  method: 'POST',
  path: '/api/coverage-briefs/{brief_id}/notes',
  summary: 'Add a note to a brief',
  allow: 'briefs:read',
  params: { brief_id: briefId },
  body: { note: line(4000) },
  response: CoverageBrief,
  errors: ['briefs.not-found', 'identity.not-allowed'],
});
export const AcknowledgeBrief = endpoint({
  method: 'POST',
  path: '/api/coverage-briefs/{brief_id}/acknowledge',
  summary: 'I have read this brief',
  allow: 'briefs:read',
  params: { brief_id: briefId },
  response: CoverageBrief,
  errors: ['briefs.not-found', 'coverage.not-yours', 'identity.not-allowed'],
});

export const CoverageActivity = z
  .object({
    id: uuid,
    coverage_assignment_id: uuid,
    customer_id: uuid,
    backup: PersonRef,
    original_csm: PersonRef,
    activity_type: z.string(),
    description: z.string(),
    outcome: z.string().nullable(),
    activity_date: instant,
  })
  .meta({ id: 'CoverageActivity' });
export const LogActivity = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/activities',
  summary: 'Log what I did for a covered customer; linked to the CSM who is away',
  allow: 'coverage:answer',
  status: 201,
  params: id,
  body: { customer_id: customerId, activity_type: line(100), description: line(4000), outcome: text(2000).optional() },
  response: CoverageActivity,
  errors: ['coverage.assignment-not-found', 'coverage.not-yours', 'customers.not-found', 'coverage.absence-over'],
});
export const ListActivities = endpoint({
  method: 'GET',
  path: '/api/coverage-assignments/{assignment_id}/activities',
  summary: 'What was done during the coverage',
  allow: 'coverage:read',
  params: id,
  response: z.object({ items: z.array(CoverageActivity) }).meta({ id: 'CoverageActivityList' }),
  errors: ['coverage.assignment-not-found', 'identity.not-allowed'],
});

/** One line of "What you look after today". */
export const DashboardRow = z
  .object({
    customer_id: uuid,
    name: z.string(),
    arr: z.number(),
    segment: z.string(),
    health_score: z.int(),
    health_change_30d: z.int(),
    renewal_on: day.nullable(),
    days_to_renewal: z.int().nullable(),
    priority: z.enum(PRIORITIES),
    priority_reason: z.string(),
    mine: z.boolean(),
    covered_for: PersonRef.nullable(),
    assignment_id: uuid.nullable(),
    due: z
      .object({
        what: z.string(),
        due_at: instant,
        overdue: z.boolean(),
        kind: z.string(),
        /** What can be marked as done; null for what is no task. */
        task_id: uuid.nullable().default(null),
      })
      .nullable(),
    last_word: z.object({ text: z.string(), at: instant, by: z.string() }).nullable(),
    open_escalation: z.object({ id: uuid, severity: z.enum(SEVERITIES), due_at: instant }).nullable(),
  })
  .meta({ id: 'DashboardRow' });

export const CoverageDashboard = z
  .object({
    now: instant,
    time_zone: z.string(),
    counts: z.object({ mine: z.int(), covered: z.int(), both: z.int() }),
    /** Of the customers that "covered" counts: those I look after for others right now. */
    covered_arr: z.number(),
    /** What runs and what is ahead. */
    standing_in: z.array(
      z.object({
        assignment: CoverageAssignment,
        arr: z.number(),
        after_me: PersonRef.nullable(),
        instructions: z.string().nullable(),
      }),
    ),
    waiting_for_my_answer: z.array(
      z.object({
        assignment: CoverageAssignment,
        arr: z.number(),
        /** Of these customers, how many have a health under 50. */
        at_risk: z.int(),
        load_after: z.object({ customers: z.int(), capacity_points: z.int() }),
      }),
    ),
    my_absences: z.array(Absence),
    rows: z.array(DashboardRow),
    meetings_today: z.array(
      z.object({
        id: uuid,
        customer_id: uuid,
        customer_name: z.string(),
        title: z.string(),
        starts_at: instant,
        ends_at: instant,
      }),
    ),
  })
  .meta({ id: 'CoverageDashboard' });
export const GetCoverageDashboard = endpoint({
  method: 'GET',
  path: '/api/coverage-dashboard',
  summary: 'What I look after today: mine and covered, by priority, with what is due',
  allow: 'coverage:read',
  query: { show: z.enum(['mine', 'covered', 'both']).default('both') },
  response: CoverageDashboard,
});
