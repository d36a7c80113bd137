import { Injectable } from '@nestjs/common';
import {
  type CategoryOwners,
  type CheckedCustomer,
  DEAD_END_DAYS,
  type EscalationId,
  type Severity,
  type TeamId,
  type TeamMember,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';
import { type TenantRoster, TenantRosterRepository } from '../responsibility/index.js';
import { MEMBERS, toTeams } from './routing-books.repository.js';

/** One active category as owners are chosen by it. */
export interface RoutingCategory extends CategoryOwners {
  readonly name: string;
}

export interface WorldCustomer extends CheckedCustomer {
  readonly name: string;
}

/** Everything of a tenant that decides who would own which escalation in the coming days. */
export interface RoutingWorld extends TenantRoster {
  readonly categories: readonly RoutingCategory[];
  readonly customers: readonly WorldCustomer[];
  readonly teams: ReadonlyMap<TeamId, readonly TeamMember[]>;
}

/** An escalation of the past with what was true then. */
export interface PastEscalation {
  readonly id: EscalationId;
  readonly title: string;
  readonly category: string;
  readonly severity: Severity;
  readonly customerId: WorldCustomer['id'];
  readonly arrAtRisk: number;
  readonly createdAt: Temporal.Instant;
  readonly context: {
    readonly arr?: number;
    readonly health_score?: number;
    readonly stage?: string;
    readonly segment?: string;
  };
  readonly ruleThen: { readonly id: string; readonly title: string } | null;
  readonly ownerThen: PersonName | null;
  readonly becauseThen: string;
}

const SOME_DAYS_MORE = 3;

@Injectable()
export class RoutingWorldsRepository {
  constructor(private readonly rosters: TenantRosterRepository) {}

  /** From `from`, which may be past, to the end of the check's horizon. */
  async load(tx: Tx, from: Temporal.Instant): Promise<RoutingWorld> {
    const to = tx.now.add({ hours: 24 * (DEAD_END_DAYS + SOME_DAYS_MORE) });
    const [roster, categories, customers, teams] = await Promise.all([
      this.rosters.load(tx, from, to),
      tx.query<RoutingCategory>(
        `select id, name, default_owner_id as "defaultOwnerId", default_team_id as "defaultTeamId", default_secondary_owner_id as "defaultSecondaryId"
           from escalation_categories where tenant_id = $1 and active order by name`,
        [tx.tenantId],
      ),
      tx.query<WorldCustomer>(
        `select c.id, c.name, c.csm_id as "csmId", coalesce(u.time_zone, 'UTC') as "timeZone", c.arr::float8 as arr, c.health_score as "healthScore",
                c.segment, c.industry, c.stage, c.renewal_on as "renewalOn",
                case when t.id is null then '{}'::text[] else array[t.name, t.id::text] end as "csmTeam"
           from customers c
           left join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id)
           left join teams t on (t.tenant_id, t.id) = (u.tenant_id, u.team_id)
          where c.tenant_id = $1 order by c.id`,
        [tx.tenantId],
      ),
      tx.query<{ id: TeamId; members: TeamMember[] }>(
        `select t.id, ${MEMBERS} as members from teams t where t.tenant_id = $1`,
        [tx.tenantId],
      ),
    ]);
    return { ...roster, categories, customers, teams: toTeams(teams) };
  }

  /** Of customers, with a category; the newest first, one more than `limit` says there are more. */
  async listPast(tx: Tx, since: Temporal.Instant, limit: number): Promise<PastEscalation[]> {
    return tx.query(
      `select e.id, e.title, k.name as category, e.severity, e.customer_id as "customerId", e.arr_at_risk::float8 as "arrAtRisk",
              e.created_at as "createdAt", e.customer_context as context, ${person('o')} as "ownerThen",
              coalesce(e.routing ->> 'because', e.owner_because ->> 'rule') as "becauseThen",
              case when e.routing ? 'rule' and e.routing -> 'rule' <> 'null'::jsonb
                   then jsonb_build_object('id', e.routing -> 'rule' ->> 'id', 'title', e.routing ->> 'rule_title') end as "ruleThen"
         from escalations e
         join escalation_categories k on (k.tenant_id, k.id) = (e.tenant_id, e.category_id)
         left join users o on (o.tenant_id, o.id) = (e.tenant_id, coalesce((e.routing ->> 'primary_owner_id')::uuid, e.primary_owner_id))
        where e.tenant_id = $1 and e.created_at >= $2 and e.customer_id is not null
        order by e.created_at desc, e.id desc limit $3`,
      [tx.tenantId, since, limit + 1],
    );
  }
}
