import { z } from 'zod';
import { CoverageAssignment, Gap } from './absences.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, customerId, userId, uuid } from './core/text.js';
import { instant, span } from './core/time.js';

const id = { absence_id: absenceId };

export const BackupSuggestions = z
  .object({
    items: z.array(
      z.object({
        user_id: uuid,
        name: z.string(),
        place: z.string().nullable(),
        score: z.number(),
        factors: z.object({
          capacity_score: z.number(),
          familiarity_score: z.number(),
          skill_match_score: z.number(),
          preference_score: z.number(),
        }),
        load: z.object({ customers: z.number(), coverage: z.number(), capacity_points: z.number() }),
        /** With these customers on top. */
        load_after: z.number(),
        overloaded: z.boolean(),
        reasons: z.array(z.string()),
        /** When they last said no to this absence; these stand last. */
        declined_at: instant.nullable(),
      }),
    ),
    excluded: z.array(
      z.object({
        user_id: uuid,
        name: z.string(),
        reason: z.string(),
        /** Of whoever is away for a part only: when they are there. Where nobody is there for all of it they are asked for that. */
        free: z.array(span).optional(),
      }),
    ),
  })
  .meta({ id: 'BackupSuggestions' });
export const GetBackupSuggestions = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/backup-suggestions',
  summary: 'Who could stand in, with the score and its factors, and who not, with the reason',
  allow: 'absences:own',
  params: id,
  response: BackupSuggestions,
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const ListAbsenceCoverage = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/coverage',
  summary: 'The coverage assignments of an absence, and its gaps',
  allow: 'absences:own',
  params: id,
  response: z.object({ items: z.array(CoverageAssignment), gaps: z.array(Gap) }).meta({ id: 'AbsenceCoverage' }),
  errors: ['absences.not-found'],
});
export const AssignCoverage = endpoint({
  method: 'POST',
  path: '/api/absences/{absence_id}/coverage',
  summary: 'Ask somebody to stand in, for all or some customers',
  allow: 'absences:own',
  status: 201,
  params: id,
  body: {
    backup_user_id: userId,
    tier: z.int().min(1).max(5).optional(),
    covered_customer_ids: z.array(customerId).min(1).max(5000).nullable().optional(),
    coverage_type: z.enum(['full', 'partial', 'tiered']).optional(),
  },
  response: CoverageAssignment,
  errors: [
    'absences.not-found',
    'users.not-found',
    'coverage.absence-over',
    'coverage.backup-is-self',
    'coverage.backup-is-absent',
    'coverage.backup-not-eligible',
    'customers.not-found',
    'coverage.customer-not-in-portfolio',
    'coverage.already-asked',
    'coverage.already-covered',
    'identity.not-allowed',
  ],
});
