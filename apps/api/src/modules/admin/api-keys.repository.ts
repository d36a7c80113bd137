import { Injectable } from '@nestjs/common';
import type { Role } from '@understudy/contracts';
import { DomainError, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** The shape of the contract's ApiKey. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly acts_as: { readonly user_id: UserId; readonly name: string };
  readonly roles: Role[];
  readonly created_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant | null;
  readonly last_used_at: Temporal.Instant | null;
  readonly revoked_at: Temporal.Instant | null;
  readonly revoked_reason: string | null;
}

export interface NewApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly secretHash: string;
  readonly userId: UserId;
  readonly roles: readonly Role[];
  readonly expiresInDays: number | null;
}

const SELECT = `
  select k.id, k.name, k.prefix, k.roles, k.created_at, k.expires_at, k.last_used_at, k.revoked_at, k.revoked_reason,
         jsonb_build_object('user_id', u.id, 'name', u.name) as acts_as
    from api_keys k join users u on u.tenant_id = k.tenant_id and u.id = k.user_id`;

/** API keys as admins see them; the secret's hash never leaves the database through here. Machine time. */
@Injectable()
export class ApiKeysRepository {
  async list(tx: Tx, after: { at: string; id: string } | undefined, limit: number): Promise<ApiKeyRow[]> {
    return tx.query(
      `${SELECT} where k.tenant_id = $1 and ($2::timestamptz is null or (k.created_at, k.id) < ($2::timestamptz, $3::uuid))
        order by k.created_at desc, k.id desc limit $4`,
      [tx.tenantId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Throws `api-keys.not-found`. */
  async get(tx: Tx, id: string): Promise<ApiKeyRow> {
    const [row] = await tx.query<ApiKeyRow>(`${SELECT} where k.tenant_id = $1 and k.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('api-keys.not-found');
    return row;
  }

  async add(tx: Tx, key: NewApiKey): Promise<void> {
    await tx.query(
      `insert into api_keys (tenant_id, id, name, prefix, secret_hash, user_id, roles, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(days => $8::int))`,
      [tx.tenantId, key.id, key.name, key.prefix, key.secretHash, key.userId, key.roles, key.expiresInDays],
    );
  }

  /** A key that ended already keeps its first reason. */
  async revoke(tx: Tx, id: string, reason: string): Promise<void> {
    await tx.query(
      `update api_keys set revoked_at = clock_timestamp(), revoked_reason = $3
        where tenant_id = $1 and id = $2 and revoked_at is null`,
      [tx.tenantId, id, reason],
    );
  }
}
