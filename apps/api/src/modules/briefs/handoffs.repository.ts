import { Injectable } from '@nestjs/common';
import type { AssignmentId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** PRD-131's handoffBrief. */
export interface HandoffRecord {
  readonly assignmentId: AssignmentId;
  /** When its briefs were last written. */
  readonly generatedAt: Temporal.Instant;
  /** When the backup first opened it. */
  readonly viewedAt: Temporal.Instant | null;
  readonly documentId: string | null;
}

/** One row for each assignment that has briefs: when they were written, when the backup opened them. */
@Injectable()
export class HandoffsRepository {
  /** In no order; assignments without briefs are left out. */
  listOf(tx: Tx, ids: readonly AssignmentId[]): Promise<HandoffRecord[]> {
    return tx.query(
      `select coverage_assignment_id as "assignmentId", generated_at as "generatedAt", viewed_at as "viewedAt", document_id as "documentId"
         from coverage_handoffs where tenant_id = $1 and coverage_assignment_id = any($2::uuid[])`,
      [tx.tenantId, ids],
    );
  }

  async markGenerated(tx: Tx, id: AssignmentId): Promise<void> {
    await tx.query(
      `insert into coverage_handoffs (tenant_id, coverage_assignment_id, generated_at) values ($1, $2, $3)
       on conflict on constraint coverage_handoffs_pkey do update set generated_at = excluded.generated_at`,
      [tx.tenantId, id, tx.now],
    );
  }

  /** The first look counts. */
  async markViewed(tx: Tx, id: AssignmentId): Promise<void> {
    await tx.query(
      `insert into coverage_handoffs (tenant_id, coverage_assignment_id, generated_at, viewed_at) values ($1, $2, $3, $3)
       on conflict on constraint coverage_handoffs_pkey do update set viewed_at = excluded.viewed_at
        where coverage_handoffs.viewed_at is null`,
      [tx.tenantId, id, tx.now],
    );
  }

  async setDocument(tx: Tx, id: AssignmentId, documentId: string): Promise<void> {
    await tx.query(
      'update coverage_handoffs set document_id = $3 where tenant_id = $1 and coverage_assignment_id = $2',
      [tx.tenantId, id, documentId],
    );
  }
}
