import { Injectable } from '@nestjs/common';
import type { Role } from '@understudy/contracts';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy } from '../database/index.js';
import { isSameHash, type OpaqueToken, parseOpaqueToken } from './opaque-token.js';

export interface ApiKeyHolder {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly roles: readonly Role[];
}

interface KeyRow {
  readonly secretHash: string;
  readonly userId: UserId;
  readonly roles: readonly Role[];
  readonly isOver: boolean;
  readonly isUsedLately: boolean;
}

const FRESH_MS = 1_000;
const FIND = `
  select secret_hash as "secretHash", user_id as "userId", roles,
         revoked_at is not null or coalesce(expires_at <= clock_timestamp(), false) as "isOver",
         coalesce(last_used_at > clock_timestamp() - interval '1 minute', false) as "isUsedLately"
    from api_keys where tenant_id = $1 and id = $2`;

/** Checks API keys. A key acts as the person who made it, with the roles it was given. */
@Injectable()
export class ApiKeys {
  private kept = new Map<string, { readonly row: Promise<KeyRow | null>; readonly until: number }>();

  constructor(private readonly tenancy: Tenancy) {}

  /** Throws `identity.token-invalid`, or `identity.token-expired` for a key that ended. Notes the use once a minute. */
  async verify(text: string): Promise<ApiKeyHolder> {
    const key = parseOpaqueToken('usk', text);
    if (!key) throw new DomainError('identity.token-invalid');
    const row = await this.read(key);
    if (!row || !isSameHash(row.secretHash, key.secretHash)) throw new DomainError('identity.token-invalid');
    if (row.isOver) throw new DomainError('identity.token-expired');
    return { tenantId: key.tenantId, userId: row.userId, roles: row.roles };
  }

  /** After a change made here: the next request reads the key again at once. */
  forget(id: string): void {
    this.kept.delete(id);
  }

  private read(key: OpaqueToken): Promise<KeyRow | null> {
    const now = performance.now();
    const known = this.kept.get(key.id);
    if (known && known.until > now) return known.row;
    if (this.kept.size >= 10_000) this.kept = new Map();
    const row = this.load(key);
    this.kept.set(key.id, { row, until: now + FRESH_MS });
    row.catch(() => this.kept.delete(key.id));
    return row;
  }

  private async load({ tenantId, id, secretHash }: OpaqueToken): Promise<KeyRow | null> {
    const { rows } = await this.tenancy.read(tenantId, [FIND, [tenantId, id]]);
    const [row] = (rows[0] ?? []) as KeyRow[];
    if (row && !row.isUsedLately && !row.isOver && isSameHash(row.secretHash, secretHash))
      await this.tenancy.run(tenantId, (tx) =>
        tx.query('update api_keys set last_used_at = clock_timestamp() where tenant_id = $1 and id = $2', [
          tenantId,
          id,
        ]),
      );
    return row ?? null;
  }
}
