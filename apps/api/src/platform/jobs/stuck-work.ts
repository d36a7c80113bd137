import type pg from 'pg';
import { DEAD_LETTERS, QUEUE, QUEUE_THERE } from './message-queue.js';

interface Row {
  readonly problem: string;
}

/** Work that nobody picks up: the worker is dead, or something fails again and again. Machine time but for what is due. */
const STUCK_TIMERS = `select format('timer %s (%s) of tenant %s is due since %s', key, kind, tenant_id, due_at) as problem
   from timers where due_at < app_now() - interval '60 seconds'
    and (lease_until is null or lease_until < clock_timestamp() or attempts > 3) order by due_at limit 20`;
const STUCK_OUTBOX = `select format('message %s (%s) of tenant %s waits in the outbox since %s', id, type, tenant_id, created_at) as problem
   from outbox where created_at < clock_timestamp() - interval '60 seconds' order by id limit 20`;
const STUCK_JOBS = `select format('message %s waits for a worker since %s', data ->> 'id', start_after) as problem
   from pgboss.job where name = '${QUEUE}' and state in ('created', 'retry')
    and start_after < clock_timestamp() - interval '60 seconds' order by start_after limit 20`;
const DEAD = `select format('message %s (%s) of tenant %s was given up', data ->> 'id', data ->> 'type', data ->> 'tenantId') as problem
   from pgboss.job where name = '${DEAD_LETTERS}' and state in ('created', 'retry') order by created_on limit 20`;

/** One sentence per message or timer that is stuck, at most twenty of a kind; needs the worker's login. */
export async function stuckWork(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ there: boolean }>(QUEUE_THERE);
  const checks = [STUCK_TIMERS, STUCK_OUTBOX, ...(rows[0]?.there ? [STUCK_JOBS, DEAD] : [])];
  const answers = await Promise.all(checks.map((check) => pool.query<Row>(check)));
  return answers.flatMap((answer) => answer.rows.map((row) => row.problem));
}
