import { ITEM_KINDS, RECOMMENDATION_RULES } from '@understudy/domain';
import { z } from 'zod';
import { Absence } from './absences.js';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, assignmentId, customerId, line, surveyId, taskId, text, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';

/** Who, and when: null for what was changed outside Understudy. */
const attribution = { by: z.string().nullable(), at: instant.nullable() };

export const HandbackItem = z
  .object({
    customer: CustomerRef,
    kind: z.enum(ITEM_KINDS),
    id: uuid,
    title: z.string(),
    severity: z.string().nullable(),
    due_at: instant.nullable(),
    /** False for what came up during the absence. */
    was_there_before: z.boolean(),
    ...attribution,
  })
  .meta({ id: 'HandbackItem' });

const Shift = z.object({
  customer: CustomerRef,
  from: z.number(),
  to: z.number(),
  /** What shows it: events and activities. */
  evidence: z.array(z.string()),
});

/** What happened while somebody was away: frozen when the coverage ends (PRD-131 FR-7, PRD-258 FR-5.2). */
export const HandbackContent = z
  .object({
    activities_during_absence: z.array(
      z.object({
        customer: CustomerRef,
        activity_type: z.string(),
        description: z.string(),
        outcome: z.string().nullable(),
        by: z.string().nullable(),
        at: instant,
      }),
    ),
    resolved_issues: z.array(HandbackItem),
    outstanding_issues: z.array(HandbackItem),
    health_changes: z.array(Shift),
    sentiment_changes: z.array(Shift),
    /** Every fact that differs from the departure snapshot, with who changed it. */
    changes: z.array(
      z.object({
        customer: CustomerRef,
        path: z.string(),
        what: z.string(),
        from: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
        to: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
        ...attribution,
      }),
    ),
    recommendations: z.array(
      z.object({
        customer: CustomerRef,
        rule: z.enum(RECOMMENDATION_RULES),
        text: z.string(),
        evidence: z.array(z.string()),
        within_days: z.int(),
      }),
    ),
  })
  .meta({ id: 'HandbackContent' });

export const Handback = z
  .object({
    assignment_id: uuid,
    absence_id: uuid,
    backup: PersonRef,
    absent: PersonRef,
    during: span,
    time_zone: z.string(),
    /** `preview` while the coverage runs: read live, nothing frozen. */
    status: z.enum(['preview', 'ready', 'completed']),
    generated_at: instant,
    /** The summary as a document; null until Google Workspace is connected. */
    summary_doc_id: z.string().nullable(),
    customers: z.int(),
    content: HandbackContent,
    feedback: z.array(
      z.object({ customer: CustomerRef, feedback: z.string(), rating: z.int().nullable(), given_at: instant }),
    ),
    /** What the backup keeps after the return; a customer waits for its manager to say yes. */
    kept: z.array(
      z.object({
        customer: CustomerRef,
        task_id: uuid.nullable(),
        title: z.string().nullable(),
        until: day.nullable(),
        state: z.enum(['kept', 'proposed']),
      }),
    ),
    /** Of the backup. */
    notes: z.string(),
    /** Of whoever completed it: the person who was away, or their manager. */
    completion_notes: z.string(),
    handed_back_at: instant.nullable(),
    completed_at: instant.nullable(),
    meeting: z.object({ starts_at: instant, ends_at: instant }).nullable(),
  })
  .meta({ id: 'Handback' });

const id = { assignment_id: assignmentId };
const notVisible = ['coverage.assignment-not-found', 'identity.not-allowed'] as const;

