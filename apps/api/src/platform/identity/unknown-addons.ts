import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../database/index.js';

/** An OAuth client that one of our people came with and that is on no list. Times are machine time. */
export interface UnknownAddon {
  readonly audience: string;
  readonly lastSeenAt: Temporal.Instant;
}

/** Nobody has more scripts than these; whoever makes tokens for others cannot fill the table. */
const MAX_KEPT = 20;
const KEPT_DAYS = 30;

/** Audiences that were refused, kept for the doctor: Google shows the id of a script's OAuth client in no place that is easy to find. */
@Injectable()
export class UnknownAddons {
  constructor(private readonly tenancy: Tenancy) {}

  /** Safe to repeat. Beyond 20 in 30 days nothing is kept. */
  async note(tenantId: TenantId, audience: string): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      await tx.query(
        'delete from unknown_addons where tenant_id = $1 and last_seen_at < clock_timestamp() - make_interval(days => $2)',
        [tenantId, KEPT_DAYS],
      );
      await tx.query(
        `insert into unknown_addons (tenant_id, audience)
         select $1::uuid, $2::text
          where (select count(*) from unknown_addons where tenant_id = $1 and audience <> $2::text) < $3
         on conflict on constraint unknown_addons_pkey do update set last_seen_at = clock_timestamp()`,
        [tenantId, audience, MAX_KEPT],
      );
    });
  }

  /** The last one first. */
  async list(tx: Tx): Promise<UnknownAddon[]> {
    return tx.query<UnknownAddon>(
      `select audience, last_seen_at as "lastSeenAt" from unknown_addons
        where tenant_id = $1 and last_seen_at > clock_timestamp() - make_interval(days => $2)
        order by last_seen_at desc, audience`,
      [tx.tenantId, KEPT_DAYS],
    );
  }
}
