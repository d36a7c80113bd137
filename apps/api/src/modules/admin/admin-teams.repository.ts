import { Injectable } from '@nestjs/common';
import { DomainError, type TeamId, type UserId } from '@understudy/domain';
import { constraintErrors, type Tx } from '../../platform/database/index.js';

/** The shape of the contract's Team. */
export interface TeamRow {
  readonly id: TeamId;
  readonly name: string;
  readonly fallback: { readonly user_id: UserId; readonly name: string } | null;
  readonly member_count: number;
  readonly version: number;
  readonly created_at: Temporal.Instant;
}

const BROKEN = { teams_name_key: 'teams.name-taken', teams_fallback_fkey: 'users.not-found' } as const;

const SELECT = `
  select t.id, t.name, t.version, t.created_at,
         case when f.id is not null then jsonb_build_object('user_id', f.id, 'name', f.name) end as fallback,
         (select count(*)::int from users u where u.tenant_id = t.tenant_id and u.team_id = t.id and u.active) as member_count
    from teams t
    left join users f on f.tenant_id = t.tenant_id and f.id = t.fallback_user_id`;

/** The teams of a tenant, for its admins. */
@Injectable()
export class AdminTeamsRepository {
  async list(tx: Tx, after: { name: string; id: string } | undefined, limit: number): Promise<TeamRow[]> {
    return tx.query(
      `${SELECT} where t.tenant_id = $1 and ($2::text is null or (t.name, t.id) > ($2, $3::uuid)) order by t.name, t.id limit $4`,
      [tx.tenantId, after?.name ?? null, after?.id ?? null, limit],
    );
  }

  /** Throws `teams.not-found`. */
  async get(tx: Tx, id: TeamId): Promise<TeamRow> {
    const [row] = await tx.query<TeamRow>(`${SELECT} where t.tenant_id = $1 and t.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('teams.not-found');
    return row;
  }

  /** Throws `teams.name-taken`, and `users.not-found` for a fallback that is not the tenant's. */
  async add(tx: Tx, name: string, fallbackUserId: UserId | null): Promise<TeamId> {
    const [row] = await tx
      .query<{ id: TeamId }>('insert into teams (tenant_id, name, fallback_user_id) values ($1, $2, $3) returning id', [
        tx.tenantId,
        name,
        fallbackUserId,
      ])
      .catch(constraintErrors(BROKEN));
    if (!row) throw new Error('insert into teams answered no row');
    return row.id;
  }

  /** False when the row has another version by now. Throws as {@link add}. */
  async save(tx: Tx, id: TeamId, version: number, name: string, fallbackUserId: UserId | null): Promise<boolean> {
    const rows = await tx
      .query(
        `update teams set name = $4, fallback_user_id = $5, version = version + 1
          where tenant_id = $1 and id = $2 and version = $3 returning 1`,
        [tx.tenantId, id, version, name, fallbackUserId],
      )
      .catch(constraintErrors(BROKEN));
    return rows.length === 1;
  }
}
