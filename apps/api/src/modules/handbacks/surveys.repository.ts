import { Injectable } from '@nestjs/common';
import type { AbsenceId, Span, SurveyId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { PersonName } from '../customers/index.js';

export interface SurveyRecord {
  readonly id: SurveyId;
  readonly absenceId: AbsenceId;
  readonly userId: UserId;
  readonly askedAs: 'csm' | 'backup';
  readonly about: Span;
  readonly timeZone: string;
  /** Who stood in; for a backup, the person who was away. */
  readonly with: readonly PersonName[];
  readonly askedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly rating: number | null;
  readonly answers: Readonly<Record<string, string>>;
}

/** Coverage that really ran: said yes to, and not ended before it began. */
const RAN = `s.in_force and s.status not in ('pending', 'declined') and lower(s.during) < upper(s.during)`;

const SELECT = `
  select v.id, v.absence_id as "absenceId", v.user_id as "userId", v.asked_as as "askedAs", a.during as about, a.time_zone as "timeZone",
         v.asked_at as "askedAt", v.answered_at as "answeredAt", v.rating, v.answers,
         case when v.asked_as = 'backup' then jsonb_build_array(jsonb_build_object('userId', o.id, 'name', o.name, 'place', o.place))
              else coalesce((select jsonb_agg(distinct jsonb_build_object('userId', b.id, 'name', b.name, 'place', b.place))
                     from coverage_assignments s join users b on (b.tenant_id, b.id) = (s.tenant_id, s.backup_user_id)
                    where s.tenant_id = v.tenant_id and s.absence_id = v.absence_id and ${RAN}), '[]') end as "with"
    from surveys v
    join csm_absences a on (a.tenant_id, a.id) = (v.tenant_id, v.absence_id)
    join users o on (o.tenant_id, o.id) = (a.tenant_id, a.user_id)`;

@Injectable()
export class SurveysRepository {
  /**
   * The person who was away and everybody who stood in, once each; nobody when nobody stood in: there is nothing to ask. Answers whom it
   * asked now.
   */
  async ask(tx: Tx, absenceId: AbsenceId): Promise<UserId[]> {
    const rows = await tx.query<{ userId: UserId }>(
      `with ran as (select distinct s.backup_user_id as id from coverage_assignments s where s.tenant_id = $1 and s.absence_id = $2 and ${RAN})
       insert into surveys (tenant_id, absence_id, user_id, asked_as, asked_at)
       select $1, $2, p.id, p.asked_as, $3 from (
         select a.user_id as id, 'csm' as asked_as from csm_absences a where a.tenant_id = $1 and a.id = $2 and exists (select 1 from ran)
         union all select id, 'backup' from ran) p
         join users u on u.tenant_id = $1 and u.id = p.id and u.active
       on conflict on constraint surveys_person_key do nothing returning user_id as "userId"`,
      [tx.tenantId, absenceId, tx.now],
    );
    return rows.map(({ userId }) => userId);
  }

  listOf(tx: Tx, userId: UserId): Promise<SurveyRecord[]> {
    return tx.query(
      `${SELECT} where v.tenant_id = $1 and v.user_id = $2 order by v.answered_at desc nulls first, v.asked_at desc, v.id limit 200`,
      [tx.tenantId, userId],
    );
  }

  async find(tx: Tx, id: SurveyId): Promise<SurveyRecord | null> {
    const [row] = await tx.query<SurveyRecord>(`${SELECT} where v.tenant_id = $1 and v.id = $2`, [tx.tenantId, id]);
    return row ?? null;
  }

  /** Answers false when it was answered before: the first answer stays. */
  async answer(tx: Tx, id: SurveyId, rating: number, answers: Readonly<Record<string, string>>): Promise<boolean> {
    const rows = await tx.query(
      `update surveys set answered_at = $3, rating = $4, answers = $5::jsonb
        where tenant_id = $1 and id = $2 and answered_at is null returning 1`,
      [tx.tenantId, id, tx.now, rating, JSON.stringify(answers)],
    );
    return rows.length > 0;
  }

  /** How people who were away rated it, by when they answered; null as mean when nobody did. */
  async satisfaction(
    tx: Tx,
    { startsAt, endsAt }: Span,
    userIds: readonly UserId[] | null,
  ): Promise<{ answers: number; mean: number | null }> {
    const [row] = await tx.query<{ answers: number; mean: number | null }>(
      `select count(*)::int as answers, avg(v.rating)::float8 as mean from surveys v
        where v.tenant_id = $1 and v.asked_as = 'csm' and v.answered_at >= $2 and ($3::timestamptz is null or v.answered_at < $3)
          and ($4::uuid[] is null or v.user_id = any($4))`,
      [tx.tenantId, startsAt, endsAt, userIds],
    );
    return row ?? { answers: 0, mean: null };
  }
}
