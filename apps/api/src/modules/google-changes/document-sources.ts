import { Injectable } from '@nestjs/common';
import { type AssignmentId, isOpenAt } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { HandoffService } from '../briefs/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { HandbacksService } from '../handbacks/index.js';
import { handoffDocument, returnDocument, type WrittenDocument } from './document-html.js';
import type { DocumentKind } from './google-documents.repository.js';

/** Where the words of documents come from, and where it is noted that one is there. */
@Injectable()
export class DocumentSources {
  constructor(
    private readonly handoffs: HandoffService,
    private readonly handbacks: HandbacksService,
    private readonly outbox: Outbox,
    private readonly assignments: AssignmentsRepository,
  ) {}

  find(tx: Tx, id: AssignmentId): Promise<AssignmentRecord | null> {
    return this.assignments.findById(tx, id);
  }

  /** null: there is none (any more). */
  async of(
    tx: Tx,
    assignment: AssignmentRecord,
    kind: DocumentKind,
  ): Promise<{ words: WrittenDocument; isOpen: boolean } | null> {
    const about = {
      absent: assignment.absent.name,
      backup: assignment.backup.name,
      timeZone: assignment.timeZone,
    };
    if (kind === 'brief') {
      // what is known of the customers comes with the yes, and goes with the coverage
      if (assignment.acceptedAt === null || !isOpenAt(assignment, tx.now)) return null;
      return { words: handoffDocument(about, await this.handoffs.contentOf(tx, assignment)), isOpen: true };
    }
    const view = await this.handbacks.viewOf(tx, assignment);
    if (!view || view.status === 'preview') return null;
    return { words: returnDocument(about, view), isOpen: view.status === 'ready' };
  }

  async made(tx: Tx, { id, absenceId }: AssignmentRecord, kind: DocumentKind, documentId: string): Promise<void> {
    if (kind === 'brief') await this.handoffs.setDocument(tx, id, documentId);
    await this.outbox.add(tx, {
      type: 'google.document-made',
      assignment_id: id,
      absence_id: absenceId,
      kind,
      document_id: documentId,
    });
  }

  /** Every document that somebody may read now is looked at again. */
  async lookAgain(tx: Tx, ids: readonly AssignmentId[]): Promise<void> {
    for (const id of ids) await this.outbox.add(tx, { type: 'google.document-due', assignment_id: id });
  }
}
