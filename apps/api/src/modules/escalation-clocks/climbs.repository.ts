import { Injectable } from '@nestjs/common';
import type { EscalationId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';

export interface NewClimb {
  readonly level: number;
  readonly fromUserId: UserId | null;
  /** Whose turn it was; `userId` stands in for them when they are away. */
  readonly meantUserId: UserId;
  readonly userId: UserId;
  /** null: by itself. */
  readonly byUserId: UserId | null;
  readonly reason: string | null;
}
export interface ClimbRecord extends NewClimb {
  readonly climbedAt: Temporal.Instant;
  readonly user: PersonName;
  readonly meant: PersonName;
  readonly by: PersonName | null;
}

/** Whom escalations climbed to; append-only. */
@Injectable()
export class ClimbsRepository {
  /** In their order. */
  list(tx: Tx, id: EscalationId): Promise<ClimbRecord[]> {
    return tx.query(
      `select c.level, c.from_user_id as "fromUserId", c.meant_user_id as "meantUserId", c.user_id as "userId", c.by_user_id as "byUserId", c.reason,
              c.climbed_at as "climbedAt", ${person('u')} as "user", ${person('m')} as meant, ${person('b')} as by
         from escalation_climbs c
         join users u on (u.tenant_id, u.id) = (c.tenant_id, c.user_id)
         join users m on (m.tenant_id, m.id) = (c.tenant_id, c.meant_user_id)
         left join users b on (b.tenant_id, b.id) = (c.tenant_id, c.by_user_id)
        where c.tenant_id = $1 and c.escalation_id = $2 order by c.climbed_at, c.id`,
      [tx.tenantId, id],
    );
  }

  /** The escalation's row is locked. */
  async add(tx: Tx, id: EscalationId, climb: NewClimb): Promise<void> {
    await Promise.all([
      tx.query(
        `insert into escalation_climbs (tenant_id, escalation_id, level, from_user_id, meant_user_id, user_id, by_user_id, reason, climbed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          tx.tenantId,
          id,
          climb.level,
          climb.fromUserId,
          climb.meantUserId,
          climb.userId,
          climb.byUserId,
          climb.reason,
          tx.now,
        ],
      ),
      tx.query('update escalations set climb_level = $3 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        id,
        climb.level,
      ]),
    ]);
  }
}
