import { NOTICE_METHODS, RUNGS, STRATEGIES } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerId, line, teamId, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

const minutes = z.int().min(1).max(43_200);
const weight = z.number().min(0).max(10);
const hours = z.int().min(0).max(720);

const policy = {
  needs_approval: z.boolean(),
  approve_within_minutes: minutes,
  needs_acceptance: z.boolean(),
  answer_within_minutes: minutes,
  /** For absences that run already; nobody gets less. */
  urgent_answer_minutes: minutes,
  strategy: z.enum(STRATEGIES),
  /** `fairness` 0 leaves PRD-258's formula as it is. */
  weights: z.strictObject({ capacity: weight, familiarity: weight, skill: weight, fairness: weight }),
  /** null: every customer is one point of capacity. */
  load_weights: z.strictObject({ arr: weight, health: weight, complexity: weight }).nullable(),
  /** Portfolios of more customers are split; null: only when nobody can carry the whole. */
  split_above: z.int().min(1).max(100_000).nullable(),
  secondary: z.boolean(),
  /** Who is turned to when nobody answers; steps can be left out, their order is fixed. */
  ladder: z.array(z.enum(RUNGS)).max(RUNGS.length),
  notices: z.strictObject({
    method: z.enum(NOTICE_METHODS),
    /** null: customers of every segment. */
    segments: z.array(line(60)).max(50).nullable(),
    min_days: z.int().min(0).max(366),
  }),
  brief_gate: z.strictObject({ owner_hours: hours, manager_hours: hours }),
};

export const CoveragePolicy = z
  .object({
    /** null: the policy of every team without one of its own. */
    team: z.object({ id: uuid, name: z.string() }).nullable(),
    /** False: nothing is stored here; it follows the tenant's policy, or the defaults. */
    own: z.boolean(),
    ...policy,
    /** 0 while nothing is stored; sent as If-Match it means that nobody else has stored one meanwhile. */
    version: z.int(),
    updated_at: instant.nullable(),
  })
  .meta({ id: 'CoveragePolicy' });

export const ListCoveragePolicies = endpoint({
  method: 'GET',
  path: '/api/admin/coverage-policies',
  summary: 'The coverage policy of the organisation first, then what counts for each team',
  allow: 'admin',
  response: z.object({ items: z.array(CoveragePolicy) }).meta({ id: 'CoveragePolicyList' }),
});
export const PutDefaultCoveragePolicy = endpoint({
  method: 'PUT',
  path: '/api/admin/coverage-policies/default',
  summary: 'Set the coverage policy of every team without one of its own (If-Match with its version)',
  allow: 'admin',
  body: policy,
  response: CoveragePolicy,
  errors: ['coverage-policies.malformed', 'version.stale'],
});
export const PutCoveragePolicy = endpoint({
  method: 'PUT',
  path: '/api/admin/coverage-policies/{team_id}',
  summary: 'Set the coverage policy of a team (If-Match with its version)',
  allow: 'admin',
  params: { team_id: teamId },
  body: policy,
  response: CoveragePolicy,
  errors: ['teams.not-found', 'coverage-policies.malformed', 'version.stale'],
});

const backup = z.object({ backup: PersonRef.nullable() });
export const GetCustomerBackup = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/backup',
  summary: 'Who is pre-configured as backup of this customer',
  allow: 'customers:read',
  params: { customer_id: customerId },
  response: backup.meta({ id: 'CustomerBackup' }),
  errors: ['customers.not-found'],
});
export const PutCustomerBackup = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}/backup',
  summary: 'Pre-configure the backup of this customer; it comes before the one of its CSM. null takes it back',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: { user_id: userId.nullable() },
  response: backup.meta({ id: 'CustomerBackup' }),
  errors: [
    'customers.not-found',
    'users.not-found',
    'coverage.backup-is-self',
    'coverage.backup-not-eligible',
    'coverage.has-conflict',
    'identity.not-allowed',
  ],
});
export const PutUserBackup = endpoint({
  method: 'PUT',
  path: '/api/users/{user_id}/backup',
  summary: 'Pre-configure the backup of a CSM for all their absences; by themselves or a manager. null takes it back',
  allow: 'absences:own',
  params: { user_id: userId },
  body: { backup_user_id: userId.nullable() },
  response: backup.meta({ id: 'UserBackup' }),
  errors: ['users.not-found', 'coverage.backup-is-self', 'coverage.backup-not-eligible', 'identity.not-allowed'],
});

export const CoverageConflict = z
  .object({ user: PersonRef, customer: CustomerRef, reason: z.string(), updated_at: instant })
  .meta({ id: 'CoverageConflict' });
export const ListCoverageConflicts = endpoint({
  method: 'GET',
  path: '/api/admin/coverage-conflicts',
  summary: 'Who must not look after which customer, and why',
  allow: 'admin',
  response: z.object({ items: z.array(CoverageConflict) }).meta({ id: 'CoverageConflictList' }),
});
export const PutCoverageConflict = endpoint({
  method: 'PUT',
  path: '/api/admin/coverage-conflicts',
  summary: 'Declare that somebody must not look after a customer',
  allow: 'admin',
  body: { user_id: userId, customer_id: customerId, reason: line(500) },
  response: CoverageConflict,
  errors: ['users.not-found', 'customers.not-found'],
});
export const RemoveCoverageConflict = endpoint({
  method: 'DELETE',
  path: '/api/admin/coverage-conflicts/{user_id}/{customer_id}',
  summary: 'Take a declared conflict back',
  allow: 'admin',
  params: { user_id: userId, customer_id: customerId },
  response: CoverageConflict,
  errors: ['coverage-conflicts.not-found'],
});

export const Fairness = z
  .object({
    from: day,
    to: day,
    items: z.array(
      z.object({
        user: PersonRef,
        /** Customer-days: ten customers for a week are seventy. */
        given: z.number(),
        received: z.number(),
        /** Given less received. */
        balance: z.number(),
      }),
    ),
  })
  .meta({ id: 'Fairness' });
export const GetFairness = endpoint({
  method: 'GET',
  path: '/api/team/fairness',
  summary: 'Coverage given and received by each of the team, in customer-days; the last 90 days unless said otherwise',
  allow: 'coverage:read',
  query: { from: day.optional(), to: day.optional(), team_id: teamId.optional() },
  response: Fairness,
  errors: ['teams.not-found', 'identity.not-allowed', 'absences.ends-before-start'],
});
