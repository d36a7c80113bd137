import { ABSENCE_KINDS, ABSENCE_SOURCES, ABSENCE_STATUSES, ASKED_BY } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, page, paging, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, line, text, timeZone, userId, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';
import { Recurrence } from './recurrence.js';

/** PRD-258's words for the kinds of absence. */
export const ABSENCE_TYPES = ABSENCE_KINDS;
export { ABSENCE_STATUSES };

export const CoverageAssignment = z
  .object({
    id: uuid,
    absence_id: uuid,
    backup: PersonRef,
    absent: PersonRef,
    tier: z.int(),
    coverage_type: z.enum(['full', 'partial', 'tiered']),
    status: z.enum(['pending', 'accepted', 'declined', 'active', 'completed']),
    approval: z.enum(['none', 'waiting', 'approved', 'rejected']),
    during: span,
    /** The zone of the absence: its days are read in it, whoever looks. */
    time_zone: z.string(),
    covered_customer_ids: z.array(uuid),
    score: z.number().nullable(),
    factors: z.record(z.string(), z.number()).nullable(),
    /** How it came about: by hand, as the first choice, or by which step of the ladder. */
    rung: z.enum(ASKED_BY),
    /** null while a manager has to say yes first. */
    asked_at: instant.nullable(),
    /** Until when an answer is awaited. */
    answer_by: instant.nullable(),
    /** Who is asked to approve, and until when. */
    approver_user_id: uuid.nullable(),
    approve_by: instant.nullable(),
    approval_reason: z.string().nullable(),
    accepted_at: instant.nullable(),
    /** The backup asked to be released: they stay until somebody else has said yes, at most until then. */
    release_by: instant.nullable(),
    release_reason: z.string().nullable(),
    declined_reason: z.string().nullable(),
    ended_reason: z.string().nullable(),
    notifications_received: z.int(),
    actions_taken: z.int(),
    created_at: instant,
    version: z.int(),
  })
  .meta({ id: 'CoverageAssignment' });

export const Gap = z
  .object({
    customer: CustomerRef,
    starts_at: instant,
    ends_at: instant.nullable(),
    /** The zone of the absence: its days are read in it, whoever looks. */
    time_zone: z.string(),
    cause: z.string(),
  })
  .meta({ id: 'Gap' });

export const Absence = z
  .object({
    id: uuid,
    user: PersonRef,
    absence_type: z.enum(ABSENCE_TYPES),
    status: z.enum(ABSENCE_STATUSES),
    source: z.enum(ABSENCE_SOURCES),
    start_date: day,
    end_date: day.nullable(),
    time_zone: z.string(),
    during: span,
    is_partial: z.boolean(),
    partial_hours: z.string().nullable(),
    windows: z.array(z.object({ starts_at: instant, ends_at: instant })),
    preferred_backup_user_id: uuid.nullable(),
    special_instructions: z.string().nullable(),
    calendar_event_id: z.string().nullable(),
    title: z.string().nullable(),
    /** Entered at the last minute; active from that instant on. */
    unplanned: z.boolean(),
    /** The colleague who entered it for somebody who could not; null otherwise. */
    reported_by: PersonRef.nullable(),
    /** A colleague entered it, and neither the person nor a manager has said yes yet. */
    needs_confirmation: z.boolean(),
    /** While it has no end: the day on which the manager is asked whether it goes on. */
    review_on: day.nullable(),
    /** It is one of a series; `on` is the day the rule gave it, which stays when it alone is moved. */
    series: z.object({ id: uuid, on: day, recurrence: Recurrence }).nullable(),
    coverage: z.object({
      customer_count: z.int(),
      accepted: z.int(),
      waiting: z.int(),
      uncovered: z.int(),
      assignments: z.array(CoverageAssignment),
    }),
    created_at: instant,
    version: z.int(),
  })
  .meta({ id: 'Absence' });

