import { Injectable } from '@nestjs/common';
import type { CoverageConflict, InputOf, PutCoverageConflict } from '@understudy/contracts';
import { type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, toPersonRef } from '../customers/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { type ConflictRecord, PresetsRepository } from './presets.repository.js';

const ELIGIBLE = ['csm', 'manager'] as const;

/** Pre-configured backups (PRD-131: "pre-configure backup CSM relationships") and declared conflicts. */
@Injectable()
export class PresetsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly presets: PresetsRepository,
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
    private readonly history: History,
  ) {}

  getOfCustomer(caller: CallerContext, id: CustomerId) {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      await this.customers.getById(tx, id);
      return this.backupOf(tx, id);
    });
  }

  /** By its CSM, a manager of theirs, or an admin; without an owner by admins. */
  setOfCustomer(caller: CallerContext, id: CustomerId, userId: UserId | null) {
    return this.tenancy.run(caller, async (tx) => {
      const customer = await this.customers.lockById(tx, id);
      const ownerId = customer.csm?.userId ?? null;
      if (ownerId !== null) await this.access.requireManage(tx, caller, ownerId);
      else if (!caller.roles.includes('admin')) throw new DomainError('identity.not-allowed');
      await this.requireBackup(tx, ownerId, userId);
      if (userId !== null && (await this.presets.findConflict(tx, userId, id)) !== null)
        throw new DomainError('coverage.has-conflict');

      await this.presets.setBackup(tx, id, userId);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'customer.backup-set',
        subject: { kind: 'customer', id },
        data: { customer_id: id, user_id: userId },
      });
      return this.backupOf(tx, id);
    });
  }

  /** By the CSM, a manager of theirs, or an admin. */
  setOfUser(caller: CallerContext, userId: UserId, backupUserId: UserId | null) {
    return this.tenancy.run(caller, async (tx) => {
      await this.directory.getUser(tx, userId);
      await this.access.requireManage(tx, caller, userId);
      await this.requireBackup(tx, userId, backupUserId);

      await this.presets.setPreferred(tx, userId, backupUserId);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'user.backup-set',
        subject: { kind: 'user', id: userId },
        data: { user_id: userId, backup_user_id: backupUserId },
      });
      const backup = backupUserId === null ? null : await this.directory.getUser(tx, backupUserId);
      return { backup: backup && toPersonRef({ userId: backup.id, name: backup.name, place: backup.place }) };
    });
  }

  async listConflicts(caller: CallerContext): Promise<{ items: z.output<typeof CoverageConflict>[] }> {
    const rows = await this.tenancy.run(caller.tenantId, (tx) => this.presets.listConflicts(tx));
    return { items: rows.map(toConflict) };
  }

  addConflict(caller: CallerContext, input: InputOf<typeof PutCoverageConflict>) {
    const { user_id, customer_id, reason } = input;
    return this.tenancy.run(caller, async (tx) => {
      await this.presets.addConflict(tx, user_id, customer_id, reason);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'coverage-conflict.declared',
        subject: { kind: 'customer', id: customer_id },
        data: { ...input },
      });
      return toConflict(await this.getConflict(tx, user_id, customer_id));
    });
  }

  removeConflict(caller: CallerContext, userId: UserId, id: CustomerId) {
    return this.tenancy.run(caller, async (tx) => {
      const conflict = await this.getConflict(tx, userId, id);
      await this.presets.removeConflict(tx, userId, id);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'coverage-conflict.removed',
        subject: { kind: 'customer', id },
        data: { user_id: userId, customer_id: id },
      });
      return toConflict(conflict);
    });
  }

  private async getConflict(tx: Tx, userId: UserId, id: CustomerId): Promise<ConflictRecord> {
    const conflict = await this.presets.findConflict(tx, userId, id);
    if (!conflict) throw new DomainError('coverage-conflicts.not-found');
    return conflict;
  }

  private async backupOf(tx: Tx, id: CustomerId) {
    const backup = await this.presets.findBackup(tx, id);
    return { backup: backup && toPersonRef(backup) };
  }

  private async requireBackup(tx: Tx, ownerId: UserId | null, userId: UserId | null): Promise<void> {
    if (userId === null) return;
    if (userId === ownerId) throw new DomainError('coverage.backup-is-self');
    const backup = await this.directory.getUser(tx, userId);
    if (!backup.active || !ELIGIBLE.some((role) => backup.roles.includes(role)))
      throw new DomainError('coverage.backup-not-eligible');
  }
}

const toConflict = ({ user, customer, reason, updatedAt }: ConflictRecord): z.output<typeof CoverageConflict> => ({
  user: toPersonRef(user),
  customer: { customer_id: customer.id, name: customer.name },
  reason,
  updated_at: updatedAt,
});
