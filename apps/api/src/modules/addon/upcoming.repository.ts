import { Injectable } from '@nestjs/common';
import type { AbsenceId, CustomerId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';

interface NextAway {
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly absenceId: AbsenceId;
  readonly covers: { readonly userId: UserId; readonly name: string; readonly detail: string | null } | null;
}

/** Absences that run or come, as the cards mention them. */
@Injectable()
export class UpcomingRepository {
  /** The person's next absence within 30 days, and who said yes for this customer. */
  async nextAway(tx: Tx, userId: string, customerId: CustomerId): Promise<NextAway | null> {
    const [row] = await tx.query<{
      during: { startsAt: Temporal.Instant; endsAt: Temporal.Instant | null };
      absenceId: AbsenceId;
      userId: UserId | null;
      name: string | null;
      place: string | null;
    }>(
      `select a.during, a.id as "absenceId", b.id as "userId", b.name, b.place from csm_absences a
         left join lateral (
           select u.id, u.name, u.place from coverage_assignments s
             join covered_customers k on (k.tenant_id, k.assignment_id) = (s.tenant_id, s.id) and k.customer_id = $3 and k.accepted
             join users u on (u.tenant_id, u.id) = (s.tenant_id, s.backup_user_id)
            where s.tenant_id = a.tenant_id and s.absence_id = a.id order by s.tier limit 1) b on true
        where a.tenant_id = $1 and a.user_id = $2 and a.status not in ('suggested', 'cancelled')
          and lower(a.during) > $4::timestamptz and lower(a.during) < $4::timestamptz + interval '30 days'
        order by lower(a.during) limit 1`,
      [tx.tenantId, userId, customerId, tx.now],
    );
    if (!row) return null;
    return {
      startsAt: String(row.during.startsAt),
      endsAt: row.during.endsAt && String(row.during.endsAt),
      absenceId: row.absenceId,
      covers: row.userId === null ? null : { userId: row.userId, name: row.name ?? '', detail: row.place },
    };
  }

  /** Of the person's absences at this instant the one that ends last; null when they are here. */
  async absenceNow(tx: Tx, userId: string): Promise<AbsenceId | null> {
    const [row] = await tx.query<{ id: AbsenceId }>(
      `select id from csm_absences
        where tenant_id = $1 and user_id = $2 and status not in ('suggested', 'cancelled') and during @> $3::timestamptz
        order by upper(during) desc nulls first, id limit 1`,
      [tx.tenantId, userId, tx.now],
    );
    return row?.id ?? null;
  }

  /** Until when the person is away now; null when they are here or it is open-ended. */
  async awayUntil(tx: Tx, userId: string): Promise<Temporal.Instant | null> {
    const [row] = await tx.query<{ until: Temporal.Instant | null }>(
      `select max(upper(during)) as until from csm_absences
        where tenant_id = $1 and user_id = $2 and status not in ('suggested', 'cancelled') and during @> $3::timestamptz`,
      [tx.tenantId, userId, tx.now],
    );
    return row?.until ?? null;
  }
}
