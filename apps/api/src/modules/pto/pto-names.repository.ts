import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** What somebody said about a name. */
export interface LearnedName {
  readonly nameFolded: string;
  readonly name: string;
  /** Null: nobody of the organisation. */
  readonly userId: UserId | null;
  readonly decidedByUserId: UserId;
  readonly decidedAt: Temporal.Instant;
}

/** Names of PTO systems that admins assigned; they hold for all systems of the organisation. */
@Injectable()
export class PtoNamesRepository {
  list(tx: Tx): Promise<LearnedName[]> {
    return tx.query(
      `select name_folded as "nameFolded", name, user_id as "userId", decided_by_user_id as "decidedByUserId", decided_at as "decidedAt"
         from pto_names where tenant_id = $1 order by name`,
      [tx.tenantId],
    );
  }

  /** By folded name. */
  async learned(tx: Tx): Promise<ReadonlyMap<string, UserId | null>> {
    return new Map((await this.list(tx)).map(({ nameFolded, userId }) => [nameFolded, userId]));
  }

  async assign(tx: Tx, { nameFolded, name, userId, decidedByUserId }: Omit<LearnedName, 'decidedAt'>): Promise<void> {
    await tx.query(
      `insert into pto_names (tenant_id, name_folded, name, user_id, decided_by_user_id, decided_at) values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint pto_names_pkey do update set name = excluded.name, user_id = excluded.user_id,
          decided_by_user_id = excluded.decided_by_user_id, decided_at = excluded.decided_at`,
      [tx.tenantId, nameFolded, name, userId, decidedByUserId, tx.now],
    );
  }
}