export const GetHandback = endpoint({
  method: 'GET',
  path: '/api/coverage-assignments/{assignment_id}/summary',
  summary: 'What happened during the coverage, against the departure: done, open, changed by whom, what to do next',
  allow: 'coverage:read',
  params: id,
  response: Handback,
  errors: [...notVisible, 'handbacks.nothing-to-hand-back'],
});
export const ListAbsenceHandbacks = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/handback',
  summary: 'The handbacks of everybody who stood in for an absence, for the person who was away and their managers',
  allow: 'coverage:read',
  params: { absence_id: absenceId },
  response: z.object({ items: z.array(Handback) }).meta({ id: 'HandbackList' }),
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const CompleteHandback = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/complete',
  summary: 'The backup hands back, with what they keep; the person who was away, or their manager, completes it',
  allow: 'coverage:read',
  params: id,
  body: {
    notes: text(4000).optional(),
    keep: z
      .array(z.strictObject({ task_id: taskId.optional(), customer_id: customerId.optional(), until: day.optional() }))
      .max(200)
      .optional(),
  },
  response: Handback,
  errors: [
    ...notVisible,
    'handbacks.nothing-to-hand-back',
    'handbacks.not-ready',
    'handbacks.completed',
    'handbacks.customer-not-covered',
    'handbacks.keep-one-thing',
    'tasks.not-found',
  ],
});
export const GiveFeedback = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/feedback',
  summary: 'What the backup says of each customer; again for the same customer replaces it',
  allow: 'coverage:answer',
  params: id,
  body: {
    items: z
      .array(
        z.strictObject({ customer_id: customerId, feedback: line(2000), rating: z.int().min(1).max(5).optional() }),
      )
      .min(1)
      .max(500),
  },
  response: Handback,
  errors: [
    ...notVisible,
    'coverage.not-yours',
    'handbacks.nothing-to-hand-back',
    'handbacks.completed',
    'handbacks.customer-not-covered',
  ],
});
export const ProposeHandbackMeeting = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/handback-meeting',
  summary: 'A time to hand back in person: the first both have free after the return, or the one given',
  allow: 'coverage:read',
  params: id,
  body: { starts_at: instant.optional(), duration_minutes: z.int().min(5).max(240).default(30) },
  response: z
    .object({
      starts_at: instant,
      ends_at: instant,
      title: z.string(),
      attendees: z.array(PersonRef),
      /** `sent`: both get an invitation by e-mail. `copy`: no channel is connected, take the entry below. */
      delivered: z.enum(['sent', 'copy']),
      /** The calendar entry, iCalendar. */
      ics: z.string(),
    })
    .meta({ id: 'HandbackMeeting' }),
  errors: [
    ...notVisible,
    'handbacks.nothing-to-hand-back',
    'handbacks.meeting-in-the-past',
    'handbacks.no-common-time',
    'handbacks.completed',
  ],
});
export const ReturnFromAbsence = endpoint({
  method: 'POST',
  path: '/api/coverage/{coverage_id}/return',
  summary: 'I am back: ends the whole absence now and hands everything back',
  allow: 'coverage:read',
  params: { coverage_id: assignmentId },
  response: z.object({ absence: Absence, handbacks: z.array(Handback) }).meta({ id: 'ReturnFromAbsence' }),
  errors: [...notVisible, 'handbacks.not-begun', 'absences.ended'],
});

export const Survey = z
  .object({
    id: uuid,
    absence_id: uuid,
    /** In which part the person is asked. */
    asked_as: z.enum(['csm', 'backup']),
    about: span,
    time_zone: z.string(),
    with: z.array(PersonRef),
    asked_at: instant,
    answered_at: instant.nullable(),
    rating: z.int().nullable(),
    answers: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Survey' });
export const ListSurveys = endpoint({
  method: 'GET',
  path: '/api/surveys',
  summary: 'What I am asked after an absence, open ones first',
  allow: 'coverage:read',
  query: { open: z.stringbool().optional() },
  response: z.object({ items: z.array(Survey) }).meta({ id: 'SurveyList' }),
});
export const AnswerSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys/{survey_id}/answers',
  summary: 'How it went, 1 (badly) to 5 (could really let go); once',
  allow: 'coverage:read',
  params: { survey_id: surveyId },
  body: {
    rating: z.int().min(1).max(5),
    answers: z
      .record(line(100), text(2000))
      .refine((value) => Object.keys(value).length <= 20, 'at most 20 answers')
      .optional(),
  },
  response: Survey,
  errors: ['surveys.not-found', 'surveys.answered'],
});
