import { MEETING_HANDLINGS } from '@understudy/domain';
import { z } from 'zod';
import { page, paging, PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerId, domainName, email, line, oneLine, text, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

/** Who looks after a customer at an instant, and why (product.md 5). */
export const Responsible = z
  .object({
    responsible: PersonRef.nullable(),
    because: z.enum(['owner', 'coverage', 'team-fallback', 'manager', 'gap']),
    at: instant,
    /** `at` is still ahead: what is planned now, and may change. */
    is_plan: z.boolean().default(false),
    until: instant.nullable(),
    /** The owner's zone: `until` is read as a day in it when it is a midnight there. */
    time_zone: z.string(),
    owner: PersonRef.nullable(),
    /** Who it would be if the responsible person were not there. */
    next: PersonRef.nullable(),
    skipped: z.array(z.object({ user: PersonRef, reason: z.string() })),
    explanation: z.array(z.string()),
  })
  .meta({ id: 'Responsible' });

export const Stakeholder = z
  .object({
    id: uuid,
    name: z.string(),
    email: z.string().nullable(),
    title: z.string().nullable(),
    role: z.string().nullable(),
    is_primary: z.boolean(),
  })
  .meta({ id: 'Stakeholder' });
export const Task = z
  .object({
    id: uuid,
    title: z.string(),
    kind: z.string(),
    due_at: instant.nullable(),
    status: z.enum(['open', 'done', 'cancelled']),
    assignee: PersonRef.nullable(),
  })
  .meta({ id: 'Task' });
export const CustomerActivity = z
  .object({
    id: uuid,
    kind: z.string(),
    summary: z.string(),
    occurred_at: instant,
    by: PersonRef.nullable(),
    /** How the customer felt about it, -1 to 1; null when nobody said. */
    sentiment: z.number().nullable(),
  })
  .meta({ id: 'CustomerActivity' });
export const Meeting = z
  .object({
    id: uuid,
    title: z.string(),
    starts_at: instant,
    ends_at: instant,
    organizer: PersonRef.nullable(),
    customer_facing: z.boolean(),
    /** What its owner decided for the time away; null while nobody did. */
    handling: z.enum(MEETING_HANDLINGS).nullable(),
  })
  .meta({ id: 'Meeting' });
export const Risk = z
  .object({
    id: uuid,
    kind: z.string(),
    description: z.string(),
    severity: z.enum(['high', 'medium', 'low']),
    opened_at: instant,
  })
  .meta({ id: 'Risk' });

export const CustomerRow = z
  .object({
    id: uuid,
    name: z.string(),
    arr: z.number(),
    health_score: z.int(),
    health_change_30d: z.int(),
    stage: z.string(),
    segment: z.string(),
    industry: z.string(),
    renewal_on: day.nullable(),
    domains: z.array(z.string()),
    csm: PersonRef.nullable(),
    version: z.int(),
  })
  .meta({ id: 'CustomerRow' });

export const Customer = CustomerRow.extend({
  /**
   * The reader neither looks after the customer nor manages who does (api.md, the role table): tasks, activities, meetings, risks,
   * escalations and special handling are left out, not empty.
   */
  summary_only: z.boolean(),
  language: z.string().nullable(),
  special_handling: z.string().nullable(),
  /** Slack and other places where many listen call it by its code name. */
  is_confidential: z.boolean(),
  code_name: z.string().nullable(),
  /** What its owner always tells whoever stands in; empty in a summary. */
  owner_notes: z.string(),
  needs: z.array(z.string()),
  crm_ids: z.array(z.object({ system: z.string(), record_id: z.string() })),
  stakeholders: z.array(Stakeholder),
  tasks: z.array(Task),
  activities: z.array(CustomerActivity),
  meetings: z.array(Meeting),
  risks: z.array(Risk),
  open_escalations: z.array(z.object({ id: uuid, title: z.string(), severity: z.enum(SEVERITIES), due_at: instant })),
}).meta({ id: 'Customer' });

export const ListCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  summary: 'Customers, by name',
  allow: 'customers:read',
  query: { ...paging, query: text(200).optional(), csm_id: userId.optional() },
  response: page(CustomerRow, 'CustomerPage'),
});
export const GetCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}',
  summary: 'One customer with people, tasks, activities, meetings and risks',
  allow: 'customers:read',
  params: { customer_id: customerId },
  response: Customer,
  errors: ['customers.not-found'],
});
const domains = z.array(domainName).max(50);
/** Left as they are when not sent. */
const optionalFields = {
  language: line(35).nullable().optional(),
  needs: z.array(line(60)).max(50).optional(),
  /** What its owner always tells whoever stands in. */
  owner_notes: text(4000).optional(),
  is_confidential: z.boolean().optional(),
  code_name: oneLine(60).nullable().optional(),
};
/** CRM records that one customer can be linked to. */
export const MOST_CRM_IDS = 20;
export const CustomerCrmId = z.object({ system: line(60), record_id: line(200) });

