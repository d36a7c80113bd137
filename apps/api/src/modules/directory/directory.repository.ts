import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type ReportsTo,
  type Team,
  type TeamId,
  type TenantId,
  type User,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

export interface UserRecord extends User {
  readonly active: boolean;
  readonly leftAt: Temporal.Instant | null;
  readonly preferredBackupUserId: UserId | null;
  readonly version: number;
}

export interface UserName {
  readonly userId: UserId;
  readonly name: string;
  readonly place: string;
}

const COLUMNS = `u.id, u.email, u.name, u.roles, u.time_zone as "timeZone", u.working_hours as "workingHours", coalesce(u.place, '') as place,
  u.team_id as "teamId", u.manager_id as "managerId", u.preferred_backup_user_id as "preferredBackupUserId", u.skills,
  u.capacity_points as "capacityPoints", u.active, u.left_at as "leftAt", u.version`;

/** People and teams as the rules of the product need them. Changing them is the admin module's work. */
@Injectable()
export class DirectoryRepository {
  async findUser(tx: Tx, id: UserId): Promise<UserRecord | null> {
    const [row] = await tx.query<UserRecord>(`select ${COLUMNS} from users u where u.tenant_id = $1 and u.id = $2`, [
      tx.tenantId,
      id,
    ]);
    return row ?? null;
  }

  /** Throws `users.not-found`, also for another tenant's id. */
  async getUser(tx: Tx, id: UserId): Promise<UserRecord> {
    const user = await this.findUser(tx, id);
    if (!user) throw new DomainError('users.not-found');
    return user;
  }

  listUsers(tx: Tx): Promise<UserRecord[]> {
    return tx.query(`select ${COLUMNS} from users u where u.tenant_id = $1 order by u.name, u.id`, [tx.tenantId]);
  }

  /** These people as they are named, whether they are still there or not; an id of nobody is left out. */
  async namesOf(tx: Tx, ids: Iterable<UserId>): Promise<ReadonlyMap<UserId, UserName>> {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return new Map();
    const rows = await tx.query<UserName>(
      `select id as "userId", name, coalesce(place, '') as place from users where tenant_id = $1 and id = any($2::uuid[])`,
      [tx.tenantId, asked],
    );
    return new Map(rows.map((row) => [row.userId, row]));
  }

  /** Of these people, those who are no longer with the organisation. */
  async listLeft(tx: Tx, ids: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: UserId }>(
      'select id from users where tenant_id = $1 and id = any($2::uuid[]) and not active',
      [tx.tenantId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  listTeams(tx: Tx): Promise<Team[]> {
    return tx.query(
      'select id, name, fallback_user_id as "fallbackUserId" from teams where tenant_id = $1 order by name',
      [tx.tenantId],
    );
  }

  async findTeam(tx: Tx, id: TeamId): Promise<Team | null> {
    const [row] = await tx.query<Team>(
      'select id, name, fallback_user_id as "fallbackUserId" from teams where tenant_id = $1 and id = $2',
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** Who reports to whom, for walks up the chain of managers. */
  async reporting(tx: Tx): Promise<ReadonlyMap<UserId, ReportsTo & { readonly teamId: TeamId | null }>> {
    const rows = await tx.query<ReportsTo & { teamId: TeamId | null }>(
      'select id, manager_id as "managerId", team_id as "teamId" from users where tenant_id = $1',
      [tx.tenantId],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** True for an address of the organisation itself: in one of its domains, or of one of its people wherever they have it. */
  async isOwnAddress(tx: Tx, address: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from tenant_domains where tenant_id = $1 and lower(domain) = split_part($2::text, '@', 2)
       union all
       select 1 from users where tenant_id = $1 and email = $2
        limit 1`,
      [tx.tenantId, address.toLowerCase()],
    );
    return rows.length > 0;
  }

  async getTenant(tx: Tx): Promise<{ id: TenantId; slug: string; name: string }> {
    const [row] = await tx.query<{ id: TenantId; slug: string; name: string }>(
      'select tenant_id as id, slug, name from tenants where tenant_id = $1',
      [tx.tenantId],
    );
    if (!row) throw new DomainError('tenants.not-found');
    return row;
  }
}
