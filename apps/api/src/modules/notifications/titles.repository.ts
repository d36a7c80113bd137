import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';

const TITLES = {
  task_id: 'select title from tasks where tenant_id = $1 and id = $2::uuid',
  risk_id: 'select description as title from risks where tenant_id = $1 and id = $2::uuid',
  // only its type: its label may name a customer, and goes to more than one place
  routing_update_id: 'select type as title from routing_updates where tenant_id = $1 and id = $2::uuid',
  meeting_id: 'select title from meetings where tenant_id = $1 and id = $2::uuid',
} as const;

/** How the thing at a customer that a message names is called, and what else it says of what it names. */
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

  /** What was sent to everybody on an escalation. */
  async broadcast(tx: Tx, updateId: string): Promise<string | null> {
    const [row] = await tx.query<{ comment: string }>(
      `select comment from escalation_updates where tenant_id = $1 and id = $2::uuid and update_type = 'broadcast'`,
      [tx.tenantId, updateId],
    );
    return row?.comment ?? null;
  }

  /** Who asked for help; null for somebody who is none of our people. */
  async requesterOf(tx: Tx, conversationId: string): Promise<UserId | null> {
    const [row] = await tx.query<{ userId: UserId | null }>(
      'select requester_user_id as "userId" from conversations where tenant_id = $1 and id = $2::uuid',
      [tx.tenantId, conversationId],
    );
    return row?.userId ?? null;
  }

  async listAdmins(tx: Tx): Promise<UserId[]> {
    const rows = await tx.query<{ id: UserId }>(
      `select id from users where tenant_id = $1 and active and 'admin' = any(roles) order by id`,
      [tx.tenantId],
    );
    return rows.map(({ id }) => id);
  }
}
