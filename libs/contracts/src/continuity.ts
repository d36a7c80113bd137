import { COVERAGE_CAUSES } from '@understudy/domain';
import { z } from 'zod';
import { CreateAbsence, PatchAbsence } from './absences.js';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, customerId, teamId, userId, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';

/** How somebody looks after a customer; `team-fallback` and `manager` never said yes to it. */
const GRADES = ['owner', 'coverage', 'team-fallback', 'manager', 'gap'] as const;

/** Half-open, and always with an end: of what was looked at. */
const bounded = { starts_at: instant, ends_at: instant };

/** A span in which coverage does not hold, with the reason; `explanation` is the walk in sentences. */
export const CoverageHole = z
  .object({
    customer_id: uuid,
    customer_name: z.string(),
    arr: z.number(),
    csm: PersonRef.nullable(),
    ...bounded,
    cause: z.enum(COVERAGE_CAUSES),
    /** Who is left: null is a gap. */
    responsible: PersonRef.nullable(),
    grade: z.enum(GRADES),
    explanation: z.array(z.string()),
  })
  .meta({ id: 'CoverageHole' });

const scope = { horizon_days: z.coerce.number().int().min(1).max(366).default(90), team_id: teamId.optional() };

export const CoverageProof = z
  .object({
    /** From now, so many days as they pass in `time_zone`, the reader's. */
    from: instant,
    to: instant,
    time_zone: z.string(),
    customers: z.int(),
    /** Share of the customers that somebody looks after at every instant of the horizon; 1 only without any gap. */
    covered_ratio: z.number(),
    /** Share of the customers' time. */
    covered_time_ratio: z.number(),
    gaps_total: z.int(),
    /** The exact counterexamples, soonest first; at most 1,000. */
    gaps: z.array(CoverageHole),
    /** Customers without gap whom for some time only the team's fallback or a manager looks after. */
    weak_customers: z.int(),
    weak_total: z.int(),
    /** Those times, soonest first; at most 1,000. */
    weak: z.array(CoverageHole),
  })
  .meta({ id: 'CoverageProof' });
export const GetCoverageProof = endpoint({
  method: 'GET',
  path: '/api/coverage/proof',
  summary: 'Is every customer looked after at every instant of the horizon? The proof, or each counterexample',
  allow: 'coverage:read',
  query: scope,
  response: CoverageProof,
  errors: ['teams.not-found'],
});

export const SinglePoint = z
  .object({
    customer_id: uuid,
    customer_name: z.string(),
    arr: z.number(),
    ...bounded,
    /** Who would be left if this person were away too. */
    left_with: z.enum(['nobody', 'team-fallback', 'manager']),
    /** They stand in for the owner then, rather than owning the customer. */
    stands_in: z.boolean(),
  })
  .meta({ id: 'SinglePoint' });
export const PersonAtRisk = z
  .object({
    user: PersonRef,
    customers: z.int(),
    /** Of these, how many would be left with nobody at all. */
    left_with_nobody: z.int(),
    arr: z.number(),
    lowest_health: z.int().nullable(),
    points_total: z.int(),
    /** Largest ARR first; at most 100, of one person asked about 1,000. */
    points: z.array(SinglePoint),
  })
  .meta({ id: 'PersonAtRisk' });
export const GetCoverageResilience = endpoint({
  method: 'GET',
  path: '/api/coverage/resilience',
  summary:
    'Who else must not fall sick: customers that hang on one person, the most at stake first; with user_id only them',
  allow: 'coverage:read',
  query: { ...scope, user_id: userId.optional() },
  response: z
    .object({ from: instant, to: instant, time_zone: z.string(), people: z.array(PersonAtRisk) })
    .meta({ id: 'CoverageResilience' }),
  errors: ['teams.not-found'],
});

/** Somebody would carry more at one time than they can, from `at` on. */
export const Overload = z
  .object({
    user: PersonRef,
    points: z.number(),
    points_before: z.number(),
    capacity_points: z.number(),
    at: instant,
  })
  .meta({ id: 'Overload' });
const outcome = {
  gaps_total: z.int(),
  gaps: z.array(CoverageHole),
  weak_total: z.int(),
  weak: z.array(CoverageHole),
  overload: z.array(Overload),
  single_points: z.array(PersonAtRisk),
};
/** What the absence would change, compared with the same plans without it; each list at most 1,000. */
export const WhatIf = z
  .object({
    user: PersonRef,
    during: span,
    windows: z.array(span),
    /** The person's zone. */
    time_zone: z.string(),
    /** Until when an absence without end was looked at. */
    looked_at_until: instant,
    customers: z.int(),
    arr: z.number(),
    /** As long as nobody says yes. */
    ...outcome,
    /** If whom the product would ask first says yes to everything; null when there is nobody to ask. */
    proposal: z.object({ backup: PersonRef, score: z.number(), reasons: z.array(z.string()), ...outcome }).nullable(),
    renewals: z.array(z.object({ customer: CustomerRef, renewal_on: day, arr: z.number(), health_score: z.int() })),
    meetings: z.array(z.object({ id: uuid, customer: CustomerRef, title: z.string(), ...bounded })),
  })
  .meta({ id: 'WhatIf' });
export const WhatIfAbsence = endpoint({
  method: 'POST',
  path: '/api/absences/what-if',
  summary: 'What an absence would do before it is entered: gaps, overload, renewals, meetings; nothing is saved',
  allow: 'absences:own',
  body: {
    ...CreateAbsence.parts.body.shape,
    instead_of: absenceId
      .optional()
      .describe('This absence at these days, as PATCH would move it; of the rest only absence_type counts'),
  },
  response: WhatIf,
  errors: [...new Set([...(CreateAbsence.errors ?? []), ...(PatchAbsence.errors ?? [])])],
});

export const CoverageHistoryTile = z
  .object({
    ...bounded,
    responsible: PersonRef.nullable(),
    grade: z.enum(GRADES),
    cause: z.enum(COVERAGE_CAUSES).nullable(),
    /** Who owned the customer at that time. */
    owner: PersonRef.nullable(),
    assignment_id: uuid.nullable(),
    /** Still ahead: what is planned now, and may change. */
    is_plan: z.boolean(),
    explanation: z.array(z.string()),
  })
  .meta({ id: 'CoverageHistoryTile' });
export const GetCoverageHistory = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/coverage-history',
  summary: 'Who had coverage of this customer when, and who is planned; without hole or overlap',
  allow: 'customers:read',
  params: { customer_id: customerId },
  query: { from: instant.optional(), to: instant.optional() },
  response: z
    .object({
      customer: CustomerRef,
      from: instant,
      to: instant,
      time_zone: z.string(),
      /** Owner, team and fallback are known since then; before, the first known ones count. */
      known_since: instant,
      tiles: z.array(CoverageHistoryTile),
    })
    .meta({ id: 'CoverageHistory' }),
  errors: ['customers.not-found', 'coverage.history-span'],
});
