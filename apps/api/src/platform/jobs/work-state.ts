import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import type pg from 'pg';
import { ENV, type Env } from '../../config/index.js';
import { moveClock, readClock } from '../clock/index.js';
import { openPool, Signals } from '../database/index.js';
import { QUEUE, QUEUE_THERE } from './message-queue.js';

/** Work that is under way or waiting; all zero means settled. */
export interface PendingWork {
  readonly outbox: number;
  readonly dueTimers: number;
  readonly jobs: number;
}

const TENANTS_AHEAD = 'select distinct tenant_id as id from timers where due_at <= $1::timestamptz and kind = any($2)';
const NEXT_DUE = 'select min(due_at) as at from timers where due_at <= $1::timestamptz';
// one statement, so one snapshot: what moves from the outbox into the queue meanwhile is in one of them, never in neither
const PENDING = `select (select count(*) from outbox)::int as outbox,
                        (select count(*) from timers where due_at <= app_now())::int as "dueTimers",
                        (select count(*) from pgboss.job where name = $1 and state < 'completed')::int as jobs`;
/** Before the worker's first start has made the queue, that start is a job under way. */
const STARTING: PendingWork = { outbox: 0, dueTimers: 0, jobs: 1 };

/**
 * What the sandbox's clock needs to know of the worker's business, over all tenants: sandbox mode only, because it uses the worker's
 * login in the API process. To advance: while `nextDueTimer(target)` answers, `setClock` to it and wait until `pending` is
 * all zero; then `setClock(target)` and wait once more. One jump would fire only the first step of a ladder.
 */
@Injectable()
export class WorkState implements OnApplicationShutdown {
  private opened: pg.Pool | null = null;
  private hasQueue = false;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly signals: Signals,
  ) {}

  /** The product's time. */
  now(): Promise<Temporal.Instant> {
    return readClock(this.pool());
  }

  /** When the next timer up to `until` (inclusive) is due; in the past for one that is overdue. */
  async nextDueTimer(until: Temporal.Instant): Promise<Temporal.Instant | null> {
    const { rows } = await this.pool().query<{ at: Temporal.Instant | null }>(NEXT_DUE, [until.toString()]);
    return rows[0]?.at ?? null;
  }

  /** Who has timers of these kinds up to `until`: asked over all tenants at once, where only few of them have. */
  async tenantsAhead(until: Temporal.Instant, kinds: readonly string[]): Promise<TenantId[]> {
    const { rows } = await this.pool().query<{ id: TenantId }>(TENANTS_AHEAD, [until.toString(), kinds]);
    return rows.map(({ id }) => id);
  }

  /** Sets the product's time and wakes the worker. Answers false, changing nothing, when `at` is before now. */
  async setClock(at: Temporal.Instant): Promise<boolean> {
    const moved = await moveClock(this.pool(), at);
    this.signals.wakeWorker();
    return moved;
  }

  /** As of one instant: all zero, and nothing is on its way between outbox, timers and queue either. */
  async pending(): Promise<PendingWork> {
    this.hasQueue ||= (await this.pool().query<{ there: boolean }>(QUEUE_THERE)).rows[0]?.there ?? false;
    if (!this.hasQueue) return STARTING;
    const { rows } = await this.pool().query<PendingWork>({ name: 'pending_work', text: PENDING, values: [QUEUE] });
    return rows[0] ?? STARTING;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened?.end();
  }

  private pool(): pg.Pool {
    const { mode, workerDatabaseUrl: url } = this.env;
    if (mode !== 'sandbox') throw new Error('the product clock moves in sandbox mode only');
    if (url === null) throw new Error('sandbox mode needs WORKER_DATABASE_URL in the API process, to move the clock');
    this.opened ??= openPool({ url, applicationName: 'understudy-sandbox-clock', max: 2 });
    return this.opened;
  }
}