const words = {
  absence_type: z.enum(ABSENCE_TYPES).optional(),
  start_date: day.optional(),
  /** null: nobody knows yet; then the manager is asked at `review_on`. */
  end_date: day.nullable().optional(),
  time_zone: timeZone.optional(),
  is_partial: z.boolean().optional(),
  preferred_backup_user_id: userId.nullable().optional(),
  special_instructions: text(4000).nullable().optional(),
  review_on: day.optional(),
};
/** For an unplanned absence everything has a default; a planned one needs `absence_type`, `start_date` and `end_date`. */
const entered = {
  ...words,
  partial_hours: text(200).optional(),
  unplanned: z.boolean().optional(),
  recurrence: Recurrence.optional(),
};
const changed = { ...words, partial_hours: text(200).nullable().optional() };
/** Of a series: this one only, this and all later ones, or all that have not begun. */
const scope = z.enum(['this', 'following', 'all']).optional();
const refusals = [
  'absences.ends-before-start',
  'absences.in-the-past',
  'absences.too-long',
  'absences.bad-hours',
  'absences.open-ended-hours',
  'absences.overlaps-own',
  'users.not-found',
  'coverage.backup-is-self',
] as const;
const id = { absence_id: absenceId };

export const CreateAbsence = endpoint({
  method: 'POST',
  path: '/api/absences',
  summary:
    'Say that somebody is away: days in a zone, turned to instants once. unplanned: from this instant on, also for a teammate; recurrence: a series',
  allow: 'absences:own',
  status: 201,
  body: { user_id: userId.optional(), ...entered },
  response: Absence,
  errors: [
    ...refusals,
    'absences.bad-recurrence',
    'absences.too-many',
    'absences.unplanned-starts-now',
    'absences.words-are-theirs',
    'identity.not-allowed',
  ],
});
export const ListAbsences = endpoint({
  method: 'GET',
  path: '/api/absences',
  summary: 'My absences; a manager sees the team, an admin everybody',
  allow: 'absences:own',
  query: {
    ...paging,
    user_id: userId.optional(),
    status: z.enum(ABSENCE_STATUSES).optional(),
    from: day.optional(),
    to: day.optional(),
  },
  response: page(Absence, 'AbsencePage'),
});
export const GetAbsence = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}',
  summary: 'One absence with its coverage',
  allow: 'absences:own',
  params: id,
  response: Absence,
  errors: ['absences.not-found'],
});
export const PatchAbsence = endpoint({
  method: 'PATCH',
  path: '/api/absences/{absence_id}',
  summary:
    'Move, extend or shorten an absence; coverage follows (If-Match with its version). scope: this one, this and following, or all of its series',
  allow: 'absences:own',
  params: id,
  body: { ...changed, scope },
  response: Absence,
  errors: [
    ...refusals,
    'absences.not-found',
    'absences.ended',
    'absences.has-begun',
    'absences.not-a-series',
    'absences.bad-recurrence',
    'coverage.already-covered',
    'version.stale',
    'identity.not-allowed',
  ],
});
export const CancelAbsence = endpoint({
  method: 'DELETE',
  path: '/api/absences/{absence_id}',
  summary:
    'Cancel an absence, or end it now when it runs; nothing is deleted. scope: also the following, or all of its series',
  allow: 'absences:own',
  params: id,
  query: { reason: line(500).optional(), scope },
  response: Absence,
  errors: ['absences.not-found', 'absences.ended', 'absences.not-a-series', 'version.stale', 'identity.not-allowed'],
});
export const ConfirmAbsence = endpoint({
  method: 'POST',
  path: '/api/absences/{absence_id}/confirm',
  summary:
    'Yes: this suggestion, or what a colleague entered for me, is an absence; with other days or hours when given',
  allow: 'absences:own',
  params: id,
  body: {
    absence_type: changed.absence_type,
    start_date: changed.start_date,
    end_date: changed.end_date,
    is_partial: changed.is_partial,
    partial_hours: changed.partial_hours,
  },
  response: Absence,
  errors: [
    ...refusals,
    'absences.not-found',
    'absences.not-a-suggestion',
    'absences.ended',
    'absences.has-begun',
    'coverage.already-covered',
    'version.stale',
    'identity.not-allowed',
  ],
});
export const DismissAbsence = endpoint({
  method: 'POST',
  path: '/api/absences/{absence_id}/dismiss',
  summary: 'No: this suggestion, or what a colleague entered for me, is not an absence; it will not come back',
  allow: 'absences:own',
  params: id,
  response: Absence,
  errors: [
    'absences.not-found',
    'absences.not-a-suggestion',
    'absences.ended',
    'version.stale',
    'identity.not-allowed',
  ],
});
