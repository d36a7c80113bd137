import { Injectable } from '@nestjs/common';
import type { CreateApiKey, InputOf, ListApiKeys, RevokeApiKey } from '@understudy/contracts';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext, decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { ApiKeys, makeOpaqueToken, prefixOf } from '../../platform/identity/index.js';
import { type ApiKeyRow, ApiKeysRepository } from './api-keys.repository.js';

/** API keys: made, listed, ended. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly keys: ApiKeysRepository,
    private readonly history: History,
    private readonly identity: ApiKeys,
  ) {}

  async list(caller: CallerContext, { limit, cursor }: InputOf<typeof ListApiKeys>) {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ['at', 'id']);
    const found = await this.tenancy.run(caller, (tx) => this.keys.list(tx, after, limit + 1));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ at: last.created_at.toString(), id: last.id }) : null };
  }

  /** The secret is answered this once; a repetition by Idempotency-Key gets the same key without it. */
  create(caller: CallerContext, { name, roles, expires_in_days }: InputOf<typeof CreateApiKey>) {
    const token = makeOpaqueToken('usk', caller.tenantId);
    return this.tenancy.run(withoutSecretInStore(caller), async (tx) => {
      await this.keys.add(tx, {
        id: token.id,
        name,
        prefix: prefixOf(token.text),
        secretHash: token.secretHash,
        userId: caller.userId,
        roles,
        expiresInDays: expires_in_days ?? null,
      });
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'api-key.made',
        subject: { kind: 'api-key', id: token.id },
        data: { name, roles: [...roles], expires_in_days: expires_in_days ?? null },
      });
      return { api_key: await this.keys.get(tx, token.id), secret: token.text };
    });
  }

  async revoke(caller: CallerContext, { api_key_id, reason }: InputOf<typeof RevokeApiKey>): Promise<ApiKeyRow> {
    const revoked = await this.tenancy.run(caller, async (tx) => {
      const before = await this.keys.get(tx, api_key_id);
      if (before.revoked_at !== null) return before;
      await this.keys.revoke(tx, api_key_id, reason);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'api-key.ended',
        subject: { kind: 'api-key', id: before.id },
        data: { name: before.name, reason },
      });
      return this.keys.get(tx, api_key_id);
    });
    this.identity.forget(revoked.id);
    return revoked;
  }
}

/** What is kept for repetitions must not hold a secret. */
function withoutSecretInStore(caller: CallerContext): CallerContext {
  const { idempotency } = caller;
  if (!idempotency) return caller;
  const encode = (answer: unknown): unknown => {
    const encoded = idempotency.encode(answer);
    return typeof encoded === 'object' && encoded !== null ? { ...encoded, secret: null } : encoded;
  };
  return { ...caller, idempotency: { ...idempotency, encode } };
}
