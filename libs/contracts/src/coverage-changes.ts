import { z } from 'zod';
import { CoverageAssignment } from './absences.js';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, assignmentId, customerId, line, userId } from './core/text.js';
import { instant } from './core/time.js';

const id = { assignment_id: assignmentId };

/** A backup who waits for a manager's yes, with what the manager needs to decide and what happens without them. */
export const CoverageApproval = z
  .object({
    assignment: CoverageAssignment,
    /** The caller is the one who is asked; others who may decide see it too. */
    asked_of_me: z.boolean(),
    asked_of: PersonRef.nullable(),
    arr: z.number(),
    /** Of these customers, how many have a health under 50. */
    at_risk: z.int(),
    /** Who is asked when `approve_by` passes; null: nobody is left to ask, and the backup is asked without a yes. */
    next_approver: PersonRef.nullable(),
    /** The absence runs, or the chain of managers ended: the backup was asked already, and this confirms or ends it. */
    backup_knows: z.boolean(),
  })
  .meta({ id: 'CoverageApproval' });
export const ListApprovals = endpoint({
  method: 'GET',
  path: '/api/coverage/approvals',
  summary: 'Backups that wait for a yes I may give, the soonest deadline first',
  allow: 'absences:manage',
  response: z
    .object({
      items: z.array(CoverageApproval),
      /** How many of them ask me. */
      mine: z.int(),
    })
    .meta({ id: 'CoverageApprovalList' }),
});
export const ApproveCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/approve',
  summary: 'Yes to this backup, by a manager of the absent person; now the backup is asked',
  allow: 'absences:manage',
  params: id,
  response: CoverageAssignment,
  errors: [
    'coverage.assignment-not-found',
    'coverage.not-awaiting-approval',
    'coverage.absence-over',
    'coverage.backup-is-absent',
    'coverage.already-covered',
    'identity.not-allowed',
  ],
});
export const RejectCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/reject',
  summary: 'No to this backup, by a manager of the absent person; somebody else is found',
  allow: 'absences:manage',
  params: id,
  body: { reason: line(500) },
  response: CoverageAssignment,
  errors: ['coverage.assignment-not-found', 'coverage.not-awaiting-approval', 'identity.not-allowed'],
});
export const ReleaseCoverage = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/release',
  summary: 'I cannot go on standing in; I stay until somebody else has said yes, at most until release_by',
  allow: 'coverage:answer',
  params: id,
  body: { reason: line(500) },
  response: CoverageAssignment,
  errors: [
    'coverage.assignment-not-found',
    'coverage.not-accepted',
    'coverage.assignment-over',
    'coverage.release-asked-already',
    'coverage.not-yours',
  ],
});
/** PRD-258 FR-2.2. Another backup, or other customers of what was accepted, end this assignment and ask anew: history stays. */
export const ChangeAssignment = endpoint({
  method: 'PATCH',
  path: '/api/coverage-assignments/{assignment_id}',
  summary: 'Modify an assignment: another backup, other customers, another tier, only a part of the time (If-Match)',
  allow: 'absences:own',
  params: id,
  body: {
    backup_user_id: userId.optional(),
    /** null: all of them. */
    covered_customer_ids: z.array(customerId).min(1).max(5000).nullable().optional(),
    tier: z.int().min(1).max(5).optional(),
    /** null: the whole absence. */
    during: z.strictObject({ starts_at: instant, ends_at: instant }).nullable().optional(),
  },
  response: CoverageAssignment,
  errors: [
    'coverage.assignment-not-found',
    'coverage.assignment-over',
    'coverage.absence-over',
    'coverage.backup-is-self',
    'coverage.backup-is-absent',
    'coverage.backup-not-eligible',
    'coverage.has-conflict',
    'coverage.asked-at-other-tier',
    'coverage.outside-absence',
    'coverage.customer-not-in-portfolio',
    'coverage.already-covered',
    'customers.not-found',
    'users.not-found',
    'version.stale',
    'identity.not-allowed',
  ],
});

const factors = z.object({
  capacity_score: z.number(),
  familiarity_score: z.number(),
  skill_match_score: z.number(),
  preference_score: z.number(),
});
export const GetBackupReasons = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/backup-suggestions/{user_id}',
  summary: 'Why this person, or why not: score, factors and limits in words, and how they fit each customer',
  allow: 'absences:own',
  params: { absence_id: absenceId, user_id: userId },
  response: z
    .object({
      user: PersonRef,
      /** 1 is the best; null when they are left out. */
      rank: z.int().nullable(),
      score: z.number().nullable(),
      factors: factors.nullable(),
      reasons: z.array(z.string()),
      /** What speaks against them whatever the score; empty when nothing does. */
      limits: z.array(z.string()),
      customers: z.array(
        z.object({
          customer: CustomerRef,
          fit: z.number(),
          reasons: z.array(z.string()),
          limit: z.string().nullable(),
        }),
      ),
    })
    .meta({ id: 'BackupReasons' }),
  errors: ['absences.not-found', 'users.not-found', 'identity.not-allowed'],
});
