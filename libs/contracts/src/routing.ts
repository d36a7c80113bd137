import { ROUTING_STATES, ROUTING_TYPES } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, paging, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, routingUpdateId, uuid } from './core/text.js';
import { instant } from './core/time.js';

/** PRD-131 RoutingUpdate: one reversible change in another system, or in ours, because somebody is away. */
export const RoutingUpdate = z
  .object({
    id: uuid,
    coverage_id: uuid,
    absence_id: uuid,
    type: z.enum(ROUTING_TYPES),
    state: z.enum(ROUTING_STATES),
    original_routing: z.string(),
    temporary_routing: z.string(),
    backup: PersonRef,
    applied_at: instant.nullable(),
    reverted_at: instant.nullable(),
    /** What is in the way, in words: changed by somebody else, not connected, does not answer. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'RoutingUpdate' });

export const ListRouting = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/routing',
  summary: 'What was redirected because of this absence, and whether it is back',
  allow: 'coverage:read',
  params: { absence_id: absenceId },
  response: z.object({ items: z.array(RoutingUpdate) }).meta({ id: 'RoutingUpdateList' }),
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const RetryRouting = endpoint({
  method: 'POST',
  path: '/api/routing-updates/{routing_update_id}/retry',
  summary: 'Look again at a change that is in conflict or failed',
  allow: 'absences:manage',
  params: { routing_update_id: routingUpdateId },
  response: RoutingUpdate,
  errors: ['routing.not-found', 'routing.nothing-to-retry', 'identity.not-allowed'],
});

/** Whose a thing is, and in whose place somebody has it now. */
const routed = {
  owner: PersonRef.nullable(),
  /** Who has it now; null when nobody is there. */
  with: PersonRef.nullable(),
  /** For whom, when it is not their own: "for Ana". */
  for: PersonRef.nullable(),
  because: z.enum(['owner', 'assignee', 'coverage', 'team-fallback', 'manager', 'gap']),
};

export const RoutedTask = z
  .object({
    id: uuid,
    customer: CustomerRef,
    title: z.string(),
    kind: z.string(),
    due_at: instant.nullable(),
    overdue: z.boolean(),
    ...routed,
  })
  .meta({ id: 'RoutedTask' });
/** Redirected while somebody is away: what is due before they are back, and what is new; the rest waits for them. */
export const ListTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  summary: 'Open tasks that are mine now: my own, and those I have for somebody who is away',
  allow: 'coverage:read',
  query: {
    ...paging,
    assignee: z.literal('me').default('me'),
    show: z.enum(['mine', 'covered', 'both']).default('both'),
  },
  response: z
    .object({
      items: z.array(RoutedTask),
      next_cursor: z.string().nullable(),
      counts: z.object({ mine: z.int(), covered: z.int() }),
    })
    .meta({ id: 'RoutedTaskPage' }),
});

export const Alert = z
  .object({
    /** Stays the same as long as its reason stands: "risk:<id>", "health:<customer>", "renewal:<customer>". */
    id: z.string(),
    kind: z.enum(['risk-opened', 'health-dropped', 'renewal-near']),
    customer: CustomerRef,
    title: z.string(),
    since: instant.nullable(),
    ...routed,
  })
  .meta({ id: 'Alert' });
export const ListAlerts = endpoint({
  method: 'GET',
  path: '/api/alerts',
  summary: 'What needs a look at the customers I look after now: risks, low health, renewals',
  allow: 'coverage:read',
  query: { show: z.enum(['mine', 'covered', 'both']).default('both') },
  response: z
    .object({ items: z.array(Alert), counts: z.object({ mine: z.int(), covered: z.int() }) })
    .meta({ id: 'AlertList' }),
});
