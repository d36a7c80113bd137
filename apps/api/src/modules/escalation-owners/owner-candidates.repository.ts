import { Injectable } from '@nestjs/common';
import type { CategoryId, TeamId, User, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

/** One of the tenant's people as an owner: what they know, carry and may carry. */
export interface CandidateRow extends Pick<User, 'id' | 'skills' | 'timeZone' | 'workingHours' | 'teamId'> {
  readonly openEscalations: number;
  readonly cap: number | null;
  readonly isSupporter: boolean;
  readonly isUnavailable: boolean;
}

export interface CategoryTags {
  readonly id: CategoryId;
  readonly name: string;
  readonly expertise: readonly string[];
  readonly defaultOwnerId: UserId | null;
  readonly defaultSecondaryId: UserId | null;
  readonly defaultTeamId: TeamId | null;
}

@Injectable()
export class OwnerCandidatesRepository {
  /** Everybody who is active. */
  list(tx: Tx): Promise<CandidateRow[]> {
    return tx.query(
      `select u.id, u.skills, u.time_zone as "timeZone", u.working_hours as "workingHours", u.team_id as "teamId",
              s.max_active_escalations as cap, s.id is not null as "isSupporter", coalesce(not s.is_available, false) as "isUnavailable",
              coalesce(load.open, 0)::int as "openEscalations"
         from users u
         left join supporters s on s.tenant_id = u.tenant_id and s.user_id = u.id and s.serves
         left join (select e.primary_owner_id, count(*) as open from escalations e
                     where e.tenant_id = $1 and e.status in ('open', 'investigating', 'action_required') and e.primary_owner_id is not null
                     group by e.primary_owner_id) load on load.primary_owner_id = u.id
        where u.tenant_id = $1 and u.active`,
      [tx.tenantId],
    );
  }

  /** By name, whatever its case, among those in use or by id among all. */
  async findCategory(
    tx: Tx,
    by: { readonly name: string } | { readonly id: CategoryId },
  ): Promise<CategoryTags | null> {
    const [where, value] = 'id' in by ? ['k.id = $2', by.id] : ['lower(k.name) = lower($2) and k.active', by.name];
    const [row] = await tx.query<CategoryTags>(
      `select k.id, k.name, k.expertise, k.default_owner_id as "defaultOwnerId", k.default_secondary_owner_id as "defaultSecondaryId",
              k.default_team_id as "defaultTeamId"
         from escalation_categories k where k.tenant_id = $1 and ${where}`,
      [tx.tenantId, value],
    );
    return row ?? null;
  }

  async activeCategoryNames(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ name: string }>(
      'select name from escalation_categories where tenant_id = $1 and active order by name',
      [tx.tenantId],
    );
    return rows.map(({ name }) => name);
  }
}
