import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { conversationId, escalationId, line, supporterId, text, userId, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { Escalation } from './escalations.js';
import { SUPPORTER_STATUSES } from './supporter-words.js';

export { SUPPORTER_STATUSES };

/** The caller's own organisation, by id or slug; anything else is 404 (the guard asks before the input is read). */
const tenant_id = text(100);
const PRIORITIES_OF_SUPPORT = ['normal', 'high', 'critical'] as const;

/** `supporter_id` is null for an owner who is no supporter, such as a manager who took it on. */
export const SupporterInfo = z
  .object({
    supporter_id: uuid.nullable(),
    user_id: uuid,
    email: z.string(),
    display_name: z.string().nullable(),
    is_available: z.boolean(),
  })
  .meta({ id: 'SupporterInfo' });

export const EscalationResponse = z
  .object({
    escalation_id: uuid,
    session_id: uuid.nullable(),
    status: z.enum(SUPPORTER_STATUSES),
    priority: z.enum(PRIORITIES_OF_SUPPORT),
    assigned_to: SupporterInfo.nullable(),
    created_at: instant,
    assigned_at: instant.nullable(),
    resolved_at: instant.nullable(),
    closed_at: instant.nullable(),
    notes: z.string().nullable(),
    custom_message: z.string().nullable(),
    transitions: z
      .array(z.object({ from: z.string().nullable(), to: z.string(), at: instant }))
      .describe('Every change of the status with its instant, oldest first, in the words of PRD-243.'),
  })
  .meta({ id: 'EscalationResponse' });

export const EscalationSummary = z
  .object({
    escalation_id: uuid,
    session_id: uuid.nullable(),
    status: z.enum(SUPPORTER_STATUSES),
    priority: z.enum(PRIORITIES_OF_SUPPORT),
    assigned_to: z.string().nullable().describe('The e-mail address of whoever has it.'),
    created_at: instant,
    resolved_at: instant.nullable(),
    resolution_time_minutes: z.int().nullable(),
  })
  .meta({ id: 'EscalationSummary' });

export const SupporterAvailability = z
  .object({
    supporter_id: uuid,
    user_id: uuid,
    email: z.string(),
    display_name: z.string().nullable(),
    is_available: z.boolean(),
    unavailable_because: z.enum(['switched_off', 'absent', 'not_serving']).nullable(),
    absent_until: instant.nullable().describe('When they are back, where they are absent and that is known.'),
    active_escalations: z.int(),
    max_active_escalations: z.int(),
    last_assigned_at: instant.nullable(),
    version: z.int(),
    updated_at: instant,
  })
  .meta({ id: 'SupporterAvailability' });

export const EscalateConversation = endpoint({
  method: 'POST',
  path: '/api/{tenant_id}/escalate',
  summary:
    'Hand a conversation to a human: the least busy supporter who is there gets it; when nobody is free it is kept, and 503 says where',
  allow: 'escalations:create',
  status: 200,
  params: { tenant_id },
  body: {
    session_id: conversationId.describe("A conversation's id; your own, unless you are admin or manager."),
    reason: line(10_000),
    priority: z.enum(PRIORITIES_OF_SUPPORT).default('normal'),
    custom_message: text(10_000).nullable().optional().describe('The first thing the supporter reads.'),
  },
  response: EscalationResponse,
  errors: ['conversations.not-found', 'supporters.none-free'],
});
export const ListSupportEscalations = endpoint({
  method: 'GET',
  path: '/api/{tenant_id}/escalations',
  summary: 'Escalations as the supporters see them, newest first; a supporter sees their own',
  allow: 'escalations:read',
  params: { tenant_id },
  query: {
    status: z.enum(SUPPORTER_STATUSES).optional(),
    assigned_to: uuid.optional().describe('A supporter_id, or the user_id of whoever has it.'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  },
  response: z
    .object({ escalations: z.array(EscalationSummary), total: z.int(), limit: z.int(), offset: z.int() })
    .meta({ id: 'EscalationListResponse' }),
});
export const SetSupportStatus = endpoint({
  method: 'PATCH',
  path: '/api/{tenant_id}/escalations/{escalation_id}/status',
  summary:
    'Move an escalation: in_progress, on_hold, resolved (needs notes), closed. 409 names where it may go; pending and assigned cannot be set',
  allow: 'escalations:read',
  params: { tenant_id, escalation_id: escalationId },
  body: { status: z.enum(SUPPORTER_STATUSES), notes: text(10_000).nullable().optional() },
  response: EscalationResponse,
  errors: [
    'escalations.not-found',
    'escalations.illegal-transition',
    'supporters.notes-required',
    'escalations.resolution-required',
    'identity.not-allowed',
    'version.stale',
  ],
});
export const ListSupporters = endpoint({
  method: 'GET',
  path: '/api/{tenant_id}/supporters',
  summary: 'Who takes conversations, whether they can, and what they carry; a supporter sees themselves',
  allow: 'supporters:own',
  params: { tenant_id },
  query: {
    limit: z.coerce.number().int().min(1).max(100).default(50),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  },
  response: z
    .object({
      items: z.array(SupporterAvailability),
      total: z.int(),
      limit: z.int(),
      offset: z.int(),
      waiting: z.int().describe('Conversations that wait for somebody to be free.'),
    })
    .meta({ id: 'SupporterList' }),
});
export const SetSupporterAvailability = endpoint({
  method: 'PATCH',
  path: '/api/{tenant_id}/supporters/{supporter_id}/availability',
  summary:
    'Switch yourself on or off for new conversations. Off: what you did not begin goes to others, what you began you are asked about',
  allow: 'supporters:own',
  params: { tenant_id, supporter_id: supporterId },
  body: { is_available: z.boolean() },
  response: SupporterAvailability,
  errors: ['supporters.not-found', 'supporters.is-absent', 'supporters.not-available', 'version.stale'],
});
export const ChangeSupporter = endpoint({
  method: 'PATCH',
  path: '/api/{tenant_id}/supporters/{supporter_id}',
  summary: 'How many escalations somebody may carry at once; what is above a lowered number stays with them',
  allow: 'admin',
  params: { tenant_id, supporter_id: supporterId },
  body: { max_active_escalations: z.int().min(0).max(1000) },
  response: SupporterAvailability,
  errors: ['supporters.not-found', 'version.stale'],
});
export const TakeNextConversation = endpoint({
  method: 'POST',
  path: '/api/{tenant_id}/supporters/{supporter_id}/next',
  summary: 'Take the conversation that has the most need of those who wait; null when nobody waits',
  allow: 'supporters:own',
  status: 200,
  params: { tenant_id, supporter_id: supporterId },
  response: z.object({ escalation: EscalationResponse.nullable(), waiting: z.int() }).meta({ id: 'NextConversation' }),
  errors: ['supporters.not-found', 'supporters.at-cap', 'supporters.is-absent', 'supporters.not-available'],
});
export const TransferEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/transfer',
  summary: 'Hand an escalation on with a note: to a supporter, to a person, or to whoever is free',
  allow: 'escalations:read',
  status: 200,
  params: { escalation_id: escalationId },
  body: { to_supporter_id: supporterId.optional(), to_user_id: userId.optional(), note: line(4000) },
  response: Escalation,
  errors: [
    'escalations.not-found',
    'escalations.over',
    'supporters.not-found',
    'users.not-found',
    'supporters.at-cap',
    'supporters.not-available',
    'supporters.same-owner',
    'supporters.one-target',
    'supporters.nobody-else-free',
    'identity.not-allowed',
  ],
});
export const KeepEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/keep',
  summary: 'Answer to "do you keep what you began?": yes, it stays with me',
  allow: 'escalations:read',
  status: 200,
  params: { escalation_id: escalationId },
  response: Escalation,
  errors: ['escalations.not-found', 'escalations.over', 'identity.not-allowed'],
});

