import { Injectable } from '@nestjs/common';
import type { AbsenceId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Which absences somebody has gone through the set-up of. */
@Injectable()
export class CalendarSetupsRepository {
  async listSetUp(tx: Tx, ids: readonly AbsenceId[]): Promise<ReadonlySet<AbsenceId>> {
    const rows = await tx.query<{ id: AbsenceId }>(
      'select absence_id as id from coverage_setups where tenant_id = $1 and absence_id = any($2::uuid[])',
      [tx.tenantId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
