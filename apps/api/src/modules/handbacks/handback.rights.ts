import { Injectable } from '@nestjs/common';
import { type AbsenceId, type AssignmentId, DomainError, isOpenAt } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { AccessService } from '../directory/index.js';
import { HandbacksRepository } from './handbacks.repository.js';

export interface Part {
  readonly assignment: AssignmentRecord;
  readonly as: 'backup' | 'overseer';
}

/**
 * Who may see a handback: the person who was away, whoever manages them, and the backup as long as they have something to do with
 * it: while the coverage runs, and until the handback is completed. By the clock, whatever the jobs have done.
 */
@Injectable()
export class HandbackRights {
  constructor(
    private readonly assignments: AssignmentsRepository,
    private readonly absences: AbsencesRepository,
    private readonly handbacks: HandbacksRepository,
    private readonly access: AccessService,
  ) {}

  /** Throws coverage.assignment-not-found, identity.not-allowed. Whoever is both answers as overseer. */
  async getVisible(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<Part> {
    const assignment = await this.assignments.findById(tx, id);
    if (!assignment) throw new DomainError('coverage.assignment-not-found');
    if (assignment.backupUserId === caller.userId) {
      const known = await this.handbacks.find(tx, id);
      if (isOpenAt(assignment, tx.now) || !known?.completedAt) return { assignment, as: 'backup' };
    }
    await this.access.requireManage(tx, caller, assignment.absent.userId);
    return { assignment, as: 'overseer' };
  }

  /** As {@link getVisible}, to add something to it: a backup who is late hears handbacks.completed. */
  async getOpen(tx: Tx, caller: CallerContext, id: AssignmentId): Promise<Part> {
    const assignment = await this.assignments.findById(tx, id);
    const isBackup = assignment?.backupUserId === caller.userId;
    if (isBackup && (await this.handbacks.find(tx, id))?.completedAt) throw new DomainError('handbacks.completed');
    return this.getVisible(tx, caller, id);
  }

  /** Throws absences.not-found, identity.not-allowed for everybody but the person and their managers. */
  async requireOverseer(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<void> {
    const absence = await this.absences.findById(tx, id);
    if (!absence) throw new DomainError('absences.not-found');
    const visible = await this.access.visibleUserIds(tx, caller);
    if (!visible.has(absence.userId)) throw new DomainError('absences.not-found');
    await this.access.requireManage(tx, caller, absence.userId);
  }
}
