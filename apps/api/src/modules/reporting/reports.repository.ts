import { Injectable } from '@nestjs/common';
import type {
  AbsenceId,
  AskedBy,
  AssignmentId,
  AssignmentStatus,
  CustomerId,
  EndedReason,
  Ownership,
  Span,
  TeamId,
  UserId,
} from '@understudy/domain';
import { spanFromText, spanText, type SpanText, type StoredSpan, type Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';

export interface AbsenceFacts {
  readonly id: AbsenceId;
  readonly userId: UserId;
  readonly person: PersonName;
  readonly during: Span;
  /** Of the absence: its days are days there. */
  readonly timeZone: string;
  readonly windows: readonly Span[];
  readonly createdAt: Temporal.Instant;
}

export interface AssignmentFacts {
  readonly id: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly absentUserId: UserId;
  readonly backupUserId: UserId;
  readonly backupTeamId: TeamId | null;
  readonly absent: PersonName;
  readonly backup: PersonName;
  readonly status: AssignmentStatus;
  readonly acceptedAt: Temporal.Instant | null;
  readonly inForce: boolean;
  readonly endedReason: EndedReason | null;
  readonly askedBy: AskedBy;
  readonly askedAt: Temporal.Instant;
  readonly during: Span;
  /** Of the absence. */
  readonly timeZone: string;
  readonly parts: readonly { readonly customerIds: readonly CustomerId[]; readonly during: Span }[];
  readonly handedBackAt: Temporal.Instant | null;
}

/** Recounted from the rows that were counted, never from a counter. */
export interface QualityFacts {
  readonly id: AssignmentId;
  readonly customers: number;
  readonly briefs: number;
  readonly readBeforeStart: number;
  readonly acknowledged: number;
  readonly notifications: number;
  readonly actions: number;
  readonly itemsResolved: number;
  readonly feedback: number;
  readonly ratings: number;
  readonly ratingSum: number;
}

/** PRD-258's counters beside what they count. */
export interface Drift {
  readonly id: AssignmentId;
  readonly absenceId: AbsenceId;
  readonly notifications: number;
  readonly notification_rows: number;
  readonly actions: number;
  readonly action_rows: number;
}

type PartText = SpanText & { readonly ids: readonly CustomerId[] };
type Stored = Omit<AssignmentFacts, 'parts'> & { readonly parts: readonly PartText[] };

const QUALITY = `
  select s.id,
    (select count(distinct k.customer_id)::int from covered_customers k where k.tenant_id = $1 and k.assignment_id = s.id) as customers,
    (select count(*)::int from coverage_briefs b where b.tenant_id = $1 and b.coverage_assignment_id = s.id) as briefs,
    (select count(*)::int from coverage_briefs b where b.tenant_id = $1 and b.coverage_assignment_id = s.id and b.viewed_at < lower(s.during)) as "readBeforeStart",
    (select count(*)::int from coverage_briefs b where b.tenant_id = $1 and b.coverage_assignment_id = s.id and b.acknowledged_at is not null) as acknowledged,
    (select count(*)::int from notifications n where n.tenant_id = $1 and n.assignment_id = s.id) as notifications,
    (select count(*)::int from coverage_activities v where v.tenant_id = $1 and v.coverage_assignment_id = s.id) as actions,
    (select count(*)::int from covered_customers k
       join lateral (
         select t.done_at as at from tasks t where t.tenant_id = $1 and t.customer_id = k.customer_id and t.status = 'done'
         union all select r.resolved_at from risks r where r.tenant_id = $1 and r.customer_id = k.customer_id
         union all select e.actual_resolution_date from escalations e where e.tenant_id = $1 and e.customer_id = k.customer_id and e.status in ('resolved', 'closed')
       ) item on k.during @> item.at
      where k.tenant_id = $1 and k.assignment_id = s.id and k.accepted) as "itemsResolved",
    (select count(*)::int from handback_feedback f where f.tenant_id = $1 and f.assignment_id = s.id) as feedback,
    (select count(f.rating)::int from handback_feedback f where f.tenant_id = $1 and f.assignment_id = s.id) as ratings,
    (select coalesce(sum(f.rating), 0)::int from handback_feedback f where f.tenant_id = $1 and f.assignment_id = s.id) as "ratingSum"
  from coverage_assignments s where s.tenant_id = $1 and s.id = any($2::uuid[])`;

/** Reports read what other modules wrote, all in one place, and change nothing. */
@Injectable()
export class ReportsRepository {
  /** Facts, not suggestions or cancelled ones, that touch the span; soonest first. */
  async listAbsences(tx: Tx, span: Span): Promise<AbsenceFacts[]> {
    const rows = await tx.query<Omit<AbsenceFacts, 'windows'> & { windows: readonly SpanText[] }>(
      `select a.id, a.user_id as "userId", ${person('u')} as person, a.during, a.time_zone as "timeZone", a.windows, a.created_at as "createdAt"
         from csm_absences a join users u on (u.tenant_id, u.id) = (a.tenant_id, a.user_id)
        where a.tenant_id = $1 and a.status not in ('suggested', 'cancelled') and a.during && $2::tstzrange order by lower(a.during), a.id`,
      [tx.tenantId, spanText(span)],
    );
    return rows.map((row) => ({ ...row, windows: row.windows.map(spanFromText) }));
  }

  /** Of the given absences, and those asked or ended in the span whatever their absence; by when they were asked. */
  async listAssignments(tx: Tx, absenceIds: readonly AbsenceId[], span: Span): Promise<AssignmentFacts[]> {
    const rows = await tx.query<Stored>(
      `select s.id, s.absence_id as "absenceId", a.user_id as "absentUserId", s.backup_user_id as "backupUserId", b.team_id as "backupTeamId",
              ${person('o')} as absent, ${person('b')} as backup, s.status, s.accepted_at as "acceptedAt", s.in_force as "inForce",
              s.ended_reason as "endedReason", s.rung as "askedBy", coalesce(s.asked_at, s.created_at) as "askedAt", s.during, a.time_zone as "timeZone", h.completed_at as "handedBackAt",
              (select coalesce(jsonb_agg(part), '[]') from (
                 select jsonb_build_object('startsAt', lower(k.during), 'endsAt', upper(k.during), 'ids', jsonb_agg(k.customer_id)) as part
                   from covered_customers k where k.tenant_id = s.tenant_id and k.assignment_id = s.id and k.accepted group by k.during
               ) parts) as parts
         from coverage_assignments s
         join csm_absences a on (a.tenant_id, a.id) = (s.tenant_id, s.absence_id)
         join users b on (b.tenant_id, b.id) = (s.tenant_id, s.backup_user_id)
         join users o on (o.tenant_id, o.id) = (a.tenant_id, a.user_id)
         left join handbacks h on (h.tenant_id, h.assignment_id) = (s.tenant_id, s.id)
        where s.tenant_id = $1 and (s.absence_id = any($2::uuid[]) or $3::tstzrange @> coalesce(s.asked_at, s.created_at)
              or $3::tstzrange @> lower(s.during) or $3::tstzrange @> upper(s.during))
        order by coalesce(s.asked_at, s.created_at), s.id`,
      [tx.tenantId, absenceIds, spanText(span)],
    );
    return rows.map((row) => ({
      ...row,
      parts: row.parts.map(({ ids, ...during }) => ({ customerIds: ids, during: spanFromText(during) })),
    }));
  }

  listQuality(tx: Tx, ids: readonly AssignmentId[]): Promise<QualityFacts[]> {
    return tx.query(QUALITY, [tx.tenantId, ids]);
  }

  /** Who owned which customer when; what is known first counts for before (migration 0033). */
  async listOwnerships(tx: Tx): Promise<Ownership[]> {
    const rows = await tx.query<{ customerId: CustomerId; csmId: UserId | null; during: StoredSpan }>(
      `select o.customer_id as "customerId", o.csm_id as "csmId",
              tstzrange(case when row_number() over w = 1 then '1900-01-01Z'::timestamptz else o.since end, lead(o.since) over w) as during
         from customer_owners o where o.tenant_id = $1 window w as (partition by o.customer_id order by o.since)`,
      [tx.tenantId],
    );
    return rows;
  }

  listEscalations(tx: Tx, span: Span): Promise<{ customerId: CustomerId; createdAt: Temporal.Instant }[]> {
    return tx.query(
      `select e.customer_id as "customerId", e.created_at as "createdAt" from escalations e
        where e.tenant_id = $1 and e.customer_id is not null and e.status <> 'void' and $2::tstzrange @> e.created_at`,
      [tx.tenantId, spanText(span)],
    );
  }

  /** Assignments of an absence whose counters are not what the rows say. */
  listDrifted(tx: Tx, absenceId: AbsenceId | null): Promise<Drift[]> {
    return tx.query(
      `select * from (
         select s.id, s.absence_id as "absenceId", s.notifications_received as notifications, s.actions_taken as actions,
                (select count(*)::int from notifications n where n.tenant_id = $1 and n.assignment_id = s.id) as notification_rows,
                (select count(*)::int from coverage_activities v where v.tenant_id = $1 and v.coverage_assignment_id = s.id) as action_rows
           from coverage_assignments s
          where s.tenant_id = $1 and case when $2::uuid is null then s.status in ('pending', 'accepted', 'active') else s.absence_id = $2 end) counted
        where notifications <> notification_rows or actions <> action_rows order by id`,
      [tx.tenantId, absenceId],
    );
  }

  /** Whether the history says already that the counters of this assignment differ: one finding is enough. */
  async isDriftKnown(tx: Tx, { id, absenceId }: Pick<Drift, 'id' | 'absenceId'>): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from history where tenant_id = $1 and subject_kind = 'absence' and subject_id = $2 and type = 'coverage.counters-differ'
          and canonical::jsonb -> 'data' ->> 'assignment_id' = $3 limit 1`,
      [tx.tenantId, absenceId, id],
    );
    return rows.length > 0;
  }

  listTeams(tx: Tx): Promise<{ id: TeamId; name: string }[]> {
    return tx.query('select id, name from teams where tenant_id = $1 order by name', [tx.tenantId]);
  }
}
