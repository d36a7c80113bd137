import { GAPS_IN_BRIEFS, MEETING_HANDLINGS } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, PersonRef, PRIORITIES, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, assignmentId, customerId, text, uuid } from './core/text.js';
import { day, instant, span } from './core/time.js';
import { CustomerActivity, Meeting, Risk, Stakeholder, Task } from './customers.js';

/** A meeting in the time of coverage, with what we would do about it and why. */
export const BriefMeeting = Meeting.extend({
  recommendation: z.enum(MEETING_HANDLINGS),
  recommendation_reason: z.string(),
}).meta({ id: 'BriefMeeting' });
/** Something that was said between us and the customer. */
export const Exchange = z
  .object({
    id: uuid,
    channel: z.string(),
    at: instant,
    summary: z.string(),
    /** Who of ours; null when it came from the customer. */
    by: PersonRef.nullable(),
    /** Who of theirs, when known. */
    requester: z.string().nullable(),
  })
  .meta({ id: 'Exchange' });

/** A value of a brief with where it came from and when it was true. */
const sourced = <T extends z.ZodType>(value: T) => z.object({ value, source: z.string(), as_of: instant });

/** PRD-258 CoverageBrief, complete, with PRD-131's parts; every part says its source and its age. */
export const CoverageBrief = z
  .object({
    id: uuid.nullable(),
    coverage_assignment_id: uuid.nullable(),
    customer_id: uuid,
    generated_at: instant,
    frozen: z.boolean(),
    priority: z.enum(PRIORITIES),
    priority_reason: z.string(),
    customer: z.object({
      name: z.string(),
      arr: z.number(),
      health_score: z.int(),
      health_change_30d: z.int(),
      stage: z.string(),
      segment: z.string(),
      renewal_date: day.nullable(),
      source: z.string(),
      as_of: instant,
    }),
    key_contacts: sourced(z.array(Stakeholder)),
    urgent_items: sourced(
      z.array(
        z.object({
          type: z.string(),
          description: z.string(),
          due_date: instant,
          task_id: uuid.nullable(),
          overdue: z.boolean(),
        }),
      ),
    ),
    /** Open, but not urgent. */
    pending_tasks: sourced(z.array(Task)),
    recent_activity: sourced(z.array(CustomerActivity)),
    /** What was said between us and them in 90 days, newest first. */
    communication_history: sourced(z.array(Exchange)),
    scheduled_events: sourced(z.array(BriefMeeting)),
    risk_flags: sourced(z.array(Risk)),
    open_escalations: sourced(
      z.array(z.object({ id: uuid, title: z.string(), severity: z.enum(SEVERITIES), due_at: instant })),
    ),
    ongoing_conversations: sourced(
      z.array(z.object({ id: uuid, subject: z.string(), status: z.string(), requester: z.string() })),
    ),
    /** What the absent CSM leaves for this time. */
    special_notes: sourced(z.string()),
    /** What always holds for this customer. */
    special_handling: sourced(z.string().nullable()),
    notes_added: z.string(),
    viewed_at: instant.nullable(),
    acknowledged_at: instant.nullable(),
    changed_since_viewed: z.array(z.string()),
  })
  .meta({ id: 'CoverageBrief' });
export const GetCustomerBrief = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/brief',
  summary: 'The brief that counts now: frozen at departure, kept fresh',
  allow: 'briefs:read',
  params: { customer_id: customerId },
  query: { at: instant.optional() },
  response: CoverageBrief,
  errors: ['customers.not-found', 'briefs.not-found'],
});

/** How far the backup has read. */
export const BriefProgress = z
  .object({ total: z.int(), viewed: z.int(), acknowledged: z.int() })
  .meta({ id: 'BriefProgress' });

/** PRD-131's CoveredAccount. */
export const CoveredAccount = z
  .object({
    customer_id: uuid,
    name: z.string(),
    priority: z.enum(PRIORITIES),
    priority_reason: z.string(),
    health_score: z.int(),
    active_issues: z.array(z.string()),
    upcoming_meetings: z.array(BriefMeeting),
    pending_tasks: z.array(z.object({ id: uuid.nullable(), title: z.string(), due_at: instant.nullable() })),
    key_contacts: z.array(z.string()),
    context_notes: z.string(),
    brief_id: uuid.nullable(),
  })
  .meta({ id: 'CoveredAccount' });

