import { MEETING_HANDLINGS, SENTIMENT_WORDS } from '@understudy/domain';
import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { customerId, email, line, meetingId, riskId, stakeholderId, taskId, text, userId, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { CustomerActivity, Meeting, Risk, Stakeholder, Task } from './customers.js';

const customer = { customer_id: customerId };
const refusals = ['customers.not-found', 'identity.not-allowed'] as const;

/** In a PATCH everything may be missing; what is missing stays. */
const some = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  z.object(shape).partial().shape as { [Key in keyof Shape]: z.ZodOptional<Shape[Key]> };

const taskFields = { title: line(300), kind: line(60), due_at: instant.nullable(), assignee_id: userId.nullable() };
export const CreateTask = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/tasks',
  summary: 'Something to do for this customer',
  allow: 'customers:write',
  status: 201,
  params: customer,
  body: {
    ...taskFields,
    kind: taskFields.kind.default('task'),
    due_at: taskFields.due_at.default(null),
    assignee_id: taskFields.assignee_id.default(null),
  },
  response: Task,
  errors: [...refusals, 'users.not-found'],
});
/** `status: "done"` marks it as done, `"open"` takes that back, `"cancelled"` says nobody needs it any more. */
export const PatchTask = endpoint({
  method: 'PATCH',
  path: '/api/customers/{customer_id}/tasks/{task_id}',
  summary: 'Mark a task done, open again or cancelled, or change it',
  allow: 'customers:write',
  params: { ...customer, task_id: taskId },
  body: { status: z.enum(['open', 'done', 'cancelled']).optional(), ...some(taskFields) },
  response: Task,
  errors: [...refusals, 'tasks.not-found', 'users.not-found'],
});

const stakeholderFields = {
  name: line(200),
  email: email.nullable(),
  title: line(200).nullable(),
  role: line(200).nullable(),
  is_primary: z.boolean(),
};
export const CreateStakeholder = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/stakeholders',
  summary: 'A person at the customer',
  allow: 'customers:write',
  status: 201,
  params: customer,
  body: {
    name: stakeholderFields.name,
    email: stakeholderFields.email.default(null),
    title: stakeholderFields.title.default(null),
    role: stakeholderFields.role.default(null),
    is_primary: stakeholderFields.is_primary.default(false),
  },
  response: Stakeholder,
  errors: refusals,
});
export const PatchStakeholder = endpoint({
  method: 'PATCH',
  path: '/api/customers/{customer_id}/stakeholders/{stakeholder_id}',
  summary: 'Change a person at the customer; `active: false` when they have left',
  allow: 'customers:write',
  params: { ...customer, stakeholder_id: stakeholderId },
  body: { active: z.boolean().optional(), ...some(stakeholderFields) },
  response: Stakeholder,
  errors: [...refusals, 'stakeholders.not-found'],
});

const severity = z.enum(['high', 'medium', 'low']);
export const CreateRisk = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/risks',
  summary: 'Something that could lose us this customer',
  allow: 'customers:write',
  status: 201,
  params: customer,
  body: { kind: line(60), description: line(2000), severity },
  response: Risk,
  errors: refusals,
});
export const PatchRisk = endpoint({
  method: 'PATCH',
  path: '/api/customers/{customer_id}/risks/{risk_id}',
  summary: 'Change a risk, or close it with what became of it',
  allow: 'customers:write',
  params: { ...customer, risk_id: riskId },
  body: {
    ...some({ description: line(2000), severity }),
    resolved: z.literal(true).optional(),
    resolution: line(2000).optional(),
  },
  response: Risk,
  errors: [...refusals, 'risks.not-found', 'risks.resolved'],
});

const meetingFields = {
  title: line(300),
  starts_at: instant,
  ends_at: instant,
  organizer_id: userId.nullable(),
  customer_facing: z.boolean(),
  handling: z.enum(MEETING_HANDLINGS).nullable(),
};
export const CreateEvent = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/events',
  summary: 'A meeting with, or about, this customer',
  allow: 'customers:write',
  status: 201,
  params: customer,
  body: {
    title: meetingFields.title,
    starts_at: meetingFields.starts_at,
    ends_at: meetingFields.ends_at,
    /** Missing: the caller. */
    organizer_id: meetingFields.organizer_id.optional(),
    customer_facing: meetingFields.customer_facing.default(true),
  },
  response: Meeting,
  errors: [...refusals, 'events.ends-before-start', 'users.not-found'],
});
export const PatchEvent = endpoint({
  method: 'PATCH',
  path: '/api/customers/{customer_id}/events/{event_id}',
  summary: 'Move or cancel a meeting, or say what becomes of it while its owner is away: attend, hand over or move',
  allow: 'customers:write',
  params: { ...customer, event_id: meetingId },
  body: { ...some(meetingFields), cancelled: z.literal(true).optional() },
  response: Meeting,
  errors: [...refusals, 'events.not-found', 'events.ends-before-start', 'users.not-found'],
});

export const CreateCustomerActivity = endpoint({
  method: 'POST',
  path: '/api/customers/{customer_id}/activities',
  summary: 'Write down what was said or done: it becomes part of the communication history',
  allow: 'customers:write',
  status: 201,
  params: customer,
  body: {
    kind: line(60),
    summary: line(4000),
    occurred_at: instant.optional(),
    sentiment: z.union([z.enum(SENTIMENT_WORDS), z.number().min(-1).max(1)]).optional(),
  },
  response: CustomerActivity,
  errors: [...refusals, 'activities.in-the-future'],
});

export const ImportOutcome = z
  .object({
    /** Of the text that was sent; the head of a CSV is line 1. */
    line: z.int(),
    name: z.string(),
    outcome: z.enum(['created', 'updated', 'unchanged', 'failed']),
    customer_id: uuid.nullable(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'ImportOutcome' });
export const ImportCustomers = endpoint({
  method: 'POST',
  path: '/api/customers/import',
  summary: 'Add and update customers from CSV or JSON lines; rows with errors are left out and explained',
  allow: 'customers:write',
  body: {
    format: z.enum(['csv', 'jsonl']),
    /** At most 2,000 rows; the first row of a CSV names the columns. */
    content: text(1_000_000),
    /** Only say what would happen. */
    dry_run: z.boolean().default(false),
  },
  response: z
    .object({
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      failed: z.int(),
      rows: z.array(ImportOutcome),
    })
    .meta({ id: 'ImportReport' }),
  errors: ['imports.unreadable', 'imports.too-long', 'customers.domain-taken', 'customers.crm-id-taken'],
});
