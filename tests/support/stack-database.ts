import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Stack } from './stack.js';

/** The line of postmaster.pid that holds the port. */
const PORT_LINE = 3;

/**
 * The database of a running product, as its superuser: for worlds that no surface can make, and for looking behind the
 * surfaces. The caller ends the client.
 */
export async function databaseOf({ dataDir }: Pick<Stack, 'dataDir'>): Promise<pg.Client> {
  const folder = path.join(dataDir, 'postgres');
  const port = readFileSync(path.join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[PORT_LINE];
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(port),
    user: 'postgres',
    password: readFileSync(path.join(folder, 'password'), 'utf8'),
    database: 'understudy',
  });
  await client.connect();
  return client;
}
