import { Injectable } from '@nestjs/common';
import type { ConversationId, ConversationMessage, MessageId, UserId } from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import { person } from '../customers/index.js';
import type { MessageRecord, NewMessage } from './conversation.records.js';

const SELECT = `
  select m.id, ${person('a')} as author, m.author_email as "authorEmail", m.from_requester as "fromRequester", m.body, m.sent_at as "sentAt"
    from conversation_messages m left join users a on (a.tenant_id, a.id) = (m.tenant_id, m.author_user_id)`;

/** What was said; rows are only ever added. */
@Injectable()
export class MessagesRepository {
  async add(tx: Tx, conversationId: ConversationId, message: NewMessage): Promise<MessageId> {
    const id = newId<MessageId>();
    await tx.query(
      `insert into conversation_messages (tenant_id, id, conversation_id, author_user_id, author_email, from_requester, body, sent_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.tenantId,
        id,
        conversationId,
        message.authorUserId,
        message.authorEmail,
        message.fromRequester,
        message.body,
        tx.now,
      ],
    );
    return id;
  }

  async get(tx: Tx, id: MessageId): Promise<MessageRecord> {
    const [row] = await tx.query<MessageRecord>(`${SELECT} where m.tenant_id = $1 and m.id = $2`, [tx.tenantId, id]);
    if (!row) throw new Error('a message that was just written is not there');
    return row;
  }

  async findColleague(tx: Tx, email: string): Promise<UserId | null> {
    const [row] = await tx.query<{ id: UserId }>('select id from users where tenant_id = $1 and email = $2', [
      tx.tenantId,
      email,
    ]);
    return row?.id ?? null;
  }

  /** Oldest first; one more than `limit` says there is more. */
  list(
    tx: Tx,
    conversationId: ConversationId,
    after: { readonly at: string; readonly id: string } | undefined,
    limit: number,
  ): Promise<MessageRecord[]> {
    return tx.query(
      `${SELECT} where m.tenant_id = $1 and m.conversation_id = $2 and ($3::timestamptz is null or (m.sent_at, m.id) > ($3, $4::uuid))
        order by m.sent_at, m.id limit $5`,
      [tx.tenantId, conversationId, after?.at ?? null, after?.id ?? null, limit + 1],
    );
  }

  /** All messages of the conversations in which somebody asked within the span, in their order. */
  listOfAsked(
    tx: Tx,
    within: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  ): Promise<
    (ConversationMessage & { readonly conversationId: ConversationId; readonly customerId: string | null })[]
  > {
    return tx.query(
      `select m.conversation_id as "conversationId", v.customer_id as "customerId", m.from_requester as "fromRequester", m.sent_at as "sentAt"
         from conversation_messages m join conversations v on (v.tenant_id, v.id) = (m.tenant_id, m.conversation_id)
        where m.tenant_id = $1 and m.sent_at >= $2 and m.conversation_id in (
              select q.conversation_id from conversation_messages q where q.tenant_id = $1 and q.from_requester and q.sent_at >= $2 and q.sent_at < $3)
        order by m.sent_at, m.id`,
      [tx.tenantId, within.startsAt, within.endsAt],
    );
  }
}