/** Production has no other way to get customers than this and the import. */
export const CreateCustomer = endpoint({
  method: 'POST',
  path: '/api/customers',
  summary: 'Add a customer: a CSM for themselves, managers for their people, admins for everybody',
  allow: 'customers:write',
  status: 201,
  body: {
    name: line(200),
    /** Missing: the caller when they are a CSM, else nobody yet. */
    csm_id: userId.nullable().optional(),
    arr: z.number().min(0).max(1e12).default(0),
    health_score: z.int().min(0).max(100).default(70),
    stage: line(60).default('onboarding'),
    segment: line(60),
    industry: line(100),
    renewal_on: day.nullable().default(null),
    special_handling: text(4000).nullable().default(null),
    domains: domains.default([]),
    crm_ids: z.array(CustomerCrmId).max(MOST_CRM_IDS).default([]),
    ...optionalFields,
  },
  response: Customer,
  errors: [
    'users.not-found',
    'customers.owner-not-eligible',
    'customers.domain-taken',
    'customers.domain-shared',
    'customers.crm-id-taken',
    'identity.not-allowed',
  ],
});
export const PutCrmIds = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}/crm-ids',
  summary: 'Say which CRM records this customer is; replaces what was there',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: { crm_ids: z.array(CustomerCrmId).max(MOST_CRM_IDS) },
  response: Customer,
  errors: ['customers.not-found', 'customers.crm-id-taken', 'identity.not-allowed'],
});
/** Beside those that are there: two people who link at once both keep theirs. A link that is there already is left as it is. */
export const AddCrmId = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/crm-ids',
  summary: 'Link one more CRM record to this customer',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: CustomerCrmId.shape,
  response: Customer,
  errors: ['customers.not-found', 'customers.crm-id-taken', 'customers.crm-ids-full', 'identity.not-allowed'],
});
export const PutCustomer = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}',
  summary: 'Change a customer (send If-Match with its version)',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: {
    name: line(200),
    csm_id: userId.nullable(),
    arr: z.number().min(0).max(1e12),
    health_score: z.int().min(0).max(100),
    stage: line(60),
    segment: line(60),
    industry: line(100),
    renewal_on: day.nullable(),
    special_handling: text(4000).nullable(),
    domains,
    ...optionalFields,
  },
  response: Customer,
  errors: [
    'customers.not-found',
    'users.not-found',
    'customers.owner-not-eligible',
    'customers.domain-taken',
    'customers.domain-shared',
    'version.stale',
    'identity.not-allowed',
  ],
});
export const GetResponsible = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/responsible',
  summary: 'Who looks after this customer (now, or at an instant), and why',
  allow: 'customers:read',
  params: { customer_id: customerId },
  query: { at: instant.optional() },
  response: Responsible,
  errors: ['customers.not-found'],
});
export const LookupHit = z
  .object({
    customer: CustomerRow,
    responsible: Responsible,
    links: z.object({
      dashboard: z.string(),
      /** Its records in CRMs, where the organisation has said how their addresses read. */
      crm: z.array(z.object({ name: z.string(), url: z.string() })),
    }),
  })
  .meta({ id: 'LookupHit' });
/** Exactly one of the ways to look is given; nothing found is an empty list, not an error. */
export const Lookup = endpoint({
  method: 'POST',
  path: '/api/lookup',
  summary: 'Find customers by e-mail addresses, domain, CRM record or name, each with who is responsible',
  allow: 'customers:read',
  body: {
    emails: z.array(email).min(1).max(50).optional(),
    domain: line(253).optional(),
    url: text(2000).optional(),
    crm: z.object({ system: line(60), record_id: line(200) }).optional(),
    query: line(200).optional(),
  },
  response: z.object({ customers: z.array(LookupHit) }).meta({ id: 'LookupAnswer' }),
});
