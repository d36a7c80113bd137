import { ESCALATION_STATUSES } from '@understudy/domain';
import { z } from 'zod';
import { PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { uuid } from './core/text.js';
import { instant } from './core/time.js';

/** An escalation as a card of the board or a row of the table: enough to sort, filter, read and move it, nothing to read on. */
export const EscalationCard = z
  .object({
    id: uuid,
    title: z.string(),
    severity: z.enum(SEVERITIES),
    status: z.enum(ESCALATION_STATUSES),
    category: z.string().nullable(),
    customer: z.object({ id: uuid, name: z.string() }).nullable(),
    /** Of the customer, as it was when the escalation was made. */
    segment: z.string().nullable(),
    /** Of the first owner, without one that of the customer's CSM. */
    team: z.object({ id: uuid, name: z.string() }).nullable(),
    primary_owner: PersonRef.nullable(),
    /** Made or owned by the caller. */
    mine: z.boolean(),
    arr_at_risk: z.number(),
    due_at: instant,
    warn_at: instant,
    response_due_at: instant,
    acknowledged_at: instant.nullable(),
    paused: z.boolean(),
    created_at: instant,
    updated_at: instant,
    resolved_at: instant.nullable(),
    closed_at: instant.nullable(),
    /** Comments and broadcasts, corrections of them not counted. */
    comments: z.int(),
    war_room: z.boolean(),
    /** The statuses the caller may give it now; empty for somebody who may only see it. */
    allowed_statuses: z.array(z.enum(ESCALATION_STATUSES)),
    version: z.int(),
  })
  .meta({ id: 'EscalationCard' });

export const GetEscalationBoard = endpoint({
  method: 'GET',
  path: '/api/escalations/board',
  summary: 'Every unresolved escalation I may see, and those that ended lately, all at once: for boards and tables',
  allow: 'escalations:read',
  query: {
    /** How far back those go that were resolved, closed or taken back. */
    ended_within_days: z.coerce.number().int().min(0).max(1100).default(7),
  },
  response: z
    .object({
      at: instant,
      /** What presses stands first: unresolved before ended, then by when it is due, what is paused last; at most 10,000. */
      items: z.array(EscalationCard),
      /** How many there are; more than `items` only beyond 10,000. */
      total: z.int(),
    })
    .meta({ id: 'EscalationBoard' }),
});
