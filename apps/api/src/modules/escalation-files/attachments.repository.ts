import { Injectable } from '@nestjs/common';
import { type AttachmentId, DomainError, type EscalationId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';

export interface AttachmentRecord {
  readonly id: AttachmentId;
  readonly escalationId: EscalationId;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly uploadedBy: PersonName;
  readonly createdAt: Temporal.Instant;
  readonly removedAt: Temporal.Instant | null;
  readonly removedBy: PersonName | null;
  readonly removedReason: string | null;
}
export type NewAttachment = Pick<
  AttachmentRecord,
  'id' | 'escalationId' | 'name' | 'contentType' | 'sizeBytes' | 'sha256'
>;

const SELECT = `
  select a.id, a.escalation_id as "escalationId", a.name, a.content_type as "contentType", a.size_bytes as "sizeBytes", a.sha256,
         ${person('u')} as "uploadedBy", a.created_at as "createdAt", a.removed_at as "removedAt", ${person('r')} as "removedBy",
         a.removed_reason as "removedReason"
    from escalation_attachments a
    join users u on (u.tenant_id, u.id) = (a.tenant_id, a.uploaded_by_user_id)
    left join users r on (r.tenant_id, r.id) = (a.tenant_id, a.removed_by_user_id)`;

/** What is known of attachments; their bytes are in a FileStore. */
@Injectable()
export class AttachmentsRepository {
  /** Oldest first, removed ones included. */
  list(tx: Tx, escalationId: EscalationId): Promise<AttachmentRecord[]> {
    return tx.query(`${SELECT} where a.tenant_id = $1 and a.escalation_id = $2 order by a.created_at, a.id`, [
      tx.tenantId,
      escalationId,
    ]);
  }

  /** Throws attachments.not-found, also for one of another escalation. */
  async get(tx: Tx, escalationId: EscalationId, id: AttachmentId): Promise<AttachmentRecord> {
    const [row] = await tx.query<AttachmentRecord>(
      `${SELECT} where a.tenant_id = $1 and a.escalation_id = $2 and a.id = $3`,
      [tx.tenantId, escalationId, id],
    );
    if (!row) throw new DomainError('attachments.not-found');
    return row;
  }

  /** Those that were not removed. */
  async count(tx: Tx, escalationId: EscalationId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from escalation_attachments where tenant_id = $1 and escalation_id = $2 and removed_at is null`,
      [tx.tenantId, escalationId],
    );
    return row?.count ?? 0;
  }

  async add(tx: Tx, uploadedBy: UserId, row: NewAttachment): Promise<void> {
    await tx.query(
      `insert into escalation_attachments (tenant_id, id, escalation_id, name, content_type, size_bytes, sha256, uploaded_by_user_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tx.tenantId, row.id, row.escalationId, row.name, row.contentType, row.sizeBytes, row.sha256, uploadedBy, tx.now],
    );
  }

  /** The escalation is locked. */
  async markRemoved(tx: Tx, id: AttachmentId, by: UserId, reason: string): Promise<void> {
    await tx.query(
      `update escalation_attachments set removed_at = $3, removed_by_user_id = $4, removed_reason = $5 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, tx.now, by, reason],
    );
  }
}
