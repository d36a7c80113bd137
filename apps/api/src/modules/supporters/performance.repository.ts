import { Injectable } from '@nestjs/common';
import type { SupporterId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { person, type PersonName } from '../customers/index.js';

/** Minutes of single escalations, for figures about them. */
export interface SupporterWork {
  readonly supporterId: SupporterId;
  readonly user: PersonName;
  readonly active: number;
  readonly cap: number;
  readonly taken: number;
  readonly reopened: number;
  readonly resolutionMinutes: readonly number[];
  readonly firstResponseMinutes: readonly number[];
}

const minutes = (from: string, to: string): string => `round(extract(epoch from ${to} - ${from}) / 60, 2)::float8`;

/** What supporters did in a time: of whatever they own now, whoever had it before. */
@Injectable()
export class PerformanceRepository {
  list(
    tx: Tx,
    of: readonly UserId[] | null,
    within: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  ): Promise<SupporterWork[]> {
    const during = (instant: string): string => `${instant} >= $3 and ${instant} < $4`;
    return tx.query(
      `select s.id as "supporterId", ${person('u')} as user, s.active_escalations as active, s.max_active_escalations as cap,
              count(e.id) filter (where ${during('e.created_at')})::int as taken,
              coalesce(sum((select count(*) from escalation_moves m where m.tenant_id = $1 and m.escalation_id = e.id
                 and m.from_status = 'resolved' and m.to_status = 'investigating' and ${during('m.moved_at')})), 0)::int as reopened,
              coalesce(jsonb_agg(${minutes('e.created_at', 'e.actual_resolution_date')}) filter (where ${during('e.actual_resolution_date')}), '[]') as "resolutionMinutes",
              coalesce(jsonb_agg(${minutes('e.created_at', 'e.acknowledged_at')}) filter (where ${during('e.acknowledged_at')}), '[]') as "firstResponseMinutes"
         from supporters s
         join users u on (u.tenant_id, u.id) = (s.tenant_id, s.user_id)
         left join escalations e on e.tenant_id = s.tenant_id and e.primary_owner_id = s.user_id and e.status <> 'void' and e.updated_at >= $3
        where s.tenant_id = $1 and ($2::uuid[] is null or s.user_id = any($2))
        group by s.id, u.id, u.name, u.place, s.active_escalations, s.max_active_escalations, s.serves
       having s.serves or count(e.id) > 0
        order by u.name, s.id`,
      [tx.tenantId, of, within.startsAt, within.endsAt],
    );
  }
}
