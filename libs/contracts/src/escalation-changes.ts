import { ESCALATION_OUTCOMES, ESCALATION_STATUSES } from '@understudy/domain';
import { z } from 'zod';
import { metadata, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { escalationId, line, oneLine, text, userId } from './core/text.js';
import { instant } from './core/time.js';
import { Escalation } from './escalations.js';

const params = { escalation_id: escalationId };
const reason = line(2000);
const outcome = z.enum(ESCALATION_OUTCOMES);
const MOVES = ['escalations.not-found', 'identity.not-allowed', 'escalations.illegal-transition'] as const;

export const AcknowledgeEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/acknowledge',
  summary: 'I am on it: an open one moves to investigating, and the response clock stops',
  allow: 'escalations:read',
  params,
  response: Escalation,
  errors: MOVES,
});
export const ResolveEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/resolve',
  summary: 'It is solved: how, why it came to it, and what became of the customer',
  allow: 'escalations:read',
  params,
  body: {
    resolution_summary: text(20_000).optional(),
    root_cause: text(20_000).optional(),
    outcome: outcome.optional(),
  },
  response: Escalation,
  errors: [...MOVES, 'escalations.resolution-required'],
});
export const CloseEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/close',
  summary: 'The resolution holds: a resolved one is closed for good',
  allow: 'escalations:read',
  params,
  body: { reason: reason.optional() },
  response: Escalation,
  errors: MOVES,
});
export const ReopenEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/reopen',
  summary: 'It is not solved after all: a resolved one goes back to investigating, its clock goes on',
  allow: 'escalations:read',
  params,
  body: { reason },
  response: Escalation,
  errors: [...MOVES, 'conversations.escalated-already'],
});
export const VoidEscalation = endpoint({
  method: 'DELETE',
  path: '/api/escalations/{escalation_id}',
  summary: 'Takes it back with a reason; the row and its timeline stay',
  allow: 'escalations:read',
  params,
  query: { reason: text(2000).optional() },
  response: Escalation,
  errors: [...MOVES, 'escalations.reason-required', 'version.stale'],
});
export const ChangeEscalation = endpoint({
  method: 'PATCH',
  path: '/api/escalations/{escalation_id}',
  summary: 'Other words, category or severity; another status with what has to be said for it',
  allow: 'escalations:read',
  params,
  body: {
    title: oneLine(500).optional(),
    description: line(50_000).optional(),
    category: line(100).optional(),
    severity: z.enum(SEVERITIES).optional(),
    expected_resolution: text(4000).nullish(),
    exit_criteria: text(4000).nullish(),
    target_resolution_date: instant.nullish(),
    customer_impact: text(4000).nullish(),
    arr_at_risk: z.number().min(0).max(1e12).optional(),
    metadata: metadata.optional(),
    status: z.enum(ESCALATION_STATUSES).optional(),
    resolution_summary: line(20_000).optional(),
    root_cause: line(20_000).optional(),
    outcome: outcome.optional(),
    reason: reason.optional(),
  },
  response: Escalation,
  errors: [
    'escalations.target-in-the-past',
    ...MOVES,
    'escalations.over',
    'escalations.not-resolved',
    'escalations.resolution-required',
    'escalations.reason-required',
    'escalations.category-not-found',
    'escalations.expected-resolution-required',
    'conversations.escalated-already',
    'version.stale',
  ],
});
export const AddEscalationStakeholder = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/stakeholders',
  summary: 'Puts somebody on it as watcher, approver or informed, or changes which; anybody who sees it may watch',
  allow: 'escalations:read',
  status: 201,
  params,
  body: { user_id: userId, role: z.enum(['watcher', 'approver', 'informed']) },
  response: Escalation,
  errors: ['escalations.not-found', 'identity.not-allowed', 'users.not-found', 'escalations.is-owner'],
});
export const RemoveEscalationStakeholder = endpoint({
  method: 'DELETE',
  path: '/api/escalations/{escalation_id}/stakeholders/{user_id}',
  summary: 'Takes somebody off it; oneself always',
  allow: 'escalations:read',
  params: { ...params, user_id: userId },
  response: Escalation,
  errors: ['escalations.not-found', 'identity.not-allowed', 'users.not-found', 'escalations.is-owner'],
});
