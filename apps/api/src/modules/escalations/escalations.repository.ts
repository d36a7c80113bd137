import { Injectable } from '@nestjs/common';
import {
  type ConversationId,
  type CustomerId,
  DomainError,
  type EscalationId,
  type EscalationStatus,
  type Severity,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CategoryRecord, EscalationRecord, StatusTimes } from './escalation.records.js';
import { IS_OVER, SELECT_ESCALATION, VISIBLE } from './escalation.sql.js';

/** What a caller may see, worked out from their roles; `managed` null means everybody's. */
export interface Sight {
  readonly userId: UserId;
  readonly managed: readonly UserId[] | null;
  readonly ownCustomers: boolean;
}

/** The first four parameters of a statement with {@link VISIBLE}. */
export const sightParams = (tx: Tx, sight: Sight) => [tx.tenantId, sight.userId, sight.managed, sight.ownCustomers];

export interface EscalationFilter {
  readonly status?: EscalationStatus | undefined;
  readonly severity?: Severity | undefined;
  readonly category?: string | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly ownerId?: UserId | undefined;
  /** Made or owned by whoever asks (true), or neither. */
  readonly mine?: boolean | undefined;
  /** Without an owner (true), or with one. */
  readonly unassigned?: boolean | undefined;
  /** Resolved late, or not resolved and past its time. */
  readonly breached?: boolean | undefined;
  readonly snoozed?: boolean | undefined;
  /** Words in title or description, or the name of the customer. */
  readonly text?: string | undefined;
  readonly createdFrom?: Temporal.Instant | undefined;
  /** Half-open. */
  readonly createdTo?: Temporal.Instant | undefined;
}

const FILTER = `
      ($5::text is null or e.status = $5) and ($6::text is null or e.severity = $6) and ($7::uuid is null or e.customer_id = $7)
  and ($8::uuid is null or e.primary_owner_id = $8 or e.secondary_owner_id = $8) and ($9::text is null or lower(k.name) = lower($9))
  and ($10::boolean is null or (e.primary_owner_id is null) = $10)
  and ($11::boolean is null or (e.sla_due_at < coalesce(e.actual_resolution_date, e.closed_at, e.sla_paused_since, $15)) = $11)
  and ($12::boolean is null or (e.snoozed_until is not null and e.snoozed_until > $15) = $12)
  and ($13::text is null or strpos(lower(e.title || ' ' || e.description || ' ' || coalesce(c.name, '')), lower($13)) > 0)
  and ($14::timestamptz is null or e.created_at >= $14) and ($16::timestamptz is null or e.created_at < $16)
  and ($17::boolean is null or coalesce(e.created_by_user_id = $2 or e.primary_owner_id = $2 or e.secondary_owner_id = $2, false) = $17)`;

const filterParams = (tx: Tx, filter: EscalationFilter) => [
  filter.status ?? null,
  filter.severity ?? null,
  filter.customerId ?? null,
  filter.ownerId ?? null,
  filter.category ?? null,
  filter.unassigned ?? null,
  filter.breached ?? null,
  filter.snoozed ?? null,
  filter.text ?? null,
  filter.createdFrom ?? null,
  tx.now,
  filter.createdTo ?? null,
  filter.mine ?? null,
];

const SELECT_CATEGORY = `
  select id, name, description, default_owner_id as "defaultOwnerId", default_team_id as "defaultTeamId",
         default_secondary_owner_id as "defaultSecondaryId",
         jsonb_build_object('P0', sla_hours_p0, 'P1', sla_hours_p1, 'P2', sla_hours_p2, 'P3', sla_hours_p3) as "slaHours"
    from escalation_categories`;

/** Escalations as they are read. What changes them goes through EscalationMoves. */
@Injectable()
export class EscalationsRepository {
  /** Throws `escalations.not-found`, also when the caller may not see it. */
  async getVisible(tx: Tx, sight: Sight, id: EscalationId): Promise<EscalationRecord> {
    const [row] = await tx.query<EscalationRecord>(
      `${SELECT_ESCALATION} where e.tenant_id = $1 and e.id = $5 and ${VISIBLE}`,
      [...sightParams(tx, sight), id],
    );
    if (!row) throw new DomainError('escalations.not-found');
    return row;
  }

