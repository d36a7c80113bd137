import { ESCALATION_HINTS, ESCALATION_OUTCOMES, ESCALATION_STATUSES, WAR_ROOM_STATES } from '@understudy/domain';
import { z } from 'zod';
import { metadata, page, paging, PersonRef, SEVERITIES, TimelineEvent } from './common.js';
import { endpoint } from './core/endpoint.js';
import {
  conversationId,
  customerId,
  escalationId,
  line,
  oneLine,
  templateId,
  text,
  userId,
  uuid,
  webAddress,
} from './core/text.js';
import { day, instant } from './core/time.js';

export { ESCALATION_OUTCOMES, ESCALATION_STATUSES };

export const Category = z
  .object({
    id: uuid,
    name: z.string(),
    description: z.string().nullable(),
    sla_hours: z.object({ P0: z.number(), P1: z.number(), P2: z.number(), P3: z.number() }),
  })
  .meta({ id: 'EscalationCategory' });

/** What was true of the customer when the escalation was made; never changes afterwards. */
export const CustomerContext = z
  .object({
    frozen_at: instant,
    name: z.string(),
    arr: z.number(),
    health_score: z.int(),
    stage: z.string(),
    segment: z.string(),
    renewal_on: day.nullable(),
    csm: PersonRef.nullable(),
    responsible: PersonRef.nullable(),
    responsible_because: z.string(),
    /** Until when they look after the customer; null: for good, or it was not noted then. */
    responsible_until: instant.nullable().default(null),
    recent_activity: z.array(z.object({ kind: z.string(), summary: z.string(), occurred_at: instant })),
    open_risks: z.array(z.object({ kind: z.string(), description: z.string(), severity: z.string() })),
    next_meeting: z.object({ title: z.string(), starts_at: instant }).nullable().default(null),
    /** null: it was not noted then. */
    open_tasks: z.int().nullable().default(null),
    /** Activity, risks, meeting and tasks are left out: the reader may not know them of this customer (api.md, the role table). */
    restricted: z.boolean().default(false),
  })
  .meta({ id: 'CustomerContext' });

export const Sla = z
  .object({
    due_at: instant,
    response_due_at: instant,
    warn_at: instant,
    /** Minutes of the clock: working minutes unless it runs round the clock. Below zero when it is over time. */
    remaining_minutes: z.int(),
    percent_used: z.int(),
    /** null: all were due, or the clock stands. */
    next_warning_at: instant.nullable(),
    breached: z.boolean(),
    paused: z.boolean(),
    first_response_at: instant.nullable(),
  })
  .meta({ id: 'Sla' });

const StatusTimes = z
  .object({
    open: instant.nullable(),
    investigating: instant.nullable(),
    action_required: instant.nullable(),
    resolved: instant.nullable(),
    closed: instant.nullable(),
    void: instant.nullable(),
  })
  .meta({ id: 'StatusTimes' });

export const EscalationRow = z
  .object({
    id: uuid,
    /** null where it came from a conversation of nobody's customer; category likewise. */
    customer: z.object({ id: uuid, name: z.string() }).nullable(),
    conversation_id: uuid.nullable(),
    category: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    status: z.enum(ESCALATION_STATUSES),
    primary_owner: PersonRef.nullable(),
    secondary_owner: PersonRef.nullable(),
    created_by: PersonRef,
    arr_at_risk: z.number(),
    sla: Sla,
    snoozed_until: instant.nullable(),
    created_at: instant,
    assigned_at: instant.nullable(),
    resolved_at: instant.nullable(),
    closed_at: instant.nullable(),
    updated_at: instant,
    version: z.int(),
  })
  .meta({ id: 'EscalationRow' });

export const Escalation = EscalationRow.extend({
  /** Markdown, as typed. */
  description: z.string(),
  /** The same, to be shown: it can hold nothing that runs. */
  description_html: z.string(),
  expected_resolution: z.string().nullable(),
  exit_criteria: z.string().nullable(),
  target_resolution_date: instant.nullable(),
  /** What deserves a second look; `target-after-due`: the target lies after the clock has run out. */
  hints: z.array(z.enum(ESCALATION_HINTS)),
  customer_impact: z.string().nullable(),
  owner_because: z.object({
    rule: z.enum([
      'hand-picked',
      'rule',
      'category-owner',
      'category-team',
      'catch-all',
      'manager-chain',
      'supporter',
      'override',
      'climbed',
      'transferred',
      'nobody',
    ]),
    explanation: z.string(),
    skipped: z.array(z.object({ user: PersonRef, reason: z.string() })),
  }),
  customer_context: CustomerContext.nullable(),
  source: z.object({ surface: z.string(), url: z.string().nullable() }),
  slack_channel: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  /** What whoever asked for help in the conversation adds for the supporter. */
  custom_message: z.string().nullable(),
  resolution_summary: z.string().nullable(),
  root_cause: z.string().nullable(),
  outcome: z.enum(ESCALATION_OUTCOMES).nullable(),
  voided_reason: z.string().nullable(),
  /** The last time each status was entered. */
  status_times: StatusTimes,
  /** The statuses the caller may give it now; empty for somebody who may only see it. */
  allowed_statuses: z.array(z.enum(ESCALATION_STATUSES)),
  stakeholders: z.array(z.object({ user: PersonRef, role: z.enum(['owner', 'watcher', 'approver', 'informed']) })),
  /**
   * Where people meet about it: `wanted` while it is being opened, `open`, `closed`, or `missing`, where the note says why and that the
   * discussion takes its place. P0 and P1 have one, others where a rule says so; null: none is wanted.
   */
  war_room: z
    .object({ state: z.enum(WAR_ROOM_STATES), name: z.string(), url: z.string().nullable(), note: z.string() })
    .nullable(),
}).meta({ id: 'Escalation' });

