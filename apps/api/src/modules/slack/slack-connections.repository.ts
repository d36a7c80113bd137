import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { NO_TENANT, Tenancy, type Tx } from '../../platform/database/index.js';

export interface SlackConnection {
  readonly state: 'connected' | 'lost' | 'disconnected';
  readonly teamId: string;
  readonly teamName: string;
  readonly appId: string;
  readonly botUserId: string;
  /** Null unless connected. */
  readonly tokenSealed: string | null;
  readonly scopes: readonly string[];
  /** For admins; null when nothing is wrong. */
  readonly problem: string | null;
  readonly installedByUserId: UserId | null;
  readonly installedAt: Temporal.Instant;
  readonly lostAt: Temporal.Instant | null;
  /** Machine time. */
  readonly lastOkAt: Temporal.Instant | null;
}
export type NewSlackConnection = Pick<
  SlackConnection,
  'teamId' | 'teamName' | 'appId' | 'botUserId' | 'scopes' | 'installedByUserId'
> & { readonly tokenSealed: string };

const FIND = `select state, team_id as "teamId", team_name as "teamName", app_id as "appId", bot_user_id as "botUserId", token_sealed as "tokenSealed",
    scopes, problem, installed_by_user_id as "installedByUserId", installed_at as "installedAt", lost_at as "lostAt", last_ok_at as "lastOkAt"
  from slack_connections where tenant_id = $1`;

/** One installation in one workspace for each tenant. */
@Injectable()
export class SlackConnectionsRepository {
  constructor(private readonly tenancy: Tenancy) {}

  /** Outside any transaction, one round trip. */
  async read(tenantId: TenantId): Promise<SlackConnection | null> {
    const { rows } = await this.tenancy.read(tenantId, [FIND, [tenantId]]);
    const [found] = (rows[0] ?? []) as SlackConnection[];
    return found ?? null;
  }

  async find(tx: Tx): Promise<SlackConnection | null> {
    const [found] = await tx.query<SlackConnection>(FIND, [tx.tenantId]);
    return found ?? null;
  }

  async lock(tx: Tx): Promise<SlackConnection | null> {
    const [found] = await tx.query<SlackConnection>(`${FIND} for update`, [tx.tenantId]);
    return found ?? null;
  }

  /** Null for a workspace that nobody here is connected to. */
  async findTenantOf(teamId: string): Promise<TenantId | null> {
    const { rows } = await this.tenancy.read(NO_TENANT, [
      'select find_tenant_by_slack_team($1) as "tenantId"',
      [teamId],
    ]);
    const [found] = (rows[0] ?? []) as { tenantId: TenantId | null }[];
    return found?.tenantId ?? null;
  }

  /** The tenant this workspace is connected to already, with a lock until COMMIT that keeps two from taking it at once. */
  async lockTeam(tx: Tx, teamId: string): Promise<TenantId | null> {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('slack team ' || $1, 4712))", [teamId]);
    const [found] = await tx.query<{ tenantId: TenantId | null }>(
      'select find_tenant_by_slack_team($1) as "tenantId"',
      [teamId],
    );
    return found?.tenantId ?? null;
  }

  async connect(tx: Tx, made: NewSlackConnection): Promise<void> {
    await tx.query(
      `insert into slack_connections (tenant_id, state, team_id, team_name, app_id, bot_user_id, token_sealed, scopes, installed_by_user_id, installed_at, last_ok_at)
       values ($1, 'connected', $2, $3, $4, $5, $6, $7::text[], $8, $9, clock_timestamp())
       on conflict on constraint slack_connections_pkey do update
          set state = 'connected', team_id = excluded.team_id, team_name = excluded.team_name, app_id = excluded.app_id,
              bot_user_id = excluded.bot_user_id, token_sealed = excluded.token_sealed, scopes = excluded.scopes,
              installed_by_user_id = excluded.installed_by_user_id, installed_at = excluded.installed_at,
              last_ok_at = excluded.last_ok_at, lost_at = null, problem = null`,
      [
        tx.tenantId,
        made.teamId,
        made.teamName,
        made.appId,
        made.botUserId,
        made.tokenSealed,
        made.scopes,
        made.installedByUserId,
        tx.now,
      ],
    );
  }

  /** Takes the token away with the connection. False when it was not connected any more. */
  async end(tx: Tx, state: 'lost' | 'disconnected', problem: string | null): Promise<boolean> {
    const ended = await tx.query(
      `update slack_connections set state = $2, problem = $3, token_sealed = null, lost_at = case when $2 = 'lost' then $4::timestamptz end
        where tenant_id = $1 and (state = 'connected' or (state = 'lost' and $2 = 'disconnected')) returning tenant_id`,
      [tx.tenantId, state, problem, tx.now],
    );
    return ended.length > 0;
  }

  /** Accounts of another workspace mean nobody in this one. */
  async forgetPeople(tx: Tx): Promise<void> {
    await tx.query(
      `update slack_people set slack_user_id = null, mapped_by = 'email', looked_at = 'epoch', status_key = null, home_opened_at = null
        where tenant_id = $1`,
      [tx.tenantId],
    );
  }

  async worked(tx: Tx, scopes: readonly string[]): Promise<void> {
    await tx.query(
      `update slack_connections set last_ok_at = clock_timestamp(), scopes = $2::text[] where tenant_id = $1 and state = 'connected'`,
      [tx.tenantId, scopes],
    );
  }
}
