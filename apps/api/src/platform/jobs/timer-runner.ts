import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import type pg from 'pg';
import type { JsonObject, Tenancy } from '../database/index.js';
import type { Handlers } from './handlers.js';

interface Claimed {
  readonly tenantId: TenantId;
  readonly key: string;
  readonly kind: string;
}

const BATCH = 50;
const TENANTS_AT_ONCE = 4;

// due by the product's clock, leased by the machine's: a jump of the clock frees no lease
const CLAIM = `update timers t set claim = $1, lease_until = clock_timestamp() + interval '15 seconds', attempts = t.attempts + 1
                where (t.tenant_id, t.key) in
                      (select tenant_id, key from timers
                        where due_at <= app_now() and (lease_until is null or lease_until < clock_timestamp())
                        order by due_at limit ${BATCH} for update skip locked)
            returning t.tenant_id as "tenantId", t.key, t.kind, t.due_at`;
const ORDERED = `with claimed as (${CLAIM}) select "tenantId", key, kind from claimed order by due_at, key`;
const TAKE = `delete from timers where tenant_id = $1 and key = $2 and claim = $3 returning payload, due_at as "dueAt"`;
// a timer that fails pauses 1, 2, 4, 8, then 15 s; it is never given up, and the auditor sees it overdue
const POSTPONE = `update timers set lease_until = clock_timestamp() + least(power(2, least(attempts, 5) - 1), 15) * interval '1 second'
                   where tenant_id = $1 and key = $2 and claim = $3`;

/**
 * Fires timers that are due. The row is deleted in the transaction of its handler, so a timer happens once, or again as a
 * whole. Of one tenant they fire one after the other, the earliest first; tenants beside each other.
 */
export class TimerRunner {
  private readonly logger = new Logger('Timers');
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly tenancy: Tenancy,
    private readonly handlers: Handlers,
  ) {}

  /** Fires everything that is due. Answers when a pass that began after this call is over; never rejects. */
  async wake(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.drain().finally(() => (this.running = null));
    return this.running;
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        while (await this.pass());
      } while (this.again);
    } catch (error) {
      // nothing is lost: leases run out, the poll comes back in a second
      this.logger.warn(`timers wait for the database: ${String(error)}`);
    }
  }

  /** False when nothing was due. */
  private async pass(): Promise<boolean> {
    const claim = randomUUID();
    const { rows } = await this.pool.query<Claimed>(ORDERED, [claim]);
    const tenants = [...Map.groupBy(rows, (row) => row.tenantId).values()];
    const next = async (): Promise<void> => {
      for (let timers = tenants.shift(); timers; timers = tenants.shift())
        for (const timer of timers) await this.fire(timer, claim);
    };
    await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, next));
    return rows.length > 0;
  }

  private async fire({ tenantId, key, kind }: Claimed, claim: string): Promise<void> {
    try {
      const handle = this.handlers.ofTimer(kind);
      if (!handle) throw new Error(`nobody handles timers of kind "${kind}"`);
      await this.tenancy.run(tenantId, async (tx) => {
        const [row] = await tx.query<{ payload: JsonObject; dueAt: Temporal.Instant }>(TAKE, [tenantId, key, claim]);
        // moved, cancelled, or taken over after a pause of ours: not ours to fire
        if (row) await handle(tx, { key, payload: row.payload, dueAt: row.dueAt });
      });
    } catch (error) {
      this.logger.error(
        `timer ${key} (${kind}) of tenant ${tenantId} failed`,
        error instanceof Error ? error.stack : String(error),
      );
      await this.pool.query(POSTPONE, [tenantId, key, claim]);
    }
  }
}
