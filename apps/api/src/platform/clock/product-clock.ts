import type pg from 'pg';

/**
 * The product's clock lives in the database: `app_now()` is machine time plus the shift in `product_clock`, which only the
 * sandbox moves. A transaction reads it once, as `tx.now`; nothing caches it, so every process agrees to the microsecond.
 * Leases, retries, tokens and idempotency keys use machine time (`clock_timestamp()`) and do not move with it.
 */
type Queryable = Pick<pg.ClientBase, 'query'>;

/** What the product's time is now. Outside a transaction only; inside, use `tx.now`. */
export async function readClock(client: Queryable): Promise<Temporal.Instant> {
  const { rows } = await client.query<{ now: string }>(
    `select to_char(app_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  if (!rows[0]) throw new Error('app_now() answered nothing');
  return Temporal.Instant.from(rows[0].now);
}

/**
 * Sets the product's time (worker role; sandbox mode only). Never backwards: what people were shown must stay in the past.
 * Answers false, and changes nothing, when `at` is before now. Jumping over due timers is the caller's business to avoid: hop.
 */
export async function moveClock(client: Queryable, at: Temporal.Instant): Promise<boolean> {
  const { rowCount } = await client.query(
    'update product_clock set shift = $1::timestamptz - clock_timestamp() where $1::timestamptz >= app_now()',
    [at.toString()],
  );
  return rowCount === 1;
}
