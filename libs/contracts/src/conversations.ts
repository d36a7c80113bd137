import { CONVERSATION_STATUSES } from '@understudy/domain';
import { z } from 'zod';
import { page, paging, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { conversationId, customerId, email, line, text, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { SUPPORTER_STATUSES } from './supporter-words.js';

const CHANNELS = ['chat', 'email', 'crm'] as const;

const Participant = z.object({ email, name: text(200).optional() });

export const ConversationRow = z
  .object({
    id: uuid,
    channel: z.string(),
    external_id: z.string().nullable(),
    subject: z.string(),
    status: z.enum(CONVERSATION_STATUSES),
    customer_id: uuid.nullable(),
    requester_email: z.string(),
    requester: PersonRef.nullable(),
    participants: z.array(z.object({ email: z.string(), name: z.string().optional() })),
    created_at: instant,
    escalated_at: instant.nullable(),
    completed_at: instant.nullable(),
    escalation: z
      .object({
        escalation_id: uuid,
        status: z.enum(SUPPORTER_STATUSES),
        assigned_to: PersonRef.nullable(),
        assigned_at: instant.nullable(),
        ahead: z.int().nullable().describe('How many wait before it for a supporter; null once somebody has it.'),
      })
      .nullable()
      .describe('The newest escalation of this conversation: where it stands and who has it.'),
  })
  .meta({ id: 'Conversation' });

export const ConversationMessage = z
  .object({
    id: uuid,
    author: PersonRef.nullable(),
    author_email: z.string().nullable(),
    from_requester: z.boolean(),
    body: z.string(),
    sent_at: instant,
  })
  .meta({ id: 'ConversationMessage' });

export const CreateConversation = endpoint({
  method: 'POST',
  path: '/api/conversations',
  summary: 'Begin a conversation, or take one in from another system; the same external id is the same conversation',
  allow: 'escalations:create',
  status: 201,
  body: {
    channel: z.enum(CHANNELS),
    external_id: line(500).optional(),
    customer_id: customerId.optional(),
    subject: text(500).optional(),
    participants: z.array(Participant).max(50).default([]),
    requester_email: email.optional().describe('Whose conversation it is; admins and managers only. Yours otherwise.'),
  },
  response: ConversationRow,
  errors: ['customers.not-found', 'conversations.external-id-taken', 'identity.not-allowed'],
});
export const ListConversations = endpoint({
  method: 'GET',
  path: '/api/conversations',
  summary: 'Conversations of mine: that I began or that are assigned to me; admins and managers see all. Newest first',
  allow: 'escalations:create',
  query: { ...paging, status: z.enum(CONVERSATION_STATUSES).optional() },
  response: page(ConversationRow, 'ConversationPage'),
});
export const GetConversation = endpoint({
  method: 'GET',
  path: '/api/conversations/{conversation_id}',
  summary: 'One conversation, with where its escalation stands and who has it',
  allow: 'escalations:create',
  params: { conversation_id: conversationId },
  response: ConversationRow,
  errors: ['conversations.not-found'],
});
export const AddConversationMessage = endpoint({
  method: 'POST',
  path: '/api/conversations/{conversation_id}/messages',
  summary: 'Say something in a conversation; kept as typed, never changed',
  allow: 'escalations:create',
  status: 201,
  params: { conversation_id: conversationId },
  body: {
    body: line(50_000),
    from_email: email
      .optional()
      .describe('Who said it, for what comes in from another system; admins and managers only.'),
  },
  response: ConversationMessage,
  errors: ['conversations.not-found', 'identity.not-allowed'],
});
export const ListConversationMessages = endpoint({
  method: 'GET',
  path: '/api/conversations/{conversation_id}/messages',
  summary: 'What was said, oldest first',
  allow: 'escalations:create',
  params: { conversation_id: conversationId },
  query: paging,
  response: page(ConversationMessage, 'ConversationMessagePage'),
  errors: ['conversations.not-found'],
});
