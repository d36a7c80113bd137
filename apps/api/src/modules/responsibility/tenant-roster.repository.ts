import { Injectable } from '@nestjs/common';
import type {
  AbsenceId,
  AssignmentId,
  AssignmentStatus,
  Away,
  CustomerId,
  EndedReason,
  Placements,
  RosterCover,
  RosterRows,
  TeamId,
  UserId,
} from '@understudy/domain';
import { spanFromText, type SpanText, type Tx } from '../../platform/database/index.js';
import type { PersonName } from '../customers/index.js';

interface PersonRow {
  id: UserId;
  teamId: TeamId | null;
  managerId: UserId | null;
  leftAt: Temporal.Instant | null;
  name: string;
  place: string | null;
  timeZone: string;
  capacityPoints: number;
}
type AwayRow = Omit<Away, 'windows'> & { windows: SpanText[] };
interface CoverRow {
  id: AssignmentId;
  absenceId: AbsenceId;
  backupUserId: UserId;
  tier: number;
  status: AssignmentStatus;
  acceptedAt: Temporal.Instant | null;
  endedReason: EndedReason | null;
  during: RosterCover['during'];
  customerIds: CustomerId[] | null;
}

/** Everything of a tenant that decides who is responsible from `from` to `to`, whoever the customer is. */
export interface TenantRoster {
  readonly rows: RosterRows;
  readonly people: ReadonlyMap<UserId, PersonName & { readonly timeZone: string; readonly capacityPoints: number }>;
}

/** For questions over time: the continuous-coverage proof, what-if, who had coverage when. */
@Injectable()
export class TenantRosterRepository {
  /** What touches the time from `from` to `to`; null is for ever. */
  async load(tx: Tx, from: Temporal.Instant, to: Temporal.Instant | null): Promise<TenantRoster> {
    const span = [tx.tenantId, from, to];
    const inSpan = `a.tenant_id = $1 and a.status not in ('suggested', 'cancelled') and a.during && tstzrange($2::timestamptz, $3::timestamptz)`;
    const [people, teams, absences, assignments] = await Promise.all([
      tx.query<PersonRow>(
        `select u.id, u.team_id as "teamId", u.manager_id as "managerId", u.left_at as "leftAt", u.name, u.place, u.time_zone as "timeZone",
                u.capacity_points as "capacityPoints"
           from users u where u.tenant_id = $1`,
        [tx.tenantId],
      ),
      tx.query<RosterRows['teams'][number]>(
        `select t.id, t.fallback_user_id as "fallbackUserId" from teams t where t.tenant_id = $1`,
        [tx.tenantId],
      ),
      tx.query<AwayRow>(
        `select a.id, a.user_id as "userId", a.status, a.during, a.windows from csm_absences a where ${inSpan}`,
        span,
      ),
      tx.query<CoverRow>(
        `select s.id, s.absence_id as "absenceId", s.backup_user_id as "backupUserId", s.tier, s.status,
                case when s.in_force then s.accepted_at end as "acceptedAt", s.ended_reason as "endedReason", named.during, named.ids as "customerIds"
           from csm_absences a
           join coverage_assignments s on s.tenant_id = a.tenant_id and s.absence_id = a.id
          cross join lateral (
            select s.during, null::uuid[] as ids where s.covers_all
            union all
            select k.during, array_agg(k.customer_id order by k.customer_id)
              from covered_customers k where not s.covers_all and k.tenant_id = s.tenant_id and k.assignment_id = s.id
                 and coalesce(k.left_at > lower(k.during), true) group by k.during
          ) named
          where ${inSpan} order by s.id`,
        span,
      ),
    ]);
    return {
      rows: {
        people,
        teams,
        absences: absences.map((row) => ({ ...row, windows: row.windows.map(spanFromText) })),
        assignments,
      },
      people: new Map(people.map((row) => [row.id, { ...row, userId: row.id }])),
    };
  }

  /** All owners of the customer, and every placement of people and teams, by time, up to `to` (migration 0033). */
  async placements(tx: Tx, customerId: CustomerId, to: Temporal.Instant): Promise<Placements> {
    const key = [tx.tenantId, to];
    const [owners, people, teams] = await Promise.all([
      tx.query<Placements['owners'][number]>(
        `select since, csm_id as "csmId" from customer_owners where tenant_id = $1 and since < $2 and customer_id = $3 order by since`,
        [...key, customerId],
      ),
      tx.query<Placements['people'][number]>(
        `select user_id as id, since, team_id as "teamId", manager_id as "managerId" from user_places where tenant_id = $1 and since < $2 order by since`,
        key,
      ),
      tx.query<Placements['teams'][number]>(
        `select team_id as id, since, fallback_user_id as "fallbackUserId" from team_fallbacks where tenant_id = $1 and since < $2 order by since`,
        key,
      ),
    ]);
    return { owners, people, teams };
  }
}
