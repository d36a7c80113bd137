import { Injectable } from '@nestjs/common';
import { type AbsenceId, DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';
import { type AbsenceRecord, AbsencesRepository } from './absences.repository.js';

/** Who may see and who may change an absence (api.md, the role table). */
@Injectable()
export class AbsenceRights {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  /** For whom the caller may enter absences: themselves and those they manage. Throws users.not-found, identity.not-allowed. */
  async getManagedPerson(tx: Tx, caller: CallerContext, userId: UserId): Promise<UserRecord> {
    const user = await this.directory.getUser(tx, userId);
    await this.access.requireManage(tx, caller, userId);
    return user;
  }

  /**
   * Whom the caller may report as away now: those of {@link getManagedPerson}, and colleagues of the same team, for whom the entry is
   * only a report (`isReport`). Throws users.not-found, identity.not-allowed.
   */
  async getReportedPerson(
    tx: Tx,
    caller: CallerContext,
    userId: UserId,
  ): Promise<{ user: UserRecord; isReport: boolean }> {
    const user = await this.directory.getUser(tx, userId);
    if (await this.access.mayManage(tx, caller, userId)) return { user, isReport: false };
    if (!user.active || user.teamId === null || user.teamId !== caller.teamId)
      throw new DomainError('identity.not-allowed');
    return { user, isReport: true };
  }

  /** Throws absences.not-found also for absences that are none of the caller's business. */
  async getVisible(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const absence = await this.absences.findById(tx, id);
    if (!absence) throw new DomainError('absences.not-found');
    const visible = await this.access.visibleUserIds(tx, caller);
    if (!visible.has(absence.userId) && !(await this.absences.isBackup(tx, id, caller.userId)))
      throw new DomainError('absences.not-found');
    return absence;
  }

  /** As {@link getVisible}, for the person, their managers and admins; others who may see it get 403. */
  async getManaged(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const absence = await this.getVisible(tx, caller, id);
    await this.access.requireManage(tx, caller, absence.userId);
    return absence;
  }

  /** As {@link getManaged}, locked for a change: the person first, then the row, as every source does. */
  async lockManaged(tx: Tx, caller: CallerContext, id: AbsenceId): Promise<AbsenceRecord> {
    const { userId } = await this.getManaged(tx, caller, id);
    await this.absences.lockPerson(tx, userId);
    return this.absences.lockById(tx, id);
  }
}
