import { Injectable } from '@nestjs/common';
import type { JsonObject, Tx } from '../../platform/database/index.js';

const TITLES = {
  task_id: 'select title from tasks where tenant_id = $1 and id = $2::uuid',
  risk_id: 'select description as title from risks where tenant_id = $1 and id = $2::uuid',
  meeting_id: 'select title from meetings where tenant_id = $1 and id = $2::uuid',
} as const;

/** How the thing at a customer that a message names is called. */
@Injectable()
export class TitlesRepository {
  /** Null when the message names none, or it is gone. */
  async find(tx: Tx, payload: JsonObject): Promise<string | null> {
    for (const [name, statement] of Object.entries(TITLES)) {
      const id = payload[name];
      if (typeof id !== 'string') continue;
      const [row] = await tx.query<{ title: string }>(statement, [tx.tenantId, id]);
      return row?.title ?? null;
    }
    return null;
  }
}
