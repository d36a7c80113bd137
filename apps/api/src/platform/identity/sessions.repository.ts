import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../database/index.js';
import type { OpaqueToken } from './opaque-token.js';

export type SessionSurface = 'web' | 'extension';

export interface NewSession {
  readonly id: string;
  readonly userId: UserId;
  readonly surface: SessionSurface;
  readonly lifetimeSeconds: number;
}

export interface NewCode extends OpaqueToken {
  readonly userId: UserId;
  readonly redirectUri: string;
  readonly codeChallenge: string;
}

export interface UsedCode {
  readonly userId: UserId;
  readonly redirectUri: string;
  readonly codeChallenge: string;
}

const seconds = (count: number): string => `${count} seconds`;

/** The rows of sign-ins. All times are machine time. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly tenancy: Tenancy) {}

  async add(tx: Tx, { id, userId, surface, lifetimeSeconds }: NewSession): Promise<void> {
    await tx.query(
      `insert into sessions (tenant_id, id, user_id, surface, expires_at)
       values ($1, $2, $3, $4, clock_timestamp() + $5::interval)`,
      [tx.tenantId, id, userId, surface, seconds(lifetimeSeconds)],
    );
  }

  /** False once the session was ended or is over. */
  async isOpen(tenantId: TenantId, id: string): Promise<boolean> {
    const { rows } = await this.tenancy.read(tenantId, [
      'select 1 from sessions where tenant_id = $1 and id = $2 and revoked_at is null and expires_at > clock_timestamp()',
      [tenantId, id],
    ]);
    return rows[0]?.length === 1;
  }

  async revoke(tx: Tx, id: string, reason: string): Promise<void> {
    await tx.query(
      `update sessions set revoked_at = clock_timestamp(), revoked_reason = $3
        where tenant_id = $1 and id = $2 and revoked_at is null`,
      [tx.tenantId, id, reason],
    );
  }

  async revokeAllOf(tx: Tx, userId: UserId, reason: string): Promise<void> {
    await tx.query(
      `update sessions set revoked_at = clock_timestamp(), revoked_reason = $3
        where tenant_id = $1 and user_id = $2 and revoked_at is null`,
      [tx.tenantId, userId, reason],
    );
  }

  async addRefreshToken(tx: Tx, token: OpaqueToken, sessionId: string, lifetimeSeconds: number): Promise<void> {
    await tx.query(
      `insert into refresh_tokens (tenant_id, id, session_id, secret_hash, expires_at)
       values ($1, $2, $3, $4, clock_timestamp() + $5::interval)`,
      [tx.tenantId, token.id, sessionId, token.secretHash, seconds(lifetimeSeconds)],
    );
  }

  /** Uses the token up. Null when it is unknown, over, used before, or its session was ended. */
  async useRefreshToken(tx: Tx, token: OpaqueToken): Promise<{ sessionId: string; userId: UserId } | null> {
    const [used] = await tx.query<{ sessionId: string; userId: UserId }>(
      `update refresh_tokens r set used_at = clock_timestamp()
         from sessions s
        where r.tenant_id = $1 and r.id = $2 and r.secret_hash = $3 and r.used_at is null and r.expires_at > clock_timestamp()
          and s.tenant_id = r.tenant_id and s.id = r.session_id and s.revoked_at is null and s.expires_at > clock_timestamp()
       returning r.session_id as "sessionId", s.user_id as "userId"`,
      [tx.tenantId, token.id, token.secretHash],
    );
    return used ?? null;
  }

  /** The session a refresh token belongs to, used or not; null for a token that never was. */
  async findSessionOf(tx: Tx, token: OpaqueToken): Promise<{ sessionId: string; used: boolean } | null> {
    const [found] = await tx.query<{ sessionId: string; used: boolean }>(
      `select session_id as "sessionId", used_at is not null as used from refresh_tokens
        where tenant_id = $1 and id = $2 and secret_hash = $3`,
      [tx.tenantId, token.id, token.secretHash],
    );
    return found ?? null;
  }

  async addCode(tx: Tx, code: NewCode, lifetimeSeconds: number): Promise<void> {
    await tx.query(
      `insert into sign_in_codes (tenant_id, id, user_id, secret_hash, redirect_uri, code_challenge, expires_at)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7::interval)`,
      [
        tx.tenantId,
        code.id,
        code.userId,
        code.secretHash,
        code.redirectUri,
        code.codeChallenge,
        seconds(lifetimeSeconds),
      ],
    );
  }

  /** Uses the code up, whatever is decided about it afterwards. Null when it is unknown, over or used before. */
  async useCode(tx: Tx, code: OpaqueToken): Promise<UsedCode | null> {
    const [used] = await tx.query<UsedCode>(
      `update sign_in_codes set used_at = clock_timestamp()
        where tenant_id = $1 and id = $2 and secret_hash = $3 and used_at is null and expires_at > clock_timestamp()
       returning user_id as "userId", redirect_uri as "redirectUri", code_challenge as "codeChallenge"`,
      [tx.tenantId, code.id, code.secretHash],
    );
    return used ?? null;
  }

  async setSessionOfCode(tx: Tx, code: OpaqueToken, sessionId: string): Promise<void> {
    await tx.query('update sign_in_codes set session_id = $3 where tenant_id = $1 and id = $2', [
      tx.tenantId,
      code.id,
      sessionId,
    ]);
  }

  /** The session a code was exchanged for; null when it never was. */
  async findSessionOfCode(tx: Tx, code: OpaqueToken): Promise<string | null> {
    const [found] = await tx.query<{ sessionId: string | null }>(
      'select session_id as "sessionId" from sign_in_codes where tenant_id = $1 and id = $2 and secret_hash = $3',
      [tx.tenantId, code.id, code.secretHash],
    );
    return found?.sessionId ?? null;
  }

  /** False when the state of a web sign-in was used before. Old ones are forgotten on the way. */
  async useState(tx: Tx, stateHash: string, lifetimeSeconds: number): Promise<boolean> {
    const cleaned = tx.query('delete from used_states where tenant_id = $1 and expires_at < clock_timestamp()', [
      tx.tenantId,
    ]);
    const added = tx.query(
      `insert into used_states (tenant_id, state_hash, expires_at) values ($1, $2, clock_timestamp() + $3::interval)
       on conflict on constraint used_states_pkey do nothing returning 1`,
      [tx.tenantId, stateHash, seconds(lifetimeSeconds)],
    );
    await cleaned;
    return (await added).length === 1;
  }
}
