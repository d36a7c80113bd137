import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { GoogleAccount } from './google-connections.repository.js';

const COLUMNS = `user_id as "userId", refresh_token_sealed as "refreshToken", scopes, consented_at as "consentedAt", lost_at as "lostAt", problem`;

export interface AccountPerson {
  readonly userId: UserId;
  readonly email: string;
  /** Sealed. */
  readonly refreshToken: string | null;
  readonly isLost: boolean;
}
export interface Consent {
  /** Sealed. */
  readonly refreshToken: string;
  readonly scopes: readonly string[];
}
export interface ConsentRequest {
  readonly userId: UserId;
  /** Sealed. */
  readonly verifier: string;
}

/** Accounts of single people, and consents on their way. */
@Injectable()
export class GoogleAccountsRepository {
  /** Somebody who is still here, and what is kept about their account; null when they left or never were. */
  async findPerson(tx: Tx, userId: UserId): Promise<AccountPerson | null> {
    const [row] = await tx.query<AccountPerson>(
      `select u.id as "userId", u.email, a.refresh_token_sealed as "refreshToken", coalesce(a.lost_at is not null, false) as "isLost"
         from users u left join google_accounts a on a.tenant_id = u.tenant_id and a.user_id = u.id
        where u.tenant_id = $1 and u.id = $2 and u.active`,
      [tx.tenantId, userId],
    );
    return row ?? null;
  }

  /** Locks the row for the decision that follows; makes it when there is none. */
  async lock(tx: Tx, userId: UserId): Promise<GoogleAccount> {
    await tx.query(
      `insert into google_accounts (tenant_id, user_id) values ($1, $2) on conflict on constraint google_accounts_pkey do nothing`,
      [tx.tenantId, userId],
    );
    const [row] = await tx.query<GoogleAccount>(
      `select ${COLUMNS} from google_accounts where tenant_id = $1 and user_id = $2 for update`,
      [tx.tenantId, userId],
    );
    if (!row) throw new Error('the account that was just made is not there');
    return row;
  }

  async consented(tx: Tx, userId: UserId, { refreshToken, scopes }: Consent): Promise<void> {
    await tx.query(
      `update google_accounts set refresh_token_sealed = $3, scopes = $4, consented_at = app_now(), lost_at = null, problem = null
        where tenant_id = $1 and user_id = $2`,
      [tx.tenantId, userId, refreshToken, scopes],
    );
  }

  async setScopes(tx: Tx, userId: UserId, scopes: readonly string[]): Promise<void> {
    await tx.query('update google_accounts set scopes = $3 where tenant_id = $1 and user_id = $2', [
      tx.tenantId,
      userId,
      scopes,
    ]);
  }

  /** `problem` null: it works again. */
  async setProblem(tx: Tx, userId: UserId, problem: string | null): Promise<void> {
    await tx.query(
      `update google_accounts set problem = $3::text, lost_at = case when $3::text is null then null else coalesce(lost_at, app_now()) end
        where tenant_id = $1 and user_id = $2`,
      [tx.tenantId, userId, problem],
    );
  }

  /** Whether somebody here has connected the account of this address. */
  async hasConsented(tx: Tx, email: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from google_accounts a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
        where a.tenant_id = $1 and u.email = $2 and a.refresh_token_sealed is not null`,
      [tx.tenantId, email],
    );
    return rows.length > 0;
  }

  /** Takes consents away; of one person, or of everybody (null). Answers their sealed tokens, so that Google can be told. */
  async forget(tx: Tx, userId: UserId | null): Promise<{ userId: UserId; refreshToken: string }[]> {
    return tx.query(
      `with before as (
         select tenant_id, user_id, refresh_token_sealed from google_accounts
          where tenant_id = $1 and ($2::uuid is null or user_id = $2) for update),
       changed as (
         update google_accounts a set refresh_token_sealed = null, scopes = '{}', consented_at = null, lost_at = null, problem = null
           from before b where a.tenant_id = b.tenant_id and a.user_id = b.user_id)
       select user_id as "userId", refresh_token_sealed as "refreshToken" from before where refresh_token_sealed is not null`,
      [tx.tenantId, userId],
    );
  }

  /** People who are still here and whose account stopped working; those that stopped first come first. */
  async listLost(tx: Tx, limit: number): Promise<UserId[]> {
    const rows = await tx.query<{ userId: UserId }>(
      `select a.user_id as "userId" from google_accounts a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
        where a.tenant_id = $1 and a.lost_at is not null and u.active order by a.lost_at, a.user_id limit $2`,
      [tx.tenantId, limit],
    );
    return rows.map(({ userId }) => userId);
  }

  async counts(tx: Tx): Promise<{ calendarsRead: number; consented: number; lost: number; channels: number }> {
    const [row] = await tx.query<{ calendarsRead: number; consented: number; lost: number; channels: number }>(
      `select (select count(*)::int from calendar_streams where tenant_id = $1 and active and failure is null and sync_token is not null) as "calendarsRead",
              (select count(*)::int from calendar_streams where tenant_id = $1 and active and channel_id is not null) as channels,
              (select count(*)::int from google_accounts where tenant_id = $1 and refresh_token_sealed is not null and lost_at is null) as consented,
              (select count(*)::int from google_accounts a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
                where a.tenant_id = $1 and a.lost_at is not null and u.active) as lost`,
      [tx.tenantId],
    );
    return row ?? { calendarsRead: 0, consented: 0, lost: 0, channels: 0 };
  }

  /** Somebody whose calendar is read, for a try; null when nobody's is. */
  async findReader(tx: Tx): Promise<{ userId: UserId; email: string } | null> {
    const [row] = await tx.query<{ userId: UserId; email: string }>(
      `select u.id as "userId", u.email from calendar_streams s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
         left join google_accounts a on a.tenant_id = u.tenant_id and a.user_id = u.id
        where s.tenant_id = $1 and s.active and a.lost_at is null order by s.polled_at desc nulls last, u.id limit 1`,
      [tx.tenantId],
    );
    return row ?? null;
  }

  async addRequest(tx: Tx, stateHash: string, { userId, verifier }: ConsentRequest, seconds: number): Promise<void> {
    await tx.query(
      'delete from google_consent_requests where tenant_id = $1 and (user_id = $2 or expires_at < clock_timestamp())',
      [tx.tenantId, userId],
    );
    await tx.query(
      `insert into google_consent_requests (tenant_id, state_hash, user_id, verifier_sealed, expires_at)
       values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second')`,
      [tx.tenantId, stateHash, userId, verifier, seconds],
    );
  }

  /** Takes the request of this state: it counts once. Null when it is unknown, used or too old. */
  async takeRequest(tx: Tx, stateHash: string): Promise<ConsentRequest | null> {
    const [row] = await tx.query<ConsentRequest & { isOver: boolean }>(
      `delete from google_consent_requests where tenant_id = $1 and state_hash = $2
       returning user_id as "userId", verifier_sealed as verifier, expires_at < clock_timestamp() as "isOver"`,
      [tx.tenantId, stateHash],
    );
    return row && !row.isOver ? { userId: row.userId, verifier: row.verifier } : null;
  }
}
