import { Injectable } from '@nestjs/common';
import type {
  AbsenceId,
  AbsenceStatus,
  AssignmentId,
  AssignmentStatus,
  CustomerId,
  EndedReason,
  RosterRows,
  Severity,
  TeamId,
  UserId,
} from '@understudy/domain';
import { spanFromText, type SpanText, type Statement } from '../../platform/database/index.js';
import type { PersonName } from '../customers/index.js';

/** The people, absences and assignments that the question "who looks after these customers" can touch, with names to answer in. */
export interface LoadedRoster {
  readonly customers: readonly { readonly id: CustomerId; readonly csmId: UserId | null; readonly name: string }[];
  readonly rows: RosterRows;
  readonly names: ReadonlyMap<UserId, PersonName & { readonly timeZone: string }>;
}

/**
 * People whose presence matters beside the owners: picked by hand, or whom an escalation's category and the routing rules for it and its
 * severity name.
 */
export interface AlsoAsked {
  readonly userIds?: readonly UserId[];
  /** By name. */
  readonly category?: string;
  readonly severity?: Severity;
}

/**
 * Walks outwards from the owners: their managers, team fallbacks and backups, and those of each of them. Absences that were over at
 * `at` are left out. UNION (not UNION ALL) ends cycles. One statement, so one round trip on the hot path.
 */
const load = (more: string): string => `
with recursive wanted as (
  select c.id, c.csm_id, c.name from customers c where c.tenant_id = $1 and c.id = any($2::uuid[])
), relevant (id) as (
  (select w.csm_id from wanted w where w.csm_id is not null
   union
   select u.id from users u where u.tenant_id = $1 and u.id = any($4::uuid[])
   union
   select u.id from users u join escalation_categories k on k.tenant_id = $1 and (u.id = k.default_owner_id or u.id = k.default_secondary_owner_id or u.team_id = k.default_team_id)
    where u.tenant_id = $1 and lower(k.name) = lower($5)${more})
  union
  select step.id
    from relevant r
    join users u on u.tenant_id = $1 and u.id = r.id
   cross join lateral (
      select u.manager_id as id
      union all
      select t.fallback_user_id from teams t where t.tenant_id = $1 and t.id = u.team_id
      union all
      select s.backup_user_id
        from csm_absences a join coverage_assignments s on s.tenant_id = $1 and s.absence_id = a.id
       where a.tenant_id = $1 and a.user_id = u.id and a.status not in ('suggested', 'cancelled')
         and (upper(a.during) is null or upper(a.during) > coalesce($3::timestamptz, app_now()))
   ) step
   where step.id is not null
), away as (
  select a.id, a.user_id, a.status, lower(a.during) as starts_at, upper(a.during) as ends_at, a.windows
    from relevant r join csm_absences a on a.tenant_id = $1 and a.user_id = r.id
   where a.status not in ('suggested', 'cancelled') and (upper(a.during) is null or upper(a.during) > coalesce($3::timestamptz, app_now()))
)
select
  (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'csmId', w.csm_id, 'name', w.name) order by w.id), '[]') from wanted w) as customers,
  (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'teamId', u.team_id, 'managerId', u.manager_id, 'leftAt', u.left_at, 'name', u.name, 'place', u.place, 'timeZone', u.time_zone)), '[]')
     from relevant r join users u on u.tenant_id = $1 and u.id = r.id) as people,
  (select coalesce(jsonb_agg(to_jsonb(away)), '[]') from away) as absences,
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'absenceId', s.absence_id, 'backupUserId', s.backup_user_id, 'tier', s.tier, 'status', s.status,
            'acceptedAt', case when s.in_force then s.accepted_at end, 'startsAt', lower(named.during), 'endsAt', upper(named.during),
            'endedReason', s.ended_reason, 'customerIds', named.ids)), '[]')
     from away a
     join coverage_assignments s on s.tenant_id = $1 and s.absence_id = a.id
     -- customers may join and leave an assignment while it lasts: each has its own time in it
    cross join lateral (
      select s.during, null::jsonb as ids where s.covers_all
      union all
      select k.during, jsonb_agg(k.customer_id)
        from covered_customers k
       where not s.covers_all and k.tenant_id = $1 and k.assignment_id = s.id and k.customer_id = any($2::uuid[])
         and coalesce(k.left_at > lower(k.during), true)
       group by k.during
    ) named) as assignments,
  (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'fallbackUserId', t.fallback_user_id)), '[]')
     from teams t where t.tenant_id = $1 and t.id in (select u.team_id from relevant r join users u on u.tenant_id = $1 and u.id = r.id)) as teams`;

const LOAD = load('');
const LOAD_ROUTED = load(`
   union
   select u.id from routing_targets($1, $5, $6) x join users u on u.tenant_id = $1 and u.id = x.id
   union
   select u.id from routing_targets($1, $5, $6) x join users u on u.tenant_id = $1 and u.team_id = x.id where u.active`);

interface Loaded {
  customers: { id: CustomerId; csmId: UserId | null; name: string }[];
  people: {
    id: UserId;
    teamId: TeamId | null;
    managerId: UserId | null;
    leftAt: string | null;
    name: string;
    place: string | null;
    timeZone: string;
  }[];
  absences: {
    id: AbsenceId;
    user_id: UserId;
    status: AbsenceStatus;
    starts_at: string;
    ends_at: string | null;
    windows: SpanText[];
  }[];
  assignments: {
    id: AssignmentId;
    absenceId: AbsenceId;
    backupUserId: UserId;
    tier: number;
    status: AssignmentStatus;
    acceptedAt: string | null;
    startsAt: string;
    endsAt: string | null;
    customerIds: CustomerId[] | null;
    endedReason: EndedReason | null;
  }[];
  teams: { id: TeamId; fallbackUserId: UserId | null }[];
}

const instantOrNull = (text: string | null): Temporal.Instant | null =>
  text === null ? null : Temporal.Instant.from(text);

@Injectable()
export class RosterRepository {
  /** The statement, for `tenancy.read` beside others or `tx.query`; `at` is the earliest instant that will be asked about, null is now. */
  statement(
    tenantId: string,
    customerIds: readonly CustomerId[],
    at: Temporal.Instant | null,
    also: AlsoAsked = {},
  ): Statement {
    const params = [tenantId, customerIds, at, also.userIds ?? [], also.category ?? null];
    return also.severity === undefined ? [LOAD, params] : [LOAD_ROUTED, [...params, also.severity]];
  }

  /** Reads the one row that the statement answers. */
  parse(rows: readonly unknown[]): LoadedRoster {
    const [loaded] = rows as readonly Loaded[];
    if (!loaded) throw new Error('the roster statement answers exactly one row');
    return {
      customers: loaded.customers,
      names: new Map(
        loaded.people.map((row) => [
          row.id,
          { userId: row.id, name: row.name, place: row.place, timeZone: row.timeZone },
        ]),
      ),
      rows: {
        people: loaded.people.map((row) => ({ ...row, leftAt: instantOrNull(row.leftAt) })),
        absences: loaded.absences.map((row) => ({
          id: row.id,
          userId: row.user_id,
          status: row.status,
          during: spanFromText({ startsAt: row.starts_at, endsAt: row.ends_at }),
          windows: row.windows.map(spanFromText),
        })),
        assignments: loaded.assignments.map((row) => ({
          ...row,
          during: spanFromText(row),
          acceptedAt: instantOrNull(row.acceptedAt),
        })),
        teams: loaded.teams,
      },
    };
  }
}
