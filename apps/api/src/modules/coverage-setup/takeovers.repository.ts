import { Injectable } from '@nestjs/common';
import { type AbsenceId, type AssignmentId, type CustomerId, DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Who took a customer over by hand, and holds it now. */
export interface Holder {
  readonly assignmentId: AssignmentId;
  readonly userId: UserId;
  readonly name: string;
}

@Injectable()
export class TakeoversRepository {
  /** Throws customers.not-found, coverage.not-taken-over. */
  async getHolder(tx: Tx, customerId: CustomerId): Promise<Holder> {
    const holder = await this.findHolder(tx, customerId);
    if (holder) return holder;
    const found = await tx.query('select 1 from customers where tenant_id = $1 and id = $2', [tx.tenantId, customerId]);
    throw new DomainError(found.length === 0 ? 'customers.not-found' : 'coverage.not-taken-over');
  }

  /** Who said yes to standing in for the customer in this absence, by tier. */
  listBackups(tx: Tx, absenceId: AbsenceId, customerId: CustomerId): Promise<{ userId: UserId }[]> {
    return tx.query<{ userId: UserId }>(
      `select s.backup_user_id as "userId"
         from covered_customers k
         join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
        where k.tenant_id = $1 and k.customer_id = $2 and s.absence_id = $3 and k.accepted and k.left_at is null
          and coalesce(upper(k.during) > $4::timestamptz, true)
        order by k.tier, s.id`,
      [tx.tenantId, customerId, absenceId, tx.now],
    );
  }

  async findHolder(tx: Tx, customerId: CustomerId): Promise<Holder | null> {
    const [row] = await tx.query<Holder>(
      `select s.id as "assignmentId", s.backup_user_id as "userId", u.name
         from covered_customers k
         join coverage_assignments s on (s.tenant_id, s.id) = (k.tenant_id, k.assignment_id)
         join users u on (u.tenant_id, u.id) = (s.tenant_id, s.backup_user_id)
        where k.tenant_id = $1 and k.customer_id = $2 and k.tier = 0 and k.accepted and k.left_at is null
          -- one that was taken a moment ago begins after the clock of whoever waited for it
          and coalesce(upper(k.during) > $3::timestamptz, true)`,
      [tx.tenantId, customerId, tx.now],
    );
    return row ?? null;
  }
}
