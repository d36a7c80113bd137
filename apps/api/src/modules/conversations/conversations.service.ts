import { Injectable } from '@nestjs/common';
import type { CreateConversation, InputOf, ListConversations, OutputOf, GetConversation } from '@understudy/contracts';
import { type ConversationId, DomainError } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { toConversation } from './conversation.mapper.js';
import type { ConversationRecord } from './conversation.records.js';
import { ConversationsRepository, type ConversationSight } from './conversations.repository.js';

type Input = InputOf<typeof CreateConversation>;

/** The exchanges an escalation can come from: one's own, those one is asked to help with, for admins and managers all. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly conversations: ConversationsRepository,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  /** The same external id of the same requester is the same conversation: systems deliver more than once. */
  create(caller: CallerContext, input: Input): Promise<OutputOf<typeof CreateConversation>> {
    return this.tenancy.run(caller, async (tx) => {
      const requesterEmail = await this.requesterOf(tx, caller, input.requester_email);

      const made = await this.conversations.add(tx, {
        channel: input.channel,
        externalId: input.external_id ?? null,
        customerId: input.customer_id ?? null,
        subject: input.subject ?? '',
        requesterEmail,
        participants: input.participants,
      });
      const id = made ?? (await this.sameAsBefore(tx, input, requesterEmail));
      if (made !== null)
        await this.history.append(tx, {
          ...byCaller(caller),
          type: 'conversation.created',
          subject: { kind: 'conversation', id },
          data: { channel: input.channel, requester_email: requesterEmail, customer_id: input.customer_id ?? null },
        });
      return toConversation(await this.conversations.getVisible(tx, sightOf(caller), id));
    });
  }

  async list(
    caller: CallerContext,
    input: InputOf<typeof ListConversations>,
  ): Promise<OutputOf<typeof ListConversations>> {
    const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, ['at', 'id']);
    return this.tenancy.run(caller, async (tx) => {
      const rows = await this.conversations.list(tx, sightOf(caller), {
        status: input.status,
        after,
        limit: input.limit,
      });
      const items = rows.slice(0, input.limit);
      const last = rows.length > input.limit ? items.at(-1) : undefined;
      return {
        items: items.map(toConversation),
        next_cursor: last ? encodeCursor({ at: String(last.createdAt), id: last.id }) : null,
      };
    });
  }

  get(caller: CallerContext, id: ConversationId): Promise<OutputOf<typeof GetConversation>> {
    return this.tenancy.run(caller, async (tx) =>
      toConversation(await this.conversations.getVisible(tx, sightOf(caller), id)),
    );
  }

  /** For escalating: one's own, or anybody's for admins and managers; locked. Throws `conversations.not-found`. */
  lockOwn(tx: Tx, caller: CallerContext, id: ConversationId): Promise<ConversationRecord> {
    return this.conversations.lockOwn(tx, sightOf(caller), id);
  }

  private async requesterOf(tx: Tx, caller: CallerContext, wanted: string | undefined): Promise<string> {
    const { email } = await this.directory.getUser(tx, caller.userId);
    if (wanted === undefined || wanted === email) return email;
    if (!sightOf(caller).all) throw new DomainError('identity.not-allowed');
    return wanted;
  }

  private async sameAsBefore(tx: Tx, input: Input, requesterEmail: string): Promise<ConversationId> {
    const found = await this.conversations.findByExternalId(tx, input.channel, input.external_id ?? '');
    if (found?.requesterEmail.toLowerCase() !== requesterEmail)
      throw new DomainError('conversations.external-id-taken');
    return found.id;
  }
}

/** Admins and managers see every conversation of the organisation (supporter document; api.md). */
export const sightOf = ({ userId, roles }: CallerContext): ConversationSight => ({
  userId,
  all: roles.includes('admin') || roles.includes('manager'),
});
