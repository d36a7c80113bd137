import { Injectable } from '@nestjs/common';
import type { AbsenceId, NoticeMethod } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Outbox } from '../../platform/outbox/index.js';

/** How the customers of one absence are told, where that differs from the team's coverage policy. */
@Injectable()
export class NoticePlans {
  constructor(private readonly outbox: Outbox) {}

  /** From now on this method holds for the absence; what is planned follows after COMMIT. The absence must exist. */
  async set(tx: Tx, absenceId: AbsenceId, method: NoticeMethod): Promise<void> {
    await tx.query(
      `insert into notice_plans (tenant_id, absence_id, method, updated_at) values ($1, $2, $3, $4)
       on conflict on constraint notice_plans_pkey do update set method = excluded.method, updated_at = excluded.updated_at`,
      [tx.tenantId, absenceId, method, tx.now],
    );
    await this.outbox.add(tx, { type: 'notice.plan-changed', absence_id: absenceId });
  }

  /** null: the team's policy decides. */
  async find(tx: Tx, absenceId: AbsenceId): Promise<NoticeMethod | null> {
    const [row] = await tx.query<{ method: NoticeMethod }>(
      'select method from notice_plans where tenant_id = $1 and absence_id = $2',
      [tx.tenantId, absenceId],
    );
    return row?.method ?? null;
  }
}
