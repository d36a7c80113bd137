import { z } from 'zod';
import { page, paging, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { escalationId, escalationUpdateId, line, userId, uuid } from './core/text.js';
import { instant } from './core/time.js';

const params = { escalation_id: escalationId };
const ROLES = ['owner', 'watcher', 'approver', 'informed'] as const;

/** The kinds of PRD-243, and beside them what else happens to an escalation. */
export const UPDATE_TYPES = [
  'status_change',
  'comment',
  'assignment',
  'attachment',
  'change',
  'broadcast',
  'customer_draft',
  'war_room',
  'clock',
  'other',
] as const;

/** One line of what happened and was said, whoever did it. */
export const EscalationUpdate = z
  .object({
    /** Of a comment or broadcast; null for what the product wrote down about a change. */
    id: uuid.nullable(),
    update_type: z.enum(UPDATE_TYPES),
    /** Who; null where the product did it by itself. */
    user: PersonRef.nullable(),
    /** In a few words: "Took it on". */
    summary: z.string(),
    previous_value: z.record(z.string(), z.unknown()).nullable(),
    new_value: z.record(z.string(), z.unknown()).nullable(),
    /** Why, as it was said with it. */
    reason: z.string().nullable(),
    /** Markdown as typed. */
    comment: z.string().nullable(),
    /** The same, safe to show. */
    comment_html: z.string().nullable(),
    /** False: whoever asked for help in the conversation reads it too. */
    is_internal: z.boolean(),
    mentioned: z.array(PersonRef),
    /** The comment this one corrects, and the one that corrects it: nothing is overwritten. */
    edits_update_id: uuid.nullable(),
    edited_by_update_id: uuid.nullable(),
    created_at: instant,
  })
  .meta({ id: 'EscalationUpdate' });

export const PostEscalationUpdate = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/updates',
  summary:
    'Comment (Markdown): whoever sees the escalation may. "@[Name](user_id)" mentions somebody, who is told, follows it from then on and may see it',
  allow: 'escalations:read',
  status: 201,
  params,
  body: {
    update_type: z.enum(['comment', 'status_change', 'assignment', 'attachment']).default('comment'),
    comment: line(20_000),
    is_internal: z.boolean().default(true),
    mentioned_user_ids: z.array(userId).max(50).optional(),
    /** Corrects this comment of one's own. */
    edits_update_id: escalationUpdateId.optional(),
  },
  response: EscalationUpdate.extend({ now_following: z.array(PersonRef) }).meta({ id: 'PostedEscalationUpdate' }),
  errors: [
    'escalations.not-found',
    'users.not-found',
    'escalation-updates.has-its-command',
    'escalation-updates.not-found',
    'escalation-updates.not-yours',
    'escalation-updates.edited-already',
    'escalation-updates.too-many-mentions',
  ],
});
export const ListEscalationUpdates = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/updates',
  summary: 'The discussion with everything that happened, the newest first',
  allow: 'escalations:read',
  params,
  query: { ...paging, update_type: z.enum(UPDATE_TYPES).optional() },
  response: page(EscalationUpdate, 'EscalationUpdatePage'),
  errors: ['escalations.not-found'],
});

/** News to everybody on an escalation, and whom it has reached how. */
export const EscalationBroadcast = z
  .object({
    id: uuid,
    message: z.string(),
    message_html: z.string(),
    by: PersonRef,
    created_at: instant,
    recipients: z.array(
      z.object({
        user: PersonRef,
        role: z.enum(ROLES),
        /** In the app; null: not yet, for somebody away when they are back. */
        told_at: instant.nullable(),
        read_at: instant.nullable(),
        /** `not_wanted`: they chose so. `read_before`: read in the app before it left. `not_connected`: no mail service. */
        email: z.enum(['waiting', 'sent', 'failed', 'not_wanted', 'read_before', 'not_connected']).nullable(),
        emailed_at: instant.nullable(),
        /** As for e-mails; `not_wanted` also where Slack is not connected. */
        slack: z.enum(['waiting', 'sent', 'failed', 'not_wanted', 'read_before', 'not_connected']).nullable(),
        slacked_at: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'EscalationBroadcast' });

export const BroadcastEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/broadcasts',
  summary: 'News to everybody who follows it, in the app and by e-mail: for owners, their managers and admins',
  allow: 'escalations:read',
  status: 201,
  params,
  body: {
    message: line(10_000),
    roles: z.array(z.enum(ROLES)).min(1).max(4).default(['watcher', 'approver', 'informed']),
  },
  response: EscalationBroadcast,
  errors: ['escalations.not-found', 'identity.not-allowed', 'escalations.nobody-to-tell'],
});
export const ListEscalationBroadcasts = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/broadcasts',
  summary: 'The news that went out, the latest first, and who got it',
  allow: 'escalations:read',
  params,
  query: paging,
  response: page(EscalationBroadcast, 'EscalationBroadcastPage'),
  errors: ['escalations.not-found'],
});
