import { Injectable } from '@nestjs/common';
import type { ResolutionBaseline, Severity, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type PersonName, person } from '../customers/index.js';

export interface EnteredBaseline {
  readonly minutes: Readonly<Record<Severity, number | null>>;
  readonly by: PersonName;
  readonly at: Temporal.Instant;
}

/** What an admin entered; one row for each tenant, its changes are in the history. */
@Injectable()
export class BaselinesRepository {
  async find(tx: Tx): Promise<EnteredBaseline | null> {
    const [row] = await tx.query<EnteredBaseline>(
      `select jsonb_build_object('P0', b.minutes_p0, 'P1', b.minutes_p1, 'P2', b.minutes_p2, 'P3', b.minutes_p3) as minutes, ${person('u')} as by, b.entered_at as at
         from escalation_baselines b join users u on (u.tenant_id, u.id) = (b.tenant_id, b.entered_by_user_id) where b.tenant_id = $1`,
      [tx.tenantId],
    );
    return row ?? null;
  }

  async put(tx: Tx, minutes: EnteredBaseline['minutes'], by: UserId): Promise<void> {
    await tx.query(
      `insert into escalation_baselines (tenant_id, minutes_p0, minutes_p1, minutes_p2, minutes_p3, entered_by_user_id, entered_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict on constraint escalation_baselines_pkey do update set minutes_p0 = excluded.minutes_p0, minutes_p1 = excluded.minutes_p1,
         minutes_p2 = excluded.minutes_p2, minutes_p3 = excluded.minutes_p3, entered_by_user_id = excluded.entered_by_user_id, entered_at = excluded.entered_at`,
      [tx.tenantId, minutes.P0, minutes.P1, minutes.P2, minutes.P3, by, tx.now],
    );
  }
}

/** Severities without a value are left out. */
export const toBaseline = (minutes: EnteredBaseline['minutes']): ResolutionBaseline =>
  Object.fromEntries(Object.entries(minutes).filter(([, value]) => value !== null));
