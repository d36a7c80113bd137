import { Injectable } from '@nestjs/common';
import type { AbsenceId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { IntegrationKind } from './integration-probe.js';

export interface Loss {
  readonly integration: IntegrationKind;
  /** For whom; null: for everybody. */
  readonly user: { readonly user_id: UserId; readonly name: string; readonly place: string | null } | null;
  readonly what: string;
  readonly since: Temporal.Instant;
}

/** An absence of somebody for whom an integration is lost. */
export interface AbsenceAtRisk {
  readonly absence_id: AbsenceId;
  readonly user: NonNullable<Loss['user']>;
  readonly first_on: Temporal.PlainDate;
  readonly last_on: Temporal.PlainDate | null;
  readonly has_begun: boolean;
}

const PERSON = `jsonb_build_object('user_id', u.id, 'name', u.name, 'place', u.place)`;

/** What integrations lost and got back, one row for each integration and person. */
@Injectable()
export class LossesRepository {
  /** What the message says, unless a later one was handled before it: ids of messages grow with time. */
  async note(
    tx: Tx,
    integration: IntegrationKind,
    {
      userId,
      what,
      messageId,
      isRestored,
    }: { userId: UserId | null; what: string; messageId: string; isRestored: boolean },
  ): Promise<void> {
    await tx.query(
      `insert into integration_losses as l (tenant_id, integration, user_id, what, message_id, restored_at)
       values ($1, $2, $3, $4, $5, case when $6 then app_now() end)
       on conflict on constraint integration_losses_whose_key do update
          set what = case when $6 then l.what else excluded.what end,
              lost_at = case when $6 or l.restored_at is null then l.lost_at else app_now() end,
              restored_at = case when $6 then coalesce(l.restored_at, app_now()) end,
              message_id = excluded.message_id
        where l.message_id < excluded.message_id`,
      [tx.tenantId, integration, userId, what, messageId, isRestored],
    );
  }

  /** What is lost now, people who left aside. */
  async list(tx: Tx): Promise<Loss[]> {
    return tx.query<Loss>(
      `select l.integration, case when u.id is not null then ${PERSON} end as user, l.what, l.lost_at as since
         from integration_losses l left join users u on u.tenant_id = l.tenant_id and u.id = l.user_id
        where l.tenant_id = $1 and l.restored_at is null and (l.user_id is null or u.active)
        order by l.integration, u.name nulls first`,
      [tx.tenantId],
    );
  }

  /** Absences that are not over of these people, or of everybody (null); the next first. */
  async atRisk(
    tx: Tx,
    userIds: readonly UserId[] | null,
    limit: number,
  ): Promise<{ readonly total: number; readonly absences: AbsenceAtRisk[] }> {
    const rows = await tx.query<AbsenceAtRisk & { readonly total: number }>(
      `select a.id as absence_id, ${PERSON} as user, a.start_date as first_on, a.end_date as last_on, lower(a.during) <= app_now() as has_begun, count(*) over ()::int as total
         from csm_absences a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
        where a.tenant_id = $1 and a.status in ('planned', 'coverage_assigned', 'active')
          and (upper_inf(a.during) or upper(a.during) > app_now()) and ($2::uuid[] is null or a.user_id = any($2::uuid[]))
        order by lower(a.during), a.id limit $3`,
      [tx.tenantId, userIds, limit],
    );
    return { total: rows[0]?.total ?? 0, absences: rows.map(({ total: _total, ...absence }) => absence) };
  }
}
