import { Injectable } from '@nestjs/common';
import type { CustomerId, UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';

export interface ConflictRecord {
  readonly user: PersonName;
  readonly customer: { readonly id: CustomerId; readonly name: string };
  readonly reason: string;
  readonly updatedAt: Temporal.Instant;
}

const CONFLICTS = `
  select ${person('u')} as "user", jsonb_build_object('id', c.id, 'name', c.name) as customer, k.reason, k.updated_at as "updatedAt"
    from user_customer_conflicts k
    join users u on (u.tenant_id, u.id) = (k.tenant_id, k.user_id)
    join customers c on (c.tenant_id, c.id) = (k.tenant_id, k.customer_id)
   where k.tenant_id = $1 and k.removed_at is null`;

const refused = constraintErrors({
  user_customer_conflicts_user_fkey: 'users.not-found',
  user_customer_conflicts_customer_fkey: 'customers.not-found',
  customer_backups_user_fkey: 'users.not-found',
  customer_backups_customer_fkey: 'customers.not-found',
  users_preferred_backup_fkey: 'users.not-found',
});

/** Who is pre-configured as backup of whom, and who must not look after which customer. */
@Injectable()
export class PresetsRepository {
  /** Of the given customers; those without one are left out. */
  async listBackups(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, UserId>> {
    const rows = await tx.query<{ customerId: CustomerId; userId: UserId }>(
      `select customer_id as "customerId", user_id as "userId" from customer_backups
        where tenant_id = $1 and customer_id = any($2::uuid[]) and user_id is not null`,
      [tx.tenantId, ids],
    );
    return new Map(rows.map(({ customerId, userId }) => [customerId, userId]));
  }

  async findBackup(tx: Tx, id: CustomerId): Promise<PersonName | null> {
    const [row] = await tx.query<{ backup: PersonName }>(
      `select ${person('u')} as backup from customer_backups b join users u on (u.tenant_id, u.id) = (b.tenant_id, b.user_id)
        where b.tenant_id = $1 and b.customer_id = $2`,
      [tx.tenantId, id],
    );
    return row?.backup ?? null;
  }

  /** Throws customers.not-found, users.not-found. */
  async setBackup(tx: Tx, id: CustomerId, userId: UserId | null): Promise<void> {
    await tx
      .query(
        `insert into customer_backups (tenant_id, customer_id, user_id, updated_at) values ($1, $2, $3, $4)
         on conflict on constraint customer_backups_pkey do update set user_id = excluded.user_id, updated_at = excluded.updated_at`,
        [tx.tenantId, id, userId, tx.now],
      )
      .catch(refused);
  }

  /** Throws users.not-found. */
  async setPreferred(tx: Tx, userId: UserId, backupUserId: UserId | null): Promise<void> {
    await tx
      .query('update users set preferred_backup_user_id = $3, version = version + 1 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        userId,
        backupUserId,
      ])
      .catch(refused);
  }

  /** By person, then customer; of the given customers, or all. */
  listConflicts(tx: Tx, ids?: readonly CustomerId[]): Promise<ConflictRecord[]> {
    return tx.query(
      `${CONFLICTS} and ($2::uuid[] is null or k.customer_id = any($2)) order by u.name, u.id, lower(c.name), c.id`,
      [tx.tenantId, ids ?? null],
    );
  }

  async findConflict(tx: Tx, userId: UserId, id: CustomerId): Promise<ConflictRecord | null> {
    const [row] = await tx.query<ConflictRecord>(`${CONFLICTS} and k.user_id = $2 and k.customer_id = $3`, [
      tx.tenantId,
      userId,
      id,
    ]);
    return row ?? null;
  }

  /** Throws users.not-found, customers.not-found. */
  async addConflict(tx: Tx, userId: UserId, id: CustomerId, reason: string): Promise<void> {
    await tx
      .query(
        `insert into user_customer_conflicts (tenant_id, user_id, customer_id, reason, updated_at) values ($1, $2, $3, $4, $5)
         on conflict on constraint user_customer_conflicts_pkey
         do update set reason = excluded.reason, removed_at = null, updated_at = excluded.updated_at`,
        [tx.tenantId, userId, id, reason, tx.now],
      )
      .catch(refused);
  }

  async removeConflict(tx: Tx, userId: UserId, id: CustomerId): Promise<void> {
    await tx.query(
      'update user_customer_conflicts set removed_at = $4, updated_at = $4 where tenant_id = $1 and user_id = $2 and customer_id = $3',
      [tx.tenantId, userId, id, tx.now],
    );
  }
}
