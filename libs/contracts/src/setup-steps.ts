import { ABSENCE_SOURCES, ABSENCE_STATUSES, COVERAGE_CAUSES, RUNGS } from '@understudy/domain';
import { z } from 'zod';
import { ABSENCE_TYPES } from './absences.js';
import { BackupSuggestions } from './absence-coverage.js';
import { DepartureRow } from './briefs.js';
import { CustomerRef, PersonRef, PRIORITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, customerId, text, timeZone, userId, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';
import { CoverageSetup, NOTIFY_CUSTOMERS } from './coverage-setup.js';

/*
 * The set-up step by step (PRD-131 "OOO Setup Wizard"). The choices so far are the whole input of every step, nothing is saved before the last
 * one; the looks before it go through all that saving would do and take it back, so they meet the refusals that saving would.
 */

/** One backup, or `split`: several. */
export const COVER_BY_SEVERAL = 'split';

const plan = {
  /** Of an absence that is known, for example from the calendar; then only what differs is given. */
  absence_id: absenceId.optional(),
  /** Whose; by their manager. Left out, the caller's own. */
  csm_id: userId.optional(),
  absence_type: z.enum(ABSENCE_TYPES).optional(),
  start_date: day.optional(),
  /** null: nobody knows yet. */
  end_date: day.nullable().optional(),
  time_zone: timeZone.optional(),
  /** "09:00-12:00, 14:00-15:30": only these hours of each day; empty: whole days. */
  partial_hours: text(200).optional(),
  /** Left out: what is best, or who is asked already. */
  cover: z.union([z.literal(COVER_BY_SEVERAL), userId]).optional(),
  /** With `split`: only these share. */
  among: z.array(userId).min(1).max(100).optional(),
  /** With `split`: placed by hand, over what fits best. */
  by_hand: z
    .array(z.strictObject({ customer_id: customerId, backup_user_id: userId }))
    .max(5000)
    .optional(),
  notify_customers: z.enum(['auto', 'none']).optional(),
  /** What whoever covers has to know. */
  special_instructions: text(4000).optional(),
};
const dateErrors = [
  'absences.not-found',
  'absences.ends-before-start',
  'absences.in-the-past',
  'absences.too-long',
  'absences.bad-hours',
  'absences.open-ended-hours',
  'absences.has-begun',
  'absences.ended',
  'users.not-found',
  'identity.not-allowed',
] as const;
const refusals = [
  ...dateErrors,
  'absences.overlaps-own',
  'absences.too-many',
  'customers.not-found',
  'coverage.absence-over',
  'coverage.backup-is-self',
  'coverage.backup-is-absent',
  'coverage.backup-not-eligible',
  'coverage.customer-not-in-portfolio',
  'coverage.customer-named-twice',
  'coverage.already-covered',
  'coverage.asked-at-other-tier',
] as const;

const Suggested = BackupSuggestions.shape.items.element;

export const SetupProposal = z
  .object({
    user: PersonRef,
    manager: PersonRef.nullable(),
    absence: z.object({
      /** null: not entered yet. */
      id: uuid.nullable(),
      absence_type: z.enum(ABSENCE_TYPES),
      start_date: day,
      end_date: day.nullable(),
      time_zone: z.string(),
      partial_hours: z.string().nullable(),
      during: span,
      status: z.enum(ABSENCE_STATUSES).nullable(),
      source: z.enum(ABSENCE_SOURCES).nullable(),
      title: z.string().nullable(),
      special_instructions: z.string().nullable(),
      /** What was decided about mails to customers; null: nobody decided yet. */
      notify_customers: z.enum(NOTIFY_CUSTOMERS).nullable(),
    }),
    /** Its days in its zone, at most 120 of them, and whether the person works then. */
    days: z.array(z.object({ on: day, works: z.boolean() })),
    working_days: z.int(),
    people: z.array(
      Suggested.extend({
        /** How many of the customers they have worked with. */
        knows: z.int(),
        skills: z.array(z.string()),
      }),
    ),
    excluded: BackupSuggestions.shape.excluded,
    customers: z.array(
      CustomerRef.extend({
        arr: z.number(),
        health_score: z.int(),
        renewal_on: day.nullable(),
        /** The renewal lies in the absence. */
        renews_inside: z.boolean(),
        /** What it adds to somebody's load. */
        points: z.number(),
        /** null: nobody can be asked for it. */
        backup_user_id: uuid.nullable(),
        why: z.string(),
        /** Who must not have it whatever fits. */
        not: z.array(z.object({ user_id: uuid, reason: z.string() })),
      }),
    ),
    unplaced: z.array(z.object({ customer_id: uuid, reason: z.string() })),
    cover: z.union([z.literal(COVER_BY_SEVERAL), uuid]).nullable(),
    /** What would be best if nobody had chosen anything. */
    best: z.union([z.literal(COVER_BY_SEVERAL), uuid]).nullable(),
    /** Who has a share, with their load before and after it. */
    shares: z.array(
      z.object({
        backup: PersonRef,
        customers: z.int(),
        load: z.number(),
        load_after: z.number(),
        capacity_points: z.number(),
      }),
    ),
    /** Questions that wait or were answered with yes. */
    asked: z.array(z.object({ user_id: uuid, accepted: z.boolean(), customer_ids: z.array(uuid) })),
    policy: z.object({
      needs_approval: z.boolean(),
      needs_acceptance: z.boolean(),
      /** Asked now, the last of them has so long: by the policy, the time that is left and their hours at work. */
      answer_within_minutes: z.int(),
      /** Who is turned to without an answer, in order; only steps that can happen. */
      ladder: z.array(z.enum(RUNGS)),
      notices: z.enum(['auto', 'manual', 'none']),
      weights: z.object({ capacity: z.number(), familiarity: z.number(), skill: z.number() }),
    }),
  })
  .meta({ id: 'SetupProposal' });
export const ProposeSetup = endpoint({
  method: 'POST',
  path: '/api/coverage/setup/proposal',
  summary: 'Going away, step by step: who could cover, who has which customers by the choices so far; nothing is saved',
  allow: 'absences:own',
  body: plan,
  response: SetupProposal,
  errors: dateErrors,
});

export const SetupReview = z
  .object({
    /** Most pressing first, by what the rule says of this time. */
    items: z.array(DepartureRow),
  })
  .meta({ id: 'SetupReview' });
export const ReviewSetup = endpoint({
  method: 'POST',
  path: '/api/coverage/setup/review',
  summary: 'The customers by risk as whoever covers would get them, before the absence is entered; nothing is saved',
  allow: 'absences:own',
  body: plan,
  response: SetupReview,
  errors: refusals,
});

const contact = {
  customer: CustomerRef,
  contact: z.object({ stakeholder_id: uuid, name: z.string() }),
};
export const SetupCheck = z
  .object({
    proposal: SetupProposal,
    /** If everybody who is asked says yes. */
    proof: z.object({
      customers: z.int(),
      gaps: z.array(
        z.object({
          customer: CustomerRef,
          starts_at: instant,
          ends_at: instant,
          cause: z.enum(COVERAGE_CAUSES),
          /** Left over: null is a gap, else the team's fallback or a manager, who never said yes. */
          responsible: PersonRef.nullable(),
        }),
      ),
    }),
    /** What customers would read, whether it is chosen or not. */
    notices: z.object({
      /** False: no mail service is connected, they become drafts. */
      connected: z.boolean(),
      items: z.array(
        z.object({ ...contact, send_at: instant, language: z.string(), subject: z.string(), text: z.string() }),
      ),
      /** They want none. */
      opted_out: z.array(z.object(contact)),
    }),
  })
  .meta({ id: 'SetupCheck' });
export const CheckSetup = endpoint({
  method: 'POST',
  path: '/api/coverage/setup/check',
  summary:
    'The last look: the proof that nobody is left alone, or each gap, and what customers would read; nothing is saved',
  allow: 'absences:own',
  body: plan,
  response: SetupCheck,
  errors: refusals,
});

export const SaveSetup = endpoint({
  method: 'POST',
  path: '/api/coverage/setup/save',
  summary: 'The last step: the absence, whom to ask, what customers are told, notes on customers; all or nothing',
  allow: 'absences:own',
  status: 201,
  body: {
    ...plan,
    /** What whoever covers has to know of single customers, and their priority where the rule is overruled. */
    notes: z
      .array(
        z.strictObject({
          customer_id: customerId,
          note: text(4000),
          priority: z.enum(PRIORITIES).nullable().default(null),
        }),
      )
      .max(5000)
      .optional(),
  },
  response: CoverageSetup,
  errors: refusals,
});
