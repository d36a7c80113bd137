import { Injectable } from '@nestjs/common';
import {
  absenceAnswer,
  approvalAnswer,
  type AbsenceId,
  asId,
  type AssignmentId,
  coverageAnswer,
  DomainError,
  escalationAnswer,
  type EscalationId,
  gapAnswer,
  type SlackAnswer,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AbsencesRepository, needsConfirmation } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { type EscalationRecord, EscalationsRepository } from '../escalations/index.js';
import type { SlackQuestion } from './slack-questions.js';

/** Loads what a question is about; what became of it is decided in the domain. */
@Injectable()
export class SlackAnswers {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly absences: AbsencesRepository,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Whether this person is the one who answers it. */
  async isTheirs(tx: Tx, { kind, subjectId }: SlackQuestion, userId: UserId): Promise<boolean> {
    if (kind === 'coverage')
      return (await this.assignments.findById(tx, asId<AssignmentId>(subjectId)))?.backupUserId === userId;
    if (kind === 'absence') return (await this.absences.findById(tx, asId<AbsenceId>(subjectId)))?.userId === userId;
    if (kind !== 'escalation') return true;
    const row = await this.findEscalation(tx, subjectId);
    return row?.primaryOwner?.userId === userId || row?.secondaryOwner?.userId === userId;
  }

  /** Null while it can still be answered; `askedAt` is when the message was posted. */
  async of(tx: Tx, { kind, subjectId }: SlackQuestion, askedAt: Temporal.Instant): Promise<SlackAnswer> {
    switch (kind) {
      case 'coverage':
      case 'approval': {
        const row = await this.assignments.findById(tx, asId<AssignmentId>(subjectId));
        if (row === null) return GONE;
        return (kind === 'coverage' ? coverageAnswer : approvalAnswer)({ ...row, backupName: row.backup.name });
      }
      case 'absence': {
        const row = await this.absences.findById(tx, asId<AbsenceId>(subjectId));
        return row === null ? GONE : absenceAnswer({ ...row, needsConfirmation: needsConfirmation(row) });
      }
      case 'gap': {
        const row = await this.absences.findById(tx, asId<AbsenceId>(subjectId));
        return row === null ? GONE : gapAnswer({ ...row, found: await this.foundSince(tx, row.id, askedAt) });
      }
      case 'escalation': {
        const row = await this.findEscalation(tx, subjectId);
        return row === null
          ? GONE
          : escalationAnswer({ status: row.status, ownerName: row.primaryOwner?.name ?? null });
      }
    }
  }

  private async foundSince(tx: Tx, absenceId: AbsenceId, askedAt: Temporal.Instant) {
    const rows = await this.assignments.listOfAbsences(tx, [absenceId]);
    const found = rows.findLast((row: AssignmentRecord) => isStanding(row) && isLater(row.createdAt, askedAt));
    return found ? { backupName: found.backup.name, status: found.status } : null;
  }

  private findEscalation(tx: Tx, id: string): Promise<EscalationRecord | null> {
    return this.escalations.getById(tx, asId<EscalationId>(id)).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'escalations.not-found') return null;
      throw error;
    });
  }
}

const GONE = 'No answer is needed any more.';
const isStanding = ({ status }: AssignmentRecord): boolean => status !== 'declined' && status !== 'completed';
const isLater = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) > 0;
