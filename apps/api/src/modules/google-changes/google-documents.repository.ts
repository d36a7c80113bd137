import { Injectable } from '@nestjs/common';
import type { AssignmentId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export type DocumentKind = 'brief' | 'return';

/** A document in somebody's Drive. */
export interface GoogleDocumentRecord {
  readonly assignmentId: AssignmentId;
  readonly kind: DocumentKind;
  readonly ownerUserId: UserId;
  /** Who may read it while it is open. */
  readonly readerUserId: UserId;
  readonly documentId: string | null;
  readonly wordsHash: string | null;
  readonly isOpen: boolean;
  readonly problem: string | null;
}

/** Longer than writing one takes. */
const LEASE_SECONDS = 120;

@Injectable()
export class GoogleDocumentsRepository {
  async find(tx: Tx, id: AssignmentId, kind: DocumentKind): Promise<GoogleDocumentRecord | null> {
    const [row] = await tx.query<GoogleDocumentRecord>(
      `select assignment_id as "assignmentId", kind, owner_user_id as "ownerUserId", reader_user_id as "readerUserId", document_id as "documentId",
              words_hash as "wordsHash", open as "isOpen", problem
         from google_documents where tenant_id = $1 and assignment_id = $2 and kind = $3`,
      [tx.tenantId, id, kind],
    );
    return row ?? null;
  }

  /** Coverages with a document that somebody may read now. */
  async listOpen(tx: Tx): Promise<AssignmentId[]> {
    const rows = await tx.query<{ id: AssignmentId }>(
      'select distinct assignment_id as id from google_documents where tenant_id = $1 and open order by assignment_id',
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }

  /** Before anything is made: false while another one is at it. */
  async claim(tx: Tx, row: Pick<GoogleDocumentRecord, 'assignmentId' | 'kind' | 'ownerUserId' | 'readerUserId'>) {
    const rows = await tx.query(
      `insert into google_documents (tenant_id, assignment_id, kind, owner_user_id, reader_user_id, lease_until)
       values ($1, $2, $3, $4, $5, clock_timestamp() + $6::int * interval '1 second')
       on conflict on constraint google_documents_pkey do update set lease_until = excluded.lease_until
        where google_documents.lease_until is null or google_documents.lease_until < clock_timestamp()
       returning 1`,
      [tx.tenantId, row.assignmentId, row.kind, row.ownerUserId, row.readerUserId, LEASE_SECONDS],
    );
    return rows.length > 0;
  }

  /** What is there now; lets go of it. */
  async settle(
    tx: Tx,
    id: AssignmentId,
    kind: DocumentKind,
    now: Pick<GoogleDocumentRecord, 'documentId' | 'wordsHash' | 'isOpen' | 'problem'>,
  ): Promise<void> {
    await tx.query(
      `update google_documents set document_id = coalesce($4, document_id), words_hash = $5, open = $6, problem = $7, lease_until = null, updated_at = $8
        where tenant_id = $1 and assignment_id = $2 and kind = $3`,
      [tx.tenantId, id, kind, now.documentId, now.wordsHash, now.isOpen, now.problem, tx.now],
    );
  }

  /** Lets go of what was claimed and changes nothing else but the problem, where there is one: what is there is as unknown as before. */
  async release(tx: Tx, id: AssignmentId, kind: DocumentKind, problem: string | null): Promise<void> {
    await tx.query(
      'update google_documents set lease_until = null, problem = coalesce($4, problem) where tenant_id = $1 and assignment_id = $2 and kind = $3',
      [tx.tenantId, id, kind, problem],
    );
  }
}
