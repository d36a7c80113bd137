import { Injectable } from '@nestjs/common';
import type {
  CustomerDraftId,
  CustomerId,
  DraftRecipient,
  DraftState,
  EscalationId,
  StakeholderId,
  UserId,
} from '@understudy/domain';
import { newId, type Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';

export interface DraftRecord {
  readonly id: CustomerDraftId;
  readonly escalationId: EscalationId;
  readonly state: DraftState;
  readonly recipients: readonly DraftRecipient[];
  readonly subject: string;
  readonly body: string;
  readonly author: PersonName;
  readonly editedBy: PersonName;
  readonly decidedBy: PersonName | null;
  readonly decidedAt: Temporal.Instant | null;
  /** The version that was approved; part of the e-mail's key, so that other words are another e-mail. */
  readonly approvedVersion: number | null;
  readonly rejectedReason: string | null;
  readonly sentBy: PersonName | null;
  /** How often somebody asked to send it: only the latest message may. */
  readonly sendings: number;
  readonly sentAt: Temporal.Instant | null;
  readonly refused: readonly string[];
  readonly failure: string | null;
  readonly version: number;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
}

export interface CustomerContact {
  readonly id: StakeholderId;
  readonly name: string;
  readonly email: string;
  readonly isPrimary: boolean;
}

/** Whom a draft may reach, and in which language they are written to: public facts only (product.md 13). */
export interface DraftAudience {
  readonly customerName: string;
  /** null: not known. */
  readonly language: string | null;
  readonly contacts: readonly CustomerContact[];
  readonly domains: readonly string[];
}

/** Only the fields that a step changes; what is left out stays. */
export interface DraftChange {
  readonly state: DraftState;
  readonly recipients?: readonly DraftRecipient[];
  readonly subject?: string;
  readonly body?: string;
  readonly editedByUserId?: UserId;
  readonly decision?: {
    readonly byUserId: UserId;
    readonly approvedVersion: number | null;
    readonly reason: string | null;
  } | null;
  readonly sentByUserId?: UserId;
}

const SELECT = `
  select d.id, d.escalation_id as "escalationId", d.state, d.recipients, d.subject, d.body, ${person('a')} as author, ${person('e')} as "editedBy",
         ${person('x')} as "decidedBy", d.decided_at as "decidedAt", d.approved_version as "approvedVersion", d.rejected_reason as "rejectedReason",
         ${person('s')} as "sentBy", d.sendings, d.sent_at as "sentAt", d.refused, d.failure, d.version, d.created_at as "createdAt",
         d.updated_at as "updatedAt"
    from escalation_customer_drafts d
    join users a on (a.tenant_id, a.id) = (d.tenant_id, d.author_id)
    join users e on (e.tenant_id, e.id) = (d.tenant_id, d.edited_by_user_id)
    left join users x on (x.tenant_id, x.id) = (d.tenant_id, d.decided_by_user_id)
    left join users s on (s.tenant_id, s.id) = (d.tenant_id, d.sent_by_user_id)`;

@Injectable()
export class DraftsRepository {
  async add(
    tx: Tx,
    row: Pick<DraftRecord, 'escalationId' | 'recipients' | 'subject' | 'body'> & { readonly authorId: UserId },
  ): Promise<CustomerDraftId> {
    const id = newId<CustomerDraftId>();
    await tx.query(
      `insert into escalation_customer_drafts (tenant_id, id, escalation_id, author_id, edited_by_user_id, recipients, subject, body, created_at, updated_at)
       values ($1, $2, $3, $4, $4, $5::jsonb, $6, $7, $8, $8)`,
      [tx.tenantId, id, row.escalationId, row.authorId, JSON.stringify(row.recipients), row.subject, row.body, tx.now],
    );
    return id;
  }

  /** The latest first. */
  listOf(tx: Tx, escalationId: EscalationId): Promise<DraftRecord[]> {
    return tx.query(`${SELECT} where d.tenant_id = $1 and d.escalation_id = $2 order by d.created_at desc, d.id desc`, [
      tx.tenantId,
      escalationId,
    ]);
  }

  async find(tx: Tx, id: CustomerDraftId): Promise<DraftRecord | null> {
    const [row] = await tx.query<DraftRecord>(`${SELECT} where d.tenant_id = $1 and d.id = $2`, [tx.tenantId, id]);
    return row ?? null;
  }

  /** For the decision that follows; null when it is not there. */
  async lock(tx: Tx, id: CustomerDraftId): Promise<DraftRecord | null> {
    await tx.query('select 1 from escalation_customer_drafts where tenant_id = $1 and id = $2 for update', [
      tx.tenantId,
      id,
    ]);
    return this.find(tx, id);
  }

  /** The row is locked. */
  async change(tx: Tx, { id }: DraftRecord, change: DraftChange): Promise<void> {
    const { decision } = change;
    await tx.query(
      `update escalation_customer_drafts
          set state = $3, recipients = coalesce($4::jsonb, recipients), subject = coalesce($5, subject), body = coalesce($6, body),
              edited_by_user_id = coalesce($7::uuid, edited_by_user_id),
              decided_by_user_id = case when $8 then $9::uuid else decided_by_user_id end,
              decided_at = case when $8 then case when $9::uuid is null then null else $13::timestamptz end else decided_at end,
              approved_version = case when $8 then $10::int else approved_version end,
              rejected_reason = case when $8 then $11 else rejected_reason end,
              sent_by_user_id = coalesce($12::uuid, sent_by_user_id), sendings = sendings + case when $12::uuid is null then 0 else 1 end,
              failure = null, refused = '[]', version = version + 1, updated_at = $13
        where tenant_id = $1 and id = $2`,
      [
        tx.tenantId,
        id,
        change.state,
        change.recipients ? JSON.stringify(change.recipients) : null,
        change.subject ?? null,
        change.body ?? null,
        change.editedByUserId ?? null,
        decision !== undefined,
        decision?.byUserId ?? null,
        decision?.approvedVersion ?? null,
        decision?.reason ?? null,
        change.sentByUserId ?? null,
        tx.now,
      ],
    );
  }

  /** What became of handing it over; false when it is not being sent any more. */
  async settle(
    tx: Tx,
    id: CustomerDraftId,
    settled:
      | { readonly state: 'sent'; readonly providerId: string; readonly refused: readonly string[] }
      | { readonly state: 'failed' | 'to_copy'; readonly failure: string | null },
  ): Promise<boolean> {
    const isSent = settled.state === 'sent';
    const rows = await tx.query(
      `update escalation_customer_drafts
          set state = $3, sent_at = case when $3 = 'sent' then $4::timestamptz end, provider_id = $5, refused = $6::jsonb, failure = $7,
              version = version + 1, updated_at = $4
        where tenant_id = $1 and id = $2 and state = 'sending' returning 1`,
      [
        tx.tenantId,
        id,
        settled.state,
        tx.now,
        isSent ? settled.providerId : null,
        JSON.stringify(isSent ? settled.refused : []),
        isSent ? null : settled.failure,
      ],
    );
    return rows.length > 0;
  }

  /** Reads only what may be told to the customer or decides whom a text may reach. */
  async audience(tx: Tx, customerId: CustomerId): Promise<DraftAudience> {
    const [row] = await tx.query<DraftAudience>(
      `select c.name as "customerName", c.language,
              (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'email', lower(s.email), 'isPrimary', s.is_primary)
                        order by s.is_primary desc, s.name, s.id), '[]')
                 from stakeholders s where (s.tenant_id, s.customer_id) = (c.tenant_id, c.id) and s.active and s.email <> '') as contacts,
              (select coalesce(jsonb_agg(d.domain order by d.domain), '[]') from customer_domains d
                where (d.tenant_id, d.customer_id) = (c.tenant_id, c.id)) as domains
         from customers c where c.tenant_id = $1 and c.id = $2`,
      [tx.tenantId, customerId],
    );
    if (!row) throw new Error(`customer ${customerId} is not there`);
    return row;
  }
}
