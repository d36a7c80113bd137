import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AddConversationMessage, InputOf, ListConversationMessages, OutputOf } from '@understudy/contracts';
import { type ConversationId, DomainError, responseTimes, type ResponseTime, type UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { toMessage } from './conversation.mapper.js';
import type { ConversationRecord, NewMessage } from './conversation.records.js';
import { ConversationsRepository } from './conversations.repository.js';
import { sightOf } from './conversations.service.js';
import { MessagesRepository } from './messages.repository.js';

/** What is said in conversations, and how long answers take. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly conversations: ConversationsRepository,
    private readonly messages: MessagesRepository,
    private readonly outbox: Outbox,
    private readonly history: History,
  ) {}

  add(
    caller: CallerContext,
    input: InputOf<typeof AddConversationMessage>,
  ): Promise<OutputOf<typeof AddConversationMessage>> {
    return this.tenancy.run(caller, async (tx) => {
      const conversation = await this.conversations.getVisible(tx, sightOf(caller), input.conversation_id);
      const author = await this.authorOf(tx, caller, conversation, input.from_email);

      const id = await this.addIn(tx, caller, conversation, { ...author, body: input.body });
      // words under somebody else's name: an auditor sees who wrote them down
      if (author.authorUserId !== caller.userId)
        await this.history.append(tx, {
          ...byCaller(caller),
          type: 'conversation.message-taken-in',
          subject: { kind: 'conversation', id: conversation.id },
          data: {
            message_id: id,
            author_user_id: author.authorUserId,
            author_email: author.authorEmail,
            sha256: createHash('sha256').update(input.body).digest('hex'),
          },
        });
      return toMessage(await this.messages.get(tx, id));
    });
  }

  async list(
    caller: CallerContext,
    input: InputOf<typeof ListConversationMessages>,
  ): Promise<OutputOf<typeof ListConversationMessages>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['at', 'id']);
    return this.tenancy.run(caller, async (tx) => {
      await this.conversations.getVisible(tx, sightOf(caller), input.conversation_id);
      const rows = await this.messages.list(tx, input.conversation_id, after, input.limit);
      const items = rows.slice(0, input.limit);
      const last = rows.length > input.limit ? items.at(-1) : undefined;
      return {
        items: items.map(toMessage),
        next_cursor: last ? encodeCursor({ at: String(last.sentAt), id: last.id }) : null,
      };
    });
  }

  /** In the caller's transaction; it is not asked whether they may. */
  async addIn(tx: Tx, caller: CallerContext, conversation: ConversationRecord, message: NewMessage) {
    const id = await this.messages.add(tx, conversation.id, message);
    await this.outbox.add(tx, {
      type: 'conversation.message-added',
      conversation_id: conversation.id,
      message_id: id,
      escalation_id: conversation.escalation?.id ?? null,
      customer_id: conversation.customerId,
      by_user_id: caller.userId,
    });
    return id;
  }

  /** Time to the first reply of every message somebody asked with in the span, with the customer it is about (product.md 19). */
  async responseTimes(
    tx: Tx,
    within: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  ): Promise<(ResponseTime & { readonly conversationId: ConversationId; readonly customerId: string | null })[]> {
    const rows = await this.messages.listOfAsked(tx, within);
    return [...Map.groupBy(rows, ({ conversationId }) => conversationId)].flatMap(([conversationId, messages]) =>
      responseTimes(messages)
        .filter(({ askedAt }) => Temporal.Instant.compare(askedAt, within.endsAt) < 0)
        .map((time) => ({ ...time, conversationId, customerId: messages[0]?.customerId ?? null })),
    );
  }

  /** Addresses of our own people become people; everybody else outside asks. */
  private async authorOf(
    tx: Tx,
    caller: CallerContext,
    conversation: ConversationRecord,
    fromEmail: string | undefined,
  ): Promise<Omit<NewMessage, 'body'>> {
    const byPerson = (userId: UserId) => ({
      authorUserId: userId,
      authorEmail: null,
      fromRequester: userId === conversation.requester?.userId,
    });
    if (fromEmail === undefined) return byPerson(caller.userId);
    if (!sightOf(caller).all) throw new DomainError('identity.not-allowed');
    const colleague = await this.messages.findColleague(tx, fromEmail);
    return colleague === null
      ? { authorUserId: null, authorEmail: fromEmail, fromRequester: true }
      : byPerson(colleague);
  }
}
