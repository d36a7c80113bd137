import { Injectable } from '@nestjs/common';
import type { Role } from '@understudy/contracts';
import { DomainError, type TeamId, type UserId, type WorkingHours } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** A person as admins see one: the shape of the contract's AdminUser. */
export interface AdminUserRow {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: Role[];
  readonly time_zone: string;
  readonly place: string | null;
  readonly working_hours: WorkingHours;
  readonly team: { readonly id: TeamId; readonly name: string } | null;
  readonly manager: { readonly user_id: UserId; readonly name: string } | null;
  readonly skills: string[];
  readonly capacity_points: number;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Temporal.Instant;
}

export interface UserFilter {
  readonly query?: string | undefined;
  readonly teamId?: TeamId | undefined;
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
  readonly after?: { readonly name: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** What can be set. */
export interface UserFields {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly timeZone: string;
  readonly place: string | null;
  readonly workingHours: WorkingHours;
  readonly teamId: TeamId | null;
  readonly managerId: UserId | null;
  readonly skills: readonly string[];
  readonly capacityPoints: number;
  readonly active: boolean;
}

const BROKEN = {
  users_email_key: 'users.email-taken',
  users_team_fkey: 'teams.not-found',
  users_manager_fkey: 'users.not-found',
  users_manager_self_check: 'users.manager-cycle',
} as const;

const SELECT = `
  select u.id, u.email, u.name, u.roles, u.time_zone, u.place, u.working_hours, u.skills, u.capacity_points, u.active, u.version, u.created_at,
         case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
         case when m.id is not null then jsonb_build_object('user_id', m.id, 'name', m.name) end as manager
    from users u
    left join teams t on t.tenant_id = u.tenant_id and t.id = u.team_id
    left join users m on m.tenant_id = u.tenant_id and m.id = u.manager_id`;

/** The people of a tenant, for its admins. */
@Injectable()
export class AdminUsersRepository {
  /** One admin at a time changes the people of a tenant: what is decided about chains and last admins stays true. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7041))', [`people ${tx.tenantId}`]);
  }

  async list(tx: Tx, { query, teamId, role, active, after, limit }: UserFilter): Promise<AdminUserRow[]> {
    return tx.query(
      `${SELECT}
        where u.tenant_id = $1
          and ($2::text is null or u.name ilike $2 or u.email ilike $2)
          and ($3::uuid is null or u.team_id = $3)
          and ($4::text is null or $4 = any (u.roles))
          and ($5::boolean is null or u.active = $5)
          and ($6::text is null or (u.name, u.id) > ($6, $7::uuid))
        order by u.name, u.id limit $8`,
      [
        tx.tenantId,
        query ? `%${query.replace(/[\\%_]/g, '\\$&')}%` : null,
        teamId ?? null,
        role ?? null,
        active ?? null,
        after?.name ?? null,
        after?.id ?? null,
        limit,
      ],
    );
  }

  /** Throws `users.not-found`. */
  async get(tx: Tx, id: UserId): Promise<AdminUserRow> {
    const [row] = await tx.query<AdminUserRow>(`${SELECT} where u.tenant_id = $1 and u.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('users.not-found');
    return row;
  }

  async listDomains(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ domain: string }>('select domain from tenant_domains where tenant_id = $1', [
      tx.tenantId,
    ]);
    return rows.map(({ domain }) => domain);
  }

  /** Throws `users.email-taken`, and not-found codes for a team or manager that is not the tenant's. */
  async add(tx: Tx, email: string, fields: UserFields): Promise<UserId> {
    const [row] = await tx
      .query<{ id: UserId }>(
        `insert into users (tenant_id, email, name, roles, time_zone, place, working_hours, team_id, manager_id, skills, capacity_points, active)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12) returning id`,
        [tx.tenantId, email, ...values(fields)],
      )
      .catch(constraintErrors(BROKEN));
    if (!row) throw new Error('insert into users answered no row');
    return row.id;
  }

  /** Writes all fields if the row still has this version; false otherwise. Throws as {@link add}. */
  async save(tx: Tx, id: UserId, version: number, fields: UserFields): Promise<boolean> {
    const rows = await tx
      .query(
        `update users set name = $4, roles = $5, time_zone = $6, place = $7, working_hours = $8::jsonb, team_id = $9, manager_id = $10,
                skills = $11, capacity_points = $12, active = $13, version = version + 1
          where tenant_id = $1 and id = $2 and version = $3 returning 1`,
        [tx.tenantId, id, version, ...values(fields)],
      )
      .catch(constraintErrors(BROKEN));
    return rows.length === 1;
  }

  /** Throws `users.email-taken`. */
  async setEmail(tx: Tx, id: UserId, email: string): Promise<void> {
    await tx
      .query('update users set email = $3, version = version + 1 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        id,
        email,
      ])
      .catch(constraintErrors(BROKEN));
  }

  /** Everybody, whether still there or not. */
  async listAll(tx: Tx): Promise<AdminUserRow[]> {
    return tx.query(`${SELECT} where u.tenant_id = $1 order by u.name, u.id`, [tx.tenantId]);
  }

  async countOtherAdmins(tx: Tx, id: UserId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from users where tenant_id = $1 and id <> $2 and active and 'admin' = any (roles)`,
      [tx.tenantId, id],
    );
    return row?.count ?? 0;
  }

  async names(tx: Tx, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<{ id: UserId; name: string }>(
      'select id, name from users where tenant_id = $1 and id = any ($2::uuid[])',
      [tx.tenantId, [...new Set(ids)]],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

const values = (fields: UserFields): unknown[] => [
  fields.name,
  fields.roles,
  fields.timeZone,
  fields.place,
  JSON.stringify(fields.workingHours),
  fields.teamId,
  fields.managerId,
  fields.skills,
  fields.capacityPoints,
  fields.active,
];
