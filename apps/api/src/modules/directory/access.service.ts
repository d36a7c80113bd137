import { Injectable } from '@nestjs/common';
import { DomainError, mayManage, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository } from './directory.repository.js';

/** How far a caller's role reaches over people: the rows of api.md's role table that say "tenant" and "team". */
@Injectable()
export class AccessService {
  constructor(private readonly directory: DirectoryRepository) {}

  /** True for oneself, for admins, and for managers of the person's team or chain. */
  async mayManage(tx: Tx, caller: CallerContext, userId: UserId): Promise<boolean> {
    if (userId === caller.userId) return true;
    const people = await this.directory.reporting(tx);
    const person = people.get(userId);
    return (
      person !== undefined &&
      mayManage({ id: caller.userId, roles: caller.roles, teamId: caller.teamId }, person, people)
    );
  }

  /** Throws `identity.not-allowed` when {@link mayManage} is false. */
  async requireManage(tx: Tx, caller: CallerContext, userId: UserId): Promise<void> {
    if (!(await this.mayManage(tx, caller, userId))) throw new DomainError('identity.not-allowed');
  }

  /** Oneself and everybody {@link mayManage} is true for. */
  async managedIds(tx: Tx, caller: Pick<CallerContext, 'userId' | 'roles' | 'teamId'>): Promise<ReadonlySet<UserId>> {
    const people = await this.directory.reporting(tx);
    const me = { id: caller.userId, roles: caller.roles, teamId: caller.teamId };
    const managed = [...people.values()].filter((person) => mayManage(me, person, people)).map(({ id }) => id);
    return new Set([caller.userId, ...managed]);
  }

  /** Everybody whose absences the caller may know of: oneself, one's team, and those one manages. */
  async visibleUserIds(tx: Tx, caller: CallerContext): Promise<ReadonlySet<UserId>> {
    const [people, managed] = await Promise.all([this.directory.reporting(tx), this.managedIds(tx, caller)]);
    const team = [...people.values()].filter(({ teamId }) => teamId !== null && teamId === caller.teamId);
    return new Set([...managed, ...team.map(({ id }) => id)]);
  }
}
