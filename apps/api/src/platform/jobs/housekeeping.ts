import type pg from 'pg';

const SWEEPS = [
  `delete from idempotency_keys where (tenant_id, key) in
     (select tenant_id, key from idempotency_keys where expires_at < clock_timestamp() limit 5000)`,
  // pg-boss may still hold a job that was done; a week is far longer than it retries
  `delete from deliveries where (tenant_id, message_id, handler) in
     (select tenant_id, message_id, handler from deliveries where done_at < clock_timestamp() - interval '7 days' limit 5000)`,
] as const;

/** Removes what has run out, by machine time: expired idempotency keys, old deliveries. Answers how many rows. */
export async function sweep(pool: pg.Pool): Promise<number> {
  let removed = 0;
  for (const statement of SWEEPS) removed += (await pool.query(statement)).rowCount ?? 0;
  return removed;
}
