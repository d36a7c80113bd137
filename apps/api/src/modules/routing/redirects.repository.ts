import { Injectable } from '@nestjs/common';
import type { AssignmentId, RoutingValue } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** Where tasks and alerts of a coverage go; null while they go where they always do. */
@Injectable()
export class RedirectsRepository {
  async find(tx: Tx, assignmentId: AssignmentId, kind: 'tasks' | 'alerts'): Promise<RoutingValue> {
    const [row] = await tx.query<{ value: RoutingValue }>(
      'select value from redirects where tenant_id = $1 and assignment_id = $2 and kind = $3',
      [tx.tenantId, assignmentId, kind],
    );
    return row?.value ?? null;
  }

  async set(tx: Tx, assignmentId: AssignmentId, kind: 'tasks' | 'alerts', value: RoutingValue): Promise<void> {
    await tx.query(
      `insert into redirects (tenant_id, assignment_id, kind, value, updated_at) values ($1, $2, $3, $4::jsonb, $5)
       on conflict on constraint redirects_pkey do update set value = excluded.value, updated_at = excluded.updated_at`,
      [tx.tenantId, assignmentId, kind, value === null ? null : JSON.stringify(value), tx.now],
    );
  }
}
