import { z } from 'zod';
import { CoveredAccount } from './briefs.js';
import { endpoint } from './core/endpoint.js';
import { userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

/** PRD-131's OOOCoverage: one coverage assignment with everything that belongs to it (product.md 4). */
export const OOOCoverage = z
  .object({
    /** Of the coverage assignment. */
    id: uuid,
    absence_id: uuid,
    csm_id: uuid,
    covering_csm_id: uuid,
    start_date: day,
    /** The last day away; null while nobody knows. */
    end_date: day.nullable(),
    time_zone: z.string(),
    /** Asked and accepted both show as scheduled until it begins. */
    status: z.enum(['scheduled', 'active', 'completed']),
    covered_accounts: z.array(CoveredAccount),
    handoff_brief: z.object({
      /** The document in Google Docs; null until Google is connected. */
      document_id: z.string().nullable(),
      generated_at: instant.nullable(),
      viewed_at: instant.nullable(),
    }),
    customer_notifications: z.object({
      sent: z.boolean(),
      sent_at: instant.nullable(),
      method: z.enum(['auto', 'manual', 'none']),
    }),
    routing_updates: z.array(
      z.object({
        type: z.enum(['email', 'slack', 'tasks', 'alerts', 'calendar']),
        original_routing: z.string(),
        temporary_routing: z.string(),
        reverted_at: instant.nullable(),
      }),
    ),
    return_handback: z.object({
      summary_doc_id: z.string().nullable(),
      generated_at: instant.nullable(),
      activities_during_absence: z.array(
        z.object({ customer_id: uuid, activity_type: z.string(), description: z.string(), at: instant }),
      ),
      outstanding_issues: z.array(z.string()),
    }),
    created_at: instant,
  })
  .meta({ id: 'OOOCoverage' });

export const GetCurrentCoverage = endpoint({
  method: 'GET',
  path: '/api/coverage/{csm_id}/current',
  summary:
    'Who stands in for a CSM, ahead and now, with brief, notices, routing and handback; empty when nobody has to',
  allow: 'coverage:read',
  params: { csm_id: userId },
  response: z.object({ items: z.array(OOOCoverage) }).meta({ id: 'CurrentCoverage' }),
  errors: ['users.not-found', 'identity.not-allowed'],
});
