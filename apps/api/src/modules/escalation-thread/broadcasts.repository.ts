import { Injectable } from '@nestjs/common';
import type { EscalationUpdateId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';
import type { StakeholderRole } from '../escalations/index.js';

export interface BroadcastRecipient {
  readonly updateId: EscalationUpdateId;
  readonly user: PersonName;
  readonly role: StakeholderRole;
}

/** To whom a broadcast was sent, as they stood when it was. */
@Injectable()
export class BroadcastsRepository {
  async add(
    tx: Tx,
    id: EscalationUpdateId,
    to: readonly { readonly userId: UserId; readonly role: StakeholderRole }[],
  ): Promise<void> {
    await tx.query(
      `insert into escalation_broadcast_recipients (tenant_id, update_id, user_id, role)
       select $1, $2, x.user_id, x.role from unnest($3::uuid[], $4::text[]) x (user_id, role)`,
      [tx.tenantId, id, to.map(({ userId }) => userId), to.map(({ role }) => role)],
    );
  }

  list(tx: Tx, ids: readonly EscalationUpdateId[]): Promise<BroadcastRecipient[]> {
    return tx.query(
      `select r.update_id as "updateId", ${person('u')} as user, r.role from escalation_broadcast_recipients r
         join users u on (u.tenant_id, u.id) = (r.tenant_id, r.user_id)
        where r.tenant_id = $1 and r.update_id = any($2::uuid[]) order by u.name, u.id`,
      [tx.tenantId, ids],
    );
  }
}