  async isVisible(tx: Tx, sight: Sight, id: EscalationId): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from escalations e left join customers c on (c.tenant_id, c.id) = (e.tenant_id, e.customer_id)
        where e.tenant_id = $1 and e.id = $5 and ${VISIBLE}`,
      [...sightParams(tx, sight), id],
    );
    return rows.length > 0;
  }

  /** Open ones first, then the others; each by when they are due, so what is over time stands first. One more than `limit` says there is more. */
  list(
    tx: Tx,
    sight: Sight,
    filter: EscalationFilter,
    page: {
      readonly after: { readonly isOver: boolean; readonly dueAt: string; readonly id: string } | undefined;
      readonly limit: number;
    },
  ): Promise<EscalationRecord[]> {
    return tx.query(
      `${SELECT_ESCALATION} where e.tenant_id = $1 and ${VISIBLE} and ${FILTER}
         and ($18::boolean is null or (${IS_OVER}, e.sla_due_at, e.id) > ($18, $19::timestamptz, $20::uuid))
       order by ${IS_OVER}, e.sla_due_at, e.id limit $21`,
      [
        ...sightParams(tx, sight),
        ...filterParams(tx, filter),
        page.after?.isOver ?? null,
        page.after?.dueAt ?? null,
        page.after?.id ?? null,
        page.limit + 1,
      ],
    );
  }

  /** Unresolved ones of the same customer and category that the caller may see, the oldest first; at most five: they are pointed out, not listed. */
  listOpenDuplicates(
    tx: Tx,
    sight: Sight,
    of: { readonly customerId: CustomerId; readonly category: string; readonly except?: EscalationId },
  ): Promise<EscalationRecord[]> {
    return tx.query(
      `${SELECT_ESCALATION} where e.tenant_id = $1 and ${VISIBLE} and not ${IS_OVER} and e.customer_id = $5 and lower(k.name) = lower($6)
         and ($7::uuid is null or e.id <> $7) order by e.created_at, e.id limit 5`,
      [...sightParams(tx, sight), of.customerId, of.category, of.except ?? null],
    );
  }

  /** Without asking who may see it: for the one who just made it, and for the product itself. Throws `escalations.not-found`. */
  async getById(tx: Tx, id: EscalationId): Promise<EscalationRecord> {
    const [row] = await tx.query<EscalationRecord>(`${SELECT_ESCALATION} where e.tenant_id = $1 and e.id = $2`, [
      tx.tenantId,
      id,
    ]);
    if (!row) throw new DomainError('escalations.not-found');
    return row;
  }

  /** As {@link getById}, and nobody else changes it until this transaction is over: for the decision that follows. */
  async lock(tx: Tx, id: EscalationId): Promise<EscalationRecord> {
    const [, row] = await Promise.all([
      tx.query('select 1 from escalations where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]),
      this.getById(tx, id),
    ]);
    return row;
  }

  /** As {@link getVisible}, locked. */
  async lockVisible(tx: Tx, sight: Sight, id: EscalationId): Promise<EscalationRecord> {
    const [, row] = await Promise.all([
      tx.query('select 1 from escalations where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]),
      this.getVisible(tx, sight, id),
    ]);
    return row;
  }

  /** The escalation of a conversation that is not resolved; at most one (escalations_conversation_key). */
  async findOpenOfConversation(tx: Tx, conversationId: ConversationId): Promise<EscalationRecord | null> {
    const [row] = await tx.query<EscalationRecord>(
      `${SELECT_ESCALATION} where e.tenant_id = $1 and e.conversation_id = $2 and not ${IS_OVER}`,
      [tx.tenantId, conversationId],
    );
    return row ?? null;
  }

  /** What an escalation from it has to know; `isOwn`: this person asked for help in it. */
  async findConversation(
    tx: Tx,
    id: ConversationId,
    userId: UserId,
  ): Promise<{ customerId: CustomerId | null; isOwn: boolean; openEscalationId: EscalationId | null } | null> {
    const [row] = await tx.query<{
      customerId: CustomerId | null;
      isOwn: boolean;
      openEscalationId: EscalationId | null;
    }>(
      `select v.customer_id as "customerId", lower(v.requester_email) = lower(u.email) as "isOwn",
              (select e.id from escalations e where e.tenant_id = $1 and e.conversation_id = $2 and not ${IS_OVER}) as "openEscalationId"
         from conversations v join users u on u.tenant_id = $1 and u.id = $3 where v.tenant_id = $1 and v.id = $2`,
      [tx.tenantId, id, userId],
    );
    return row ?? null;
  }

  /** Who asked for help; null for somebody who is none of ours. */
  async requesterOf(tx: Tx, id: ConversationId): Promise<UserId | null> {
    const [row] = await tx.query<{ userId: UserId | null }>(
      'select requester_user_id as "userId" from conversations where tenant_id = $1 and id = $2',
      [tx.tenantId, id],
    );
    return row?.userId ?? null;
  }

  /** The comments and broadcasts that whoever asked for help may read. */
  async listOpenWords(tx: Tx, id: EscalationId): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(
      'select id from escalation_updates where tenant_id = $1 and escalation_id = $2 and not is_internal',
      [tx.tenantId, id],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** It went up from them by itself, unanswered. */
  async climbedAwayFrom(tx: Tx, id: EscalationId, userId: UserId): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from escalation_climbs
        where tenant_id = $1 and escalation_id = $2 and from_user_id = $3 and by_user_id is null limit 1`,
      [tx.tenantId, id, userId],
    );
    return rows.length > 0;
  }

  async statusTimes(tx: Tx, id: EscalationId): Promise<StatusTimes> {
    const rows = await tx.query<{ status: EscalationStatus; at: Temporal.Instant }>(
      `select to_status as status, max(moved_at) as at from escalation_moves where tenant_id = $1 and escalation_id = $2 group by to_status`,
      [tx.tenantId, id],
    );
    return Object.fromEntries(rows.map(({ status, at }) => [status, at]));
  }

  /** Those that can be chosen. */
  listCategories(tx: Tx): Promise<CategoryRecord[]> {
    return tx.query(`${SELECT_CATEGORY} where tenant_id = $1 and active order by name`, [tx.tenantId]);
  }

  /** Of an escalation that has it: also one that was taken out of use since. */
  async findCategory(tx: Tx, id: CategoryRecord['id']): Promise<CategoryRecord | null> {
    const [row] = await tx.query<CategoryRecord>(`${SELECT_CATEGORY} where tenant_id = $1 and id = $2`, [
      tx.tenantId,
      id,
    ]);
    return row ?? null;
  }
}