/** The answer of creating one: what is open already of the same customer and category stands beside it. */
export const CreatedEscalation = Escalation.extend({ open_duplicates: z.array(EscalationRow) }).meta({
  id: 'CreatedEscalation',
});

export const ListCategories = endpoint({
  method: 'GET',
  path: '/api/escalation-categories',
  summary: 'The kinds an escalation can have, with their clocks',
  allow: 'escalations:create',
  response: z.object({ items: z.array(Category) }).meta({ id: 'CategoryList' }),
});
export const CreateEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations',
  summary: 'Escalate a customer problem: stored first, owner and clocks at once',
  allow: 'escalations:create',
  status: 201,
  body: {
    customer_id: customerId,
    /** What is not given here comes from the template, filled with the customer's facts; without one, these four are needed. */
    template_id: templateId.optional(),
    category: line(100).optional(),
    severity: z.enum(SEVERITIES).optional(),
    title: oneLine(500).optional(),
    description: line(50_000).optional(),
    expected_resolution: text(4000).optional(),
    exit_criteria: text(4000).optional(),
    target_resolution_date: instant.optional(),
    conversation_id: conversationId.optional(),
    primary_owner_id: userId.optional(),
    /** Why this owner and not the one the rules give. */
    owner_reason: line(2000).optional(),
    secondary_owner_id: userId.optional(),
    customer_impact: text(4000).optional(),
    arr_at_risk: z.number().min(0).max(1e12).optional(),
    metadata: metadata.optional(),
    source: z
      .object({ surface: z.enum(['web', 'extension', 'addon', 'slack', 'api']), url: webAddress.optional() })
      .optional(),
  },
  response: CreatedEscalation,
  errors: [
    'customers.not-found',
    'users.not-found',
    'conversations.not-found',
    'conversations.escalated-already',
    'templates.not-found',
    'escalations.category-not-found',
    'escalations.expected-resolution-required',
    'escalations.target-in-the-past',
  ],
});
/** What creating it at this moment would answer; rules, absences and clocks may change before it is sent. */
export const EscalationPreview = z
  .object({
    /** null: nobody is free; it would be stored and given to the first who is. */
    primary_owner: PersonRef.nullable(),
    explanation: z.string(),
    response_due_at: instant,
    due_at: instant,
    now: instant,
  })
  .meta({ id: 'EscalationPreview' });
export const PreviewEscalation = endpoint({
  method: 'GET',
  path: '/api/escalations/preview',
  summary: 'Before I escalate: who would own it, and by when it would be answered and solved; nothing is saved',
  allow: 'escalations:create',
  query: { customer_id: customerId, category: line(100), severity: z.enum(SEVERITIES) },
  response: EscalationPreview,
  errors: ['customers.not-found', 'escalations.category-not-found'],
});
const flag = z.enum(['true', 'false']);

export const ListEscalations = endpoint({
  method: 'GET',
  path: '/api/escalations',
  summary: 'Escalations I may see: over first, then least time left',
  allow: 'escalations:read',
  query: {
    ...paging,
    status: z.enum(ESCALATION_STATUSES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    category: line(100).optional(),
    customer_id: customerId.optional(),
    owner_id: userId.optional(),
    /** Made or owned by me. */
    mine: flag.optional(),
    unassigned: flag.optional(),
    breached: flag.optional(),
    snoozed: flag.optional(),
    q: line(200).optional(),
    created_from: instant.optional(),
    created_to: instant.optional(),
  },
  response: page(EscalationRow, 'EscalationPage'),
});
export const GetEscalation = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}',
  summary: 'One escalation',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  response: Escalation,
  errors: ['escalations.not-found'],
});
export const GetEscalationTimeline = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/timeline',
  summary: 'Everything that happened, append-only',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  query: { ...paging, order: z.enum(['newest', 'oldest']).default('newest') },
  response: page(TimelineEvent, 'Timeline'),
  errors: ['escalations.not-found'],
});
export const ListDuplicates = endpoint({
  method: 'GET',
  path: '/api/escalations/duplicates',
  summary: 'What is open already of the same customer and category, before one escalates',
  allow: 'escalations:read',
  query: { customer_id: customerId, category: line(100) },
  response: z.object({ items: z.array(EscalationRow) }).meta({ id: 'Duplicates' }),
  errors: ['customers.not-found'],
});
