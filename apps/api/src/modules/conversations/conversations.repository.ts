import { Injectable } from '@nestjs/common';
import { type ConversationId, type ConversationStatus, DomainError, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import { person } from '../customers/index.js';
import type { ConversationRecord, NewConversation } from './conversation.records.js';

const waits = (row: string): string =>
  `(${row}.for_supporters and ${row}.primary_owner_id is null and ${row}.status in ('open', 'investigating', 'action_required'))`;

/** How many are served before e, in the order of libs/domain `byNeed`; null once somebody has it. */
const AHEAD = `
  case when ${waits('e')} then (
    select count(*)::int from escalations o
     where o.tenant_id = e.tenant_id and ${waits('o')} and (o.severity, o.created_at, o.id) < (e.severity, e.created_at, e.id)) end`;

const SELECT = `
  select v.id, v.channel, v.external_id as "externalId", v.subject, v.status, v.customer_id as "customerId", v.requester_email as "requesterEmail",
         ${person('r')} as requester, v.participants, v.created_at as "createdAt", v.escalated_at as "escalatedAt", v.completed_at as "completedAt",
         x.escalation
    from conversations v
    left join users r on (r.tenant_id, r.id) = (v.tenant_id, v.requester_user_id)
    left join lateral (
      select jsonb_build_object('id', e.id, 'status', e.status, 'owner', ${person('p')}, 'assignedAt', e.assigned_at, 'ahead', ${AHEAD}) as escalation
        from escalations e left join users p on (p.tenant_id, p.id) = (e.tenant_id, e.primary_owner_id)
       where e.tenant_id = v.tenant_id and e.conversation_id = v.id order by e.created_at desc, e.id desc limit 1) x on true`;

/** How far somebody sees: `all` for admins and managers, else what they asked for and what they are on. */
export interface ConversationSight {
  readonly userId: UserId;
  readonly all: boolean;
}

const VISIBLE = `(
  $3 or v.requester_user_id = $2
  or exists (select from escalations e where e.tenant_id = v.tenant_id and e.conversation_id = v.id and (e.primary_owner_id = $2 or e.secondary_owner_id = $2
       or exists (select from escalation_stakeholders h where (h.tenant_id, h.escalation_id) = (e.tenant_id, e.id) and h.user_id = $2))))`;

@Injectable()
export class ConversationsRepository {
  /** Throws `conversations.not-found`, also when it is not theirs to see. */
  async getVisible(tx: Tx, sight: ConversationSight, id: ConversationId): Promise<ConversationRecord> {
    const [row] = await tx.query<ConversationRecord>(`${SELECT} where v.tenant_id = $1 and v.id = $4 and ${VISIBLE}`, [
      tx.tenantId,
      sight.userId,
      sight.all,
      id,
    ]);
    if (!row) throw new DomainError('conversations.not-found');
    return row;
  }

  /** Newest first; one more than `limit` says there is more. */
  list(
    tx: Tx,
    sight: ConversationSight,
    given: {
      readonly status: ConversationStatus | undefined;
      readonly after: { readonly at: string; readonly id: string } | undefined;
      readonly limit: number;
    },
  ): Promise<ConversationRecord[]> {
    return tx.query(
      `${SELECT} where v.tenant_id = $1 and ${VISIBLE} and ($4::text is null or v.status = $4)
          and ($5::timestamptz is null or (v.created_at, v.id) < ($5, $6::uuid)) order by v.created_at desc, v.id desc limit $7`,
      [
        tx.tenantId,
        sight.userId,
        sight.all,
        given.status ?? null,
        given.after?.at ?? null,
        given.after?.id ?? null,
        given.limit + 1,
      ],
    );
  }

  /** null when the channel has another one with its external id. Throws customers.not-found. */
  async add(tx: Tx, row: NewConversation): Promise<ConversationId | null> {
    const [made] = await tx
      .query<{ id: ConversationId }>(
        `insert into conversations (tenant_id, channel, external_id, customer_id, subject, requester_email, participants, created_at)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8) on conflict on constraint conversations_external_id_key do nothing returning id`,
        [
          tx.tenantId,
          row.channel,
          row.externalId,
          row.customerId,
          row.subject,
          row.requesterEmail,
          JSON.stringify(row.participants),
          tx.now,
        ],
      )
      .catch(constraintErrors({ conversations_customer_fkey: 'customers.not-found' }));
    return made?.id ?? null;
  }

  async findByExternalId(
    tx: Tx,
    channel: string,
    externalId: string,
  ): Promise<{ id: ConversationId; requesterEmail: string } | null> {
    const [row] = await tx.query<{ id: ConversationId; requesterEmail: string }>(
      `select id, requester_email as "requesterEmail" from conversations where tenant_id = $1 and channel = $2 and external_id = $3`,
      [tx.tenantId, channel, externalId],
    );
    return row ?? null;
  }

  /** One at a time escalates it. Throws `conversations.not-found`, also when it is somebody else's and `all` does not reach it. */
  async lockOwn(tx: Tx, sight: ConversationSight, id: ConversationId): Promise<ConversationRecord> {
    const [locked, row] = await Promise.all([
      tx.query(
        `select 1 from conversations v where v.tenant_id = $1 and v.id = $4 and ($3 or v.requester_user_id = $2) for no key update`,
        [tx.tenantId, sight.userId, sight.all, id],
      ),
      tx.query<ConversationRecord>(`${SELECT} where v.tenant_id = $1 and v.id = $2`, [tx.tenantId, id]),
    ]);
    if (locked.length === 0 || !row[0]) throw new DomainError('conversations.not-found');
    return row[0];
  }
}
