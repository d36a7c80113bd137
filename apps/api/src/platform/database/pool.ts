import pg from 'pg';
import { types } from './types.js';

export interface PoolOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly max: number;
}

/**
 * A raw pool for the few statements that belong to no tenant (relay, timers, checkpoints). Every client gets an `error`
 * listener: a connection that PostgreSQL drops between two statements would end the process otherwise. The next statement
 * fails with the reason, and the pool opens another connection.
 */
export function openPool({ url, applicationName, max }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  const seenByTheNextStatement = (): void => undefined;
  pool.on('error', seenByTheNextStatement);
  pool.on('connect', (client) => client.on('error', seenByTheNextStatement));
  return pool;
}

/** One transaction over no tenant on a raw pool; COMMIT's tag is checked as in Tenancy.run. */
export async function inTransaction<R>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<R>): Promise<R> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('a failed statement was swallowed inside the transaction');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
    throw error;
  } finally {
    client.release(broken);
  }
}
