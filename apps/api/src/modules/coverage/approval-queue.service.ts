import { Injectable } from '@nestjs/common';
import type { CoverageApproval, ListApprovals, OutputOf } from '@understudy/contracts';
import { awaitsApproval, type CustomerId, isOpenAt, LOW_HEALTH, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type CustomerRecord, CustomersRepository, toPersonRef } from '../customers/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { toCoverageAssignment } from './assignment.mapper.js';
import type { AssignmentRecord } from './assignment.records.js';
import { AssignmentsRepository } from './assignments.repository.js';
import { QuestionsService } from './questions.service.js';

type View = z.output<typeof CoverageApproval>;

/** What waits for a manager's yes (PRD-258 FR-2.2), and what becomes of it without one. */
@Injectable()
export class ApprovalQueue {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly assignments: AssignmentsRepository,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly questions: QuestionsService,
  ) {}

  /** By the same rule as approving: of everybody the caller manages, one's own absence only for admins. */
  list(caller: CallerContext): Promise<OutputOf<typeof ListApprovals>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const managed = await this.access.managedIds(tx, caller);
      const absent = [...managed].filter((id) => id !== caller.userId || caller.roles.includes('admin'));
      const waiting = await this.assignments.listAwaitingApproval(tx, absent);
      const rows = waiting.filter((row) => isOpenAt(row, tx.now));

      const items = await this.describe(tx, caller.userId, rows);
      return { items, mine: items.filter((item) => item.asked_of_me).length };
    });
  }

  private async describe(tx: Tx, me: UserId, rows: readonly AssignmentRecord[]): Promise<View[]> {
    const [people, customers] = await Promise.all([
      this.directory.listUsers(tx),
      this.customers.listByIds(tx, [...new Set(rows.flatMap((row) => row.coveredCustomerIds))]),
    ]);
    const personOf = new Map(people.map((user) => [user.id, user]));
    const refOf = (id: UserId | null) => {
      const user = id === null ? undefined : personOf.get(id);
      return user ? toPersonRef({ userId: user.id, name: user.name, place: user.place }) : null;
    };
    const byId = new Map(customers.map((customer) => [customer.id, customer]));

    const approverOf = rows.some(({ approveBy }) => approveBy !== null) ? await this.questions.approvers(tx) : null;
    return rows.map((row) => ({
      assignment: toCoverageAssignment(row),
      asked_of_me: row.approverUserId === me,
      asked_of: refOf(row.approverUserId),
      next_approver: refOf((row.approveBy && approverOf?.(row)?.id) ?? null),
      backup_knows: !awaitsApproval(row),
      ...atStake(row.coveredCustomerIds, byId),
    }));
  }
}

function atStake(ids: readonly CustomerId[], byId: ReadonlyMap<CustomerId, CustomerRecord>) {
  const customers = ids.flatMap((id) => byId.get(id) ?? []);
  return {
    arr: customers.reduce((total, { arr }) => total + arr, 0),
    at_risk: customers.filter(({ healthScore }) => healthScore < LOW_HEALTH).length,
  };
}
