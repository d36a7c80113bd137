import { Injectable } from '@nestjs/common';
import { DomainError, type SupporterId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { absentUntil, isAbsent } from './presence.sql.js';
import type { SupporterRecord } from './supporter.records.js';

/** $2 is now. */
const SELECT = `
  select s.id, s.user_id as "userId", u.email, u.name, s.serves, s.is_available as "isSwitchedOn", ${isAbsent('s.user_id', '$2')} as "isAbsent",
         ${absentUntil('s.user_id', '$2')} as "absentUntil", s.serves and s.is_available and not ${isAbsent('s.user_id', '$2')} as "isAvailable",
         s.active_escalations as active, s.max_active_escalations as cap, s.last_assigned_at as "lastAssignedAt", s.version, s.updated_at as "updatedAt"
    from supporters s join users u on (u.tenant_id, u.id) = (s.tenant_id, s.user_id)`;

/** Supporters, and the switches and numbers that are set by hand; what they carry is counted by the database. */
@Injectable()
export class SupportersRepository {
  async find(tx: Tx, by: { readonly id: SupporterId } | { readonly userId: UserId }): Promise<SupporterRecord | null> {
    const [column, value] = 'id' in by ? ['s.id', by.id] : ['s.user_id', by.userId];
    const [row] = await tx.query<SupporterRecord>(`${SELECT} where s.tenant_id = $1 and ${column} = $3`, [
      tx.tenantId,
      tx.now,
      value,
    ]);
    return row ?? null;
  }

  /** Throws `supporters.not-found`. */
  async get(tx: Tx, id: SupporterId): Promise<SupporterRecord> {
    const row = await this.find(tx, { id });
    if (!row) throw new DomainError('supporters.not-found');
    return row;
  }

  /** As {@link find}; nobody changes the row, or gives them work, until this transaction is over. */
  async lock(tx: Tx, by: { readonly id: SupporterId } | { readonly userId: UserId }): Promise<SupporterRecord | null> {
    const [column, value] = 'id' in by ? ['id', by.id] : ['user_id', by.userId];
    const [, row] = await Promise.all([
      tx.query(`select 1 from supporters where tenant_id = $1 and ${column} = $2 for no key update`, [
        tx.tenantId,
        value,
      ]),
      this.find(tx, by),
    ]);
    return row;
  }

  /** Whether they are away now; of anybody. */
  async isAbsent(tx: Tx, userId: UserId): Promise<boolean> {
    const [row] = await tx.query<{ absent: boolean }>(
      `select ${isAbsent('$3::uuid', '$2')} as absent where $1::uuid is not null`,
      [tx.tenantId, tx.now, userId],
    );
    return row?.absent ?? false;
  }

  /** By name; `of` null is everybody. Those who serve no more are left out. */
  async list(
    tx: Tx,
    of: readonly UserId[] | null,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ items: SupporterRecord[]; total: number }> {
    const mine = `s.tenant_id = $1 and s.serves and ($3::uuid[] is null or s.user_id = any($3))`;
    const [items, [count]] = await Promise.all([
      tx.query<SupporterRecord>(`${SELECT} where ${mine} order by u.name, s.id limit $4 offset $5`, [
        tx.tenantId,
        tx.now,
        of,
        page.limit,
        page.offset,
      ]),
      tx.query<{ total: number }>(
        `select count(*)::int as total from supporters s where s.tenant_id = $1 and s.serves and ($2::uuid[] is null or s.user_id = any($2))`,
        [tx.tenantId, of],
      ),
    ]);
    return { items, total: count?.total ?? 0 };
  }

  /** The row is locked. */
  async switch(tx: Tx, id: SupporterId, isAvailable: boolean, byUserId: UserId): Promise<void> {
    await tx.query(
      `update supporters set is_available = $3, switched_by_user_id = $4, version = version + 1, updated_at = $5 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, isAvailable, byUserId, tx.now],
    );
  }

  /** The row is locked. */
  async setCap(tx: Tx, id: SupporterId, cap: number): Promise<void> {
    await tx.query(
      `update supporters set max_active_escalations = $3, version = version + 1, updated_at = $4 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, cap, tx.now],
    );
  }
}