const minutes = z.number().nullable().describe('Minutes; null where nothing was measured.');
export const SupporterPerformance = z
  .object({
    supporter_id: uuid,
    user: PersonRef,
    taken: z.int().describe('Escalations created in the period that they have now.'),
    resolved: z.int(),
    reopened: z.int(),
    resolution_minutes: z.object({ median: minutes, average: minutes, p90: minutes }),
    first_response_minutes: z.object({ median: minutes, average: minutes, p90: minutes }),
    active_escalations: z.int().describe('What they carry now, whenever it began.'),
    max_active_escalations: z.int(),
  })
  .meta({ id: 'SupporterPerformance' });
export const GetSupporterPerformance = endpoint({
  method: 'GET',
  path: '/api/{tenant_id}/supporters/performance',
  summary: 'How long supporters need, per person and together; without data null, never a number',
  allow: 'supporters:own',
  params: { tenant_id },
  query: { from: instant.optional(), to: instant.optional() },
  response: z
    .object({
      from: instant,
      to: instant,
      items: z.array(SupporterPerformance),
      together: SupporterPerformance.pick({
        taken: true,
        resolved: true,
        reopened: true,
        resolution_minutes: true,
        first_response_minutes: true,
      }),
    })
    .meta({ id: 'SupporterPerformanceReport' }),
  errors: ['supporters.period-ends-before-start', 'reports.period-too-long'],
});