export const Handoff = z
  .object({
    coverage_id: uuid,
    absence_id: uuid,
    csm: PersonRef,
    covering_csm: PersonRef,
    during: span,
    time_zone: z.string(),
    /** At most 400 words, most pressing customer first. */
    summary: z.string(),
    /** What the absent CSM asks, for all customers. */
    instructions: z.string().nullable(),
    covered_accounts: z.array(CoveredAccount),
    progress: BriefProgress,
    /** True from departure on: this is what was handed over, and it does not change any more. */
    frozen: z.boolean(),
    generated_at: instant,
    /** When the backup first opened it. */
    viewed_at: instant.nullable(),
    /** The document in Google Docs; null until Google is connected. */
    document_id: z.string().nullable(),
  })
  .meta({ id: 'Handoff' });
export const GetHandoff = endpoint({
  method: 'GET',
  path: '/api/coverage/{coverage_id}/handoff',
  summary: 'The handoff brief: a summary of the portfolio and every covered account, ordered by risk',
  allow: 'briefs:read',
  params: { coverage_id: assignmentId },
  response: Handoff,
  errors: ['coverage.assignment-not-found', 'briefs.not-found', 'identity.not-allowed'],
});

export const AcknowledgeBriefs = endpoint({
  method: 'POST',
  path: '/api/coverage-assignments/{assignment_id}/acknowledge',
  summary: 'I have read these briefs; all of them when none is named',
  allow: 'briefs:read',
  params: { assignment_id: assignmentId },
  body: { customer_ids: z.array(customerId).min(1).max(5000).nullable().optional() },
  response: BriefProgress,
  errors: ['coverage.assignment-not-found', 'coverage.not-yours', 'briefs.not-found', 'identity.not-allowed'],
});

/** A customer as its owner looks at it before leaving. */
export const DepartureRow = z
  .object({
    customer: CustomerRef,
    priority: z.enum(PRIORITIES),
    priority_reason: z.string(),
    /** What the owner set; null leaves it to the rule. */
    priority_override: z.enum(PRIORITIES).nullable(),
    arr: z.number(),
    health_score: z.int(),
    renewal_on: day.nullable(),
    urgent_items: z.int(),
    active_risks: z.int(),
    open_escalations: z.int(),
    note: z.string(),
    handling: z.string().nullable(),
    written_at: instant.nullable(),
    scheduled_events: z.array(BriefMeeting),
    /** What is missing before this one can be handed over. */
    missing: z.array(z.enum(GAPS_IN_BRIEFS)),
  })
  .meta({ id: 'DepartureRow' });
export const ListDepartureCustomers = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/customers',
  summary: 'Account priority review before leaving: customers by risk, notes, meetings to decide, what is missing',
  allow: 'briefs:read',
  params: { absence_id: absenceId },
  response: z
    .object({
      items: z.array(DepartureRow),
      ready: z.boolean(),
      missing: z.array(
        z.object({ what: z.enum(GAPS_IN_BRIEFS), explanation: z.string(), customers: z.array(CustomerRef) }),
      ),
    })
    .meta({ id: 'DepartureReview' }),
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const PutDepartureNote = endpoint({
  method: 'PUT',
  path: '/api/absences/{absence_id}/customers/{customer_id}/note',
  summary: 'What whoever stands in has to know of this customer in this time',
  allow: 'briefs:read',
  params: { absence_id: absenceId, customer_id: customerId },
  body: {
    note: text(4000),
    /** Overrules the computed priority for this absence; null gives it back to the rule. */
    priority: z.enum(PRIORITIES).nullable().default(null),
    /** Special handling in this time, beside what always holds. */
    handling: text(4000).nullable().default(null),
  },
  response: DepartureRow,
  errors: [
    'absences.not-found',
    'absences.ended',
    'customers.not-found',
    'coverage.customer-not-in-portfolio',
    'identity.not-allowed',
  ],
});
