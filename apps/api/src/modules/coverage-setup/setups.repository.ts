import { Injectable } from '@nestjs/common';
import type { NOTIFY_CUSTOMERS } from '@understudy/contracts';
import type { AbsenceId, AssignmentId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** What customers are to be told about an absence, as its wizard was answered. */
export type NotifyCustomers = (typeof NOTIFY_CUSTOMERS)[number];

@Injectable()
export class SetupsRepository {
  /** The last answer counts. */
  async save(
    tx: Tx,
    absenceId: AbsenceId,
    wish: { notifyCustomers: NotifyCustomers; split: boolean | null; byUserId: UserId },
  ): Promise<void> {
    await tx.query(
      `insert into coverage_setups (tenant_id, absence_id, notify_customers, split, set_up_by_user_id, set_up_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint coverage_setups_pkey do update
          set notify_customers = excluded.notify_customers, split = excluded.split,
              set_up_by_user_id = excluded.set_up_by_user_id, set_up_at = excluded.set_up_at`,
      [tx.tenantId, absenceId, wish.notifyCustomers, wish.split, wish.byUserId, tx.now],
    );
  }

  /** How many briefs of the assignments are written. */
  async countBriefs(tx: Tx, ids: readonly AssignmentId[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from coverage_briefs b
         join covered_customers k on (k.tenant_id, k.assignment_id, k.customer_id) = (b.tenant_id, b.coverage_assignment_id, b.customer_id)
        where b.tenant_id = $1 and b.coverage_assignment_id = any($2::uuid[]) and k.left_at is null`,
      [tx.tenantId, ids],
    );
    return row?.count ?? 0;
  }
}
