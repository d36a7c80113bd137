import type { ConversationMessage, ConversationRow } from '@understudy/contracts';
import { supporterStatus } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRefOrNull } from '../customers/index.js';
import type { ConversationRecord, MessageRecord } from './conversation.records.js';

export const toConversation = ({ escalation, ...row }: ConversationRecord): z.output<typeof ConversationRow> => ({
  id: row.id,
  channel: row.channel,
  external_id: row.externalId,
  subject: row.subject,
  status: row.status,
  customer_id: row.customerId,
  requester_email: row.requesterEmail,
  requester: toPersonRefOrNull(row.requester),
  participants: row.participants.map(({ email, name }) => ({ email, ...(name !== undefined && { name }) })),
  created_at: row.createdAt,
  escalated_at: row.escalatedAt,
  completed_at: row.completedAt,
  escalation: escalation && {
    escalation_id: escalation.id,
    status: supporterStatus(escalation.status, escalation.owner?.userId ?? null),
    assigned_to: toPersonRefOrNull(escalation.owner),
    assigned_at: escalation.assignedAt === null ? null : Temporal.Instant.from(escalation.assignedAt),
    ahead: escalation.ahead,
  },
});

export const toMessage = (row: MessageRecord): z.output<typeof ConversationMessage> => ({
  id: row.id,
  author: toPersonRefOrNull(row.author),
  author_email: row.authorEmail,
  from_requester: row.fromRequester,
  body: row.body,
  sent_at: row.sentAt,
});
