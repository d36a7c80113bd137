import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { DirectorySettings, DirectoryState } from './google-connection.view.js';

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

/** What is known about whether a connection works. */
export type Health = Pick<GoogleConnection, 'missingScopes' | 'problem' | 'lostAt'>;

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
  select user_id as "userId", refresh_token_sealed as "refreshToken", scopes, consented_at as "consentedAt", lost_at as "lostAt", problem
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

  /** Locks the row for the decision that follows; makes it when there is none. */
  async lock(tx: Tx): Promise<GoogleConnection> {
    await tx.query(
      `insert into google_connections (tenant_id, mode) values ($1, 'off') on conflict on constraint google_connections_pkey do nothing`,
      [tx.tenantId],
    );
    const [row] = await tx.query<GoogleConnection>(`${CONNECTION} for update`, [tx.tenantId]);
    if (!row) throw new Error('the connection that was just made is not there');
    return row;
  }

  /** As an admin wants it. What was found out about the connection before is forgotten: it is looked at anew. */
  async choose(tx: Tx, mode: ConnectionMode, adminEmail: string | null): Promise<void> {
    await tx.query(
      `update google_connections set mode = $2, admin_email = $3, missing_scopes = '{}', problem = null, lost_at = null, checked_at = null,
              check_due_at = clock_timestamp() + interval '1 minute', version = version + 1
        where tenant_id = $1`,
      [tx.tenantId, mode, adminEmail],
    );
  }

  async directory(tx: Tx): Promise<DirectoryState> {
    const [row] = await tx.query<DirectoryState>(
      `select s.nightly, s.teams_from, s.org_units, c.directory_synced_at as synced_at, c.directory_problem as problem
         from google_connections c,
              jsonb_to_record(c.directory_settings) as s (nightly boolean, teams_from text, org_units jsonb)
        where c.tenant_id = $1`,
      [tx.tenantId],
    );
    return row ?? { nightly: false, teams_from: 'none', org_units: [], synced_at: null, problem: null };
  }

  async setDirectory(tx: Tx, { nightly, teams_from, org_units }: DirectorySettings): Promise<void> {
    await tx.query(
      'update google_connections set directory_settings = $2::jsonb, version = version + 1 where tenant_id = $1',
      [tx.tenantId, JSON.stringify({ nightly, teams_from, org_units })],
    );
  }

  /** `problem` null: the directory was applied. */
  async directorySynced(tx: Tx, problem: string | null): Promise<void> {
    await tx.query(
      `update google_connections set directory_problem = $2::text,
              directory_synced_at = case when $2::text is null then app_now() else directory_synced_at end
        where tenant_id = $1`,
      [tx.tenantId, problem],
    );
  }

  /** What a look found. */
  async found(tx: Tx, { missingScopes, problem, lostAt }: Health, isWorking: boolean): Promise<void> {
    await tx.query(
      `update google_connections set missing_scopes = $2, problem = $3, lost_at = $4, checked_at = app_now(),
              last_ok_at = case when $5 then app_now() else last_ok_at end,
              check_due_at = clock_timestamp() + case when $5 then interval '6 hours' else interval '10 minutes' end
        where tenant_id = $1`,
      [tx.tenantId, missingScopes, problem, lostAt, isWorking],
    );
  }

  /** True when something of it, or somebody's account, does not work. */
  async isBroken(tx: Tx): Promise<boolean> {
    const rows = await tx.query(
      `select from google_connections c where c.tenant_id = $1 and c.mode <> 'off'
          and (c.problem is not null or exists (select from google_accounts a where a.tenant_id = c.tenant_id and a.lost_at is not null))`,
      [tx.tenantId],
    );
    return rows.length > 0;
  }

  /** Takes the connection's periodic look when it is due; false when it is not, or another worker took it. */
  async takeDue(tx: Tx): Promise<boolean> {
    const rows = await tx.query(
      `update google_connections set check_due_at = clock_timestamp() + interval '10 minutes'
        where tenant_id = $1 and mode <> 'off' and check_due_at <= clock_timestamp() returning 1`,
      [tx.tenantId],
    );
    return rows.length > 0;
  }

  /** What decides whether we may act as each of the tenant's people. */
  async accesses(tx: Tx): Promise<{
    connection: GoogleConnection;
    domains: readonly string[];
    accessOf: (userId: UserId) => Access;
  }> {
    const [connection, rows, domains] = await Promise.all([
      this.get(tx),
      tx.query<GoogleAccount>(ACCOUNT, [tx.tenantId]),
      tx.query<{ domain: string }>(DOMAINS, [tx.tenantId]),
    ]);
    const accounts = new Map(rows.map((row) => [row.userId, row]));
    const shared = { connection, domains: domains.map(({ domain }) => domain), email: null };
    return {
      connection,
      domains: shared.domains,
      accessOf: (userId) => ({ ...shared, account: accounts.get(userId) ?? null }),
    };
  }
}
