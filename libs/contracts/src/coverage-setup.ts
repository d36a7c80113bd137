import { z } from 'zod';
import { Absence, ABSENCE_TYPES, CoverageAssignment, Gap } from './absences.js';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, customerId, text, timeZone, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

export const NOTIFY_CUSTOMERS = ['auto', 'manual', 'none'] as const;

const clock = text(5).refine((value) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(value), 'is "09:00", up to "24:00"');

/** Dates as PRD-131's wizard asks for them; `windows` are real hours of single days, for partial days. */
const dates = {
  csm_id: userId.optional(),
  start_date: day,
  end_date: day,
  time_zone: timeZone.optional(),
  windows: z
    .array(z.strictObject({ on: day, from: clock, to: clock }))
    .min(1)
    .max(200)
    .optional(),
};
const wishes = {
  preferred_backup_user_id: userId.nullable().optional(),
  /** null or left out: all of them. */
  covered_customer_ids: z.array(customerId).min(1).max(5000).nullable().optional(),
};
const dateErrors = [
  'absences.ends-before-start',
  'absences.in-the-past',
  'absences.too-long',
  'absences.bad-hours',
  'users.not-found',
  'customers.not-found',
  'coverage.backup-is-self',
  'coverage.customer-not-in-portfolio',
  'identity.not-allowed',
] as const;

const Unplaced = z.object({ customer_id: uuid, reason: z.string() });

export const CoverageSetup = z
  .object({
    absence: Absence,
    assignments: z.array(
      CoverageAssignment.pick({
        id: true,
        tier: true,
        coverage_type: true,
        status: true,
        approval: true,
        covered_customer_ids: true,
        score: true,
        factors: true,
      }).extend({ backup_user_id: uuid, backup: PersonRef }),
    ),
    /** For whom nobody could be asked, and why. */
    unplaced: z.array(Unplaced),
    gaps: z.array(Gap),
    notify_customers: z.enum(NOTIFY_CUSTOMERS),
    /** Written, and still being written by the worker. */
    briefs: z.object({ ready: z.int(), pending: z.int() }),
  })
  .meta({ id: 'CoverageSetup' });
export const SetUpCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage/setup',
  summary: 'Going away: the absence, its backups, its briefs and what customers are told, in one step',
  allow: 'absences:own',
  status: 201,
  body: {
    ...dates,
    ...wishes,
    absence_type: z.enum(ABSENCE_TYPES),
    /** Share the customers among several backups; left out, the team's policy decides. */
    split: z.boolean().optional(),
    notify_customers: z.enum(NOTIFY_CUSTOMERS),
    special_instructions: text(4000).nullable().optional(),
    /** From this instant on; also for a teammate. */
    unplanned: z.boolean().optional(),
  },
  response: CoverageSetup,
  errors: [
    ...dateErrors,
    'absences.overlaps-own',
    'absences.too-many',
    'absences.unplanned-starts-now',
    'absences.words-are-theirs',
    'coverage.backup-is-absent',
    'coverage.backup-not-eligible',
    'coverage.already-covered',
    'coverage.asked-at-other-tier',
  ],
});

export const SplitProposal = z
  .object({
    backups: z.array(
      z.object({
        user: PersonRef,
        /** What they carry now, of how much, and what it would be with their share. */
        load: z.number(),
        capacity_points: z.number(),
        load_after: z.number(),
        customers: z.int(),
        /** Why they can take nothing; null for who can. */
        excluded: z.string().nullable(),
      }),
    ),
    customers: z.array(
      z.object({
        customer: CustomerRef,
        backup_user_id: uuid.nullable(),
        fit: z.number().nullable(),
        why: z.string(),
        why_not: z.array(z.object({ user_id: uuid, reason: z.string() })),
      }),
    ),
    unplaced: z.array(Unplaced),
  })
  .meta({ id: 'SplitProposal' });
export const PreviewSplit = endpoint({
  method: 'POST',
  path: '/api/coverage/split-preview',
  summary: 'How a portfolio would be shared among backups, with the reasons; nothing is saved',
  allow: 'absences:own',
  body: { ...dates, ...wishes },
  response: SplitProposal,
  errors: dateErrors,
});

export const PutSplit = endpoint({
  method: 'PUT',
  path: '/api/absences/{absence_id}/coverage/split',
  summary:
    'Who stands in for which customers, set by hand: waiting questions are replaced, a yes stays unless its customers are named',
  allow: 'absences:own',
  params: { absence_id: absenceId },
  body: {
    assignments: z
      .array(z.strictObject({ backup_user_id: userId, customer_ids: z.array(customerId).min(1).max(5000) }))
      .min(1)
      .max(100),
  },
  response: z.object({ items: z.array(CoverageAssignment), gaps: z.array(Gap) }).meta({ id: 'SplitCoverage' }),
  errors: [
    'absences.not-found',
    'users.not-found',
    'customers.not-found',
    'coverage.absence-over',
    'coverage.backup-is-self',
    'coverage.backup-is-absent',
    'coverage.backup-not-eligible',
    'coverage.customer-not-in-portfolio',
    'coverage.customer-named-twice',
    'coverage.already-covered',
    'coverage.asked-at-other-tier',
    'identity.not-allowed',
  ],
});

const ofCustomer = { customer_id: customerId };

/** What a take-over would mean, so that people can be told before they confirm it. */
export const TakeOverPlan = z
  .object({
    customer_id: uuid,
    absent: PersonRef,
    /** null: nobody knows yet when they are back. */
    ends_at: instant.nullable(),
    /** The absent person's zone: `ends_at` is read as a day in it when it is a midnight there. */
    time_zone: z.string(),
    /** The caller has it already; taking it over again changes nothing. */
    taken_by_me: z.boolean(),
    /** Who hears of it at once. Whoever is away, and the absent person, read it when they are back. */
    told: z.array(PersonRef),
  })
  .meta({ id: 'TakeOverPlan' });
export const PlanTakeOver = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/take-over',
  summary: 'Before I take over: until when it would be, and who is told; nothing is changed',
  allow: 'coverage:answer',
  params: ofCustomer,
  response: TakeOverPlan,
  errors: [
    'customers.not-found',
    'coverage.no-owner',
    'coverage.owner-is-here',
    'coverage.backup-is-self',
    'coverage.backup-is-absent',
    'coverage.taken-over',
    'identity.not-allowed',
  ],
});
export const TakeOverCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/take-over',
  summary: 'I look after it now, until the owner is back or I release it',
  allow: 'coverage:answer',
  status: 201,
  params: ofCustomer,
  response: CoverageAssignment,
  errors: [
    'customers.not-found',
    'coverage.no-owner',
    'coverage.owner-is-here',
    'coverage.backup-is-self',
    'coverage.backup-is-absent',
    'coverage.backup-not-eligible',
    'coverage.taken-over',
    'coverage.already-covered',
    'identity.not-allowed',
  ],
});
export const ReleaseCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/release',
  summary: 'I do not look after it any more: whoever stands in does again',
  allow: 'coverage:answer',
  params: ofCustomer,
  response: CoverageAssignment,
  errors: ['customers.not-found', 'coverage.not-taken-over', 'identity.not-allowed'],
});
