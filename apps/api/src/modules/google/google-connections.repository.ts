import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';

export const CONNECTION_MODES = ['off', 'user-consent', 'delegation'] as const;
export type ConnectionMode = (typeof CONNECTION_MODES)[number];

/** How a tenant is connected. */
export interface GoogleConnection {
  readonly mode: ConnectionMode;
  readonly adminEmail: string | null;
  /** Scopes that did not work when they were looked at last; empty also before the first look. */
  readonly missingScopes: readonly string[];
  /** What is wrong, for admins; null: nothing that we know of. */
  readonly problem: string | null;
  readonly lostAt: Temporal.Instant | null;
  readonly checkedAt: Temporal.Instant | null;
  readonly lastOkAt: Temporal.Instant | null;
  readonly version: number;
}
/** What is kept about one person's account: their consent, and that it stopped working. */
export interface GoogleAccount {
  readonly userId: UserId;
  /** Sealed. */
  readonly refreshToken: string | null;
  /** Granted with the consent. */
  readonly scopes: readonly string[];
  readonly consentedAt: Temporal.Instant | null;
  readonly lostAt: Temporal.Instant | null;
  readonly problem: string | null;
}
/** Everything that decides whether we may act as a person. */
export interface Access {
  readonly connection: GoogleConnection;
  readonly account: GoogleAccount | null;
  /** The person's address; null without a person. */
  readonly email: string | null;
  /** The tenant's own domains, lower case: nobody else's account is ever acted for. */
  readonly domains: readonly string[];
}

export const NOT_CONNECTED: GoogleConnection = {
  mode: 'off',
  adminEmail: null,
  missingScopes: [],
  problem: null,
  lostAt: null,
  checkedAt: null,
  lastOkAt: null,
  version: 0,
};

const CONNECTION = `
  select mode, admin_email as "adminEmail", missing_scopes as "missingScopes", problem, lost_at as "lostAt", checked_at as "checkedAt",
         last_ok_at as "lastOkAt", version
    from google_connections where tenant_id = $1`;
const ACCOUNT = `
  select user_id as "userId", refresh_token as "refreshToken", scopes, consented_at as "consentedAt", lost_at as "lostAt", problem
    from google_accounts where tenant_id = $1`;
const DOMAINS = 'select domain from tenant_domains where tenant_id = $1 order by domain';

@Injectable()
export class GoogleConnectionsRepository {
  constructor(private readonly tenancy: Tenancy) {}

  /** Committed state in one round trip, outside any transaction; `userId` null: about the tenant only. */
  async access(tenantId: TenantId, userId: UserId | null): Promise<Access> {
    const { rows } = await this.tenancy.read(
      tenantId,
      [CONNECTION, [tenantId]],
      [`${ACCOUNT} and user_id = $2`, [tenantId, userId]],
      [DOMAINS, [tenantId]],
      ['select email from users where tenant_id = $1 and id = $2', [tenantId, userId]],
    );
    const [connections, accounts, domains, users] = rows as [
      GoogleConnection[],
      GoogleAccount[],
      { domain: string }[],
      { email: string }[],
    ];
    return {
      connection: connections[0] ?? NOT_CONNECTED,
      account: accounts[0] ?? null,
      email: users[0]?.email ?? null,
      domains: domains.map(({ domain }) => domain),
    };
  }

  async get(tx: Tx): Promise<GoogleConnection> {
    const [row] = await tx.query<GoogleConnection>(CONNECTION, [tx.tenantId]);
    return row ?? NOT_CONNECTED;
  }

  /** What decides whether we may act as each of the tenant's people. */
  async accesses(tx: Tx): Promise<{ connection: GoogleConnection; accessOf: (userId: UserId) => Access }> {
    const [connection, rows, domains] = await Promise.all([
      this.get(tx),
      tx.query<GoogleAccount>(ACCOUNT, [tx.tenantId]),
      tx.query<{ domain: string }>(DOMAINS, [tx.tenantId]),
    ]);
    const accounts = new Map(rows.map((row) => [row.userId, row]));
    const shared = { connection, domains: domains.map(({ domain }) => domain), email: null };
    return { connection, accessOf: (userId) => ({ ...shared, account: accounts.get(userId) ?? null }) };
  }
}
