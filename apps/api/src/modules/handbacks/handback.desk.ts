import { Injectable } from '@nestjs/common';
import type { Handback } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { AssignmentRecord } from '../coverage/index.js';
import { toPersonRef } from '../customers/index.js';
import { HandbackMaker } from './handback.maker.js';
import { HandbackNews } from './handback-news.service.js';
import { HandbacksRepository } from './handbacks.repository.js';

const BY_PRODUCT = { actor: { kind: 'system', name: 'handback-desk' } } as const;

/** Shows a handback, live while the coverage runs, and freezes it once when it ended. */
@Injectable()
export class HandbackDesk {
  constructor(
    private readonly handbacks: HandbacksRepository,
    private readonly maker: HandbackMaker,
    private readonly news: HandbackNews,
  ) {}

  /** Said yes to, and its time came: there is something to hand back. */
  hasBegun(tx: Tx, { inForce, during }: AssignmentRecord): boolean {
    return inForce && Temporal.Instant.compare(during.startsAt, tx.now) <= 0;
  }

  /** Its time is over, by the clock: whatever the jobs have done. */
  private hasEnded(tx: Tx, { status, during }: AssignmentRecord): boolean {
    return status === 'completed' || (during.endsAt !== null && Temporal.Instant.compare(during.endsAt, tx.now) <= 0);
  }

  /** Makes it when the coverage began and ended and nobody made it yet. Safe to repeat; the first one stays. */
  async freezeEnded(tx: Tx, assignment: AssignmentRecord): Promise<void> {
    if (!this.hasBegun(tx, assignment) || !this.hasEnded(tx, assignment)) return;
    if (await this.handbacks.find(tx, assignment.id)) return;
    const content = await this.maker.make(tx, assignment);
    const isFirst = await this.handbacks.add(tx, assignment.id, assignment.absenceId, content);
    if (isFirst) await this.news.tell(tx, 'handback.ready', assignment, BY_PRODUCT);
  }

  /** Throws handbacks.nothing-to-hand-back when the coverage never began. */
  async show(tx: Tx, assignment: AssignmentRecord): Promise<z.output<typeof Handback>> {
    if (!this.hasBegun(tx, assignment)) throw new DomainError('handbacks.nothing-to-hand-back');
    const ids = [assignment.id];
    const [frozen, feedback, kept, meeting, documentId] = await Promise.all([
      this.handbacks.find(tx, assignment.id),
      this.handbacks.listFeedback(tx, ids),
      this.handbacks.listKept(tx, ids),
      this.handbacks.findMeeting(tx, assignment.id),
      this.handbacks.findDocument(tx, assignment.id),
    ]);
    const { startsAt, endsAt } = assignment.during;
    return {
      assignment_id: assignment.id,
      absence_id: assignment.absenceId,
      backup: toPersonRef(assignment.backup),
      absent: toPersonRef(assignment.absent),
      during: { starts_at: startsAt, ends_at: endsAt },
      time_zone: assignment.timeZone,
      status: frozen === null ? 'preview' : frozen.completedAt ? 'completed' : 'ready',
      generated_at: frozen?.generatedAt ?? tx.now,
      summary_doc_id: documentId,
      customers: assignment.coveredCustomerIds.length,
      content: frozen?.content ?? (await this.maker.make(tx, assignment)),
      feedback: feedback.map((one) => ({
        customer: { customer_id: one.customerId, name: one.customerName },
        feedback: one.feedback,
        rating: one.rating,
        given_at: one.givenAt,
      })),
      kept: kept.map((one) => ({
        customer: { customer_id: one.customerId, name: one.customerName },
        task_id: one.taskId,
        title: one.title,
        until: one.untilOn,
        state: one.state,
      })),
      notes: frozen?.notes ?? '',
      completion_notes: frozen?.completionNotes ?? '',
      handed_back_at: frozen?.handedBackAt ?? null,
      completed_at: frozen?.completedAt ?? null,
      meeting: meeting?.endsAt ? { starts_at: meeting.startsAt, ends_at: meeting.endsAt } : null,
    };
  }
}
