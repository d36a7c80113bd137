import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { EscalationRecord } from '../escalations/index.js';

/** What people did is in the timeline; what they wrote to each other beside it, in the conversation. */
const LAST = `
  select greatest($4::timestamptz,
    (select h.at from history h where h.tenant_id = $1 and h.subject_kind = 'escalation' and h.subject_id = $2 and h.actor_user_id is not null
      order by h.seq desc limit 1),
    (select max(m.sent_at) from conversation_messages m where m.tenant_id = $1 and m.conversation_id = $3)) as at`;

/** When somebody last did something about an escalation; the clock's own words do not count. */
@Injectable()
export class ActivityRepository {
  async lastAt(tx: Tx, row: EscalationRecord): Promise<Temporal.Instant> {
    const [found] = await tx.query<{ at: Temporal.Instant }>(LAST, [
      tx.tenantId,
      row.id,
      row.conversationId,
      row.createdAt,
    ]);
    return found?.at ?? row.createdAt;
  }
}
