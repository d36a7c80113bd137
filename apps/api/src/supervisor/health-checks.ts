import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { Env } from '../config/index.js';

/** What a container engine asks of each program. Each check answers what is wrong, or null. */
export const HEALTH_CHECKS = { api: checkApi, worker: checkWorker, auditor: checkAuditor } as const;

const TIMEOUT_MS = 4_000;
/** The relay moves a message within milliseconds; a minute means that nobody does. */
const OUTBOX_LAG_SECONDS = 60;
/** The auditor looks every 15 s; three missed rounds. */
const AUDIT_AGE_MS = 60_000;

async function checkApi(env: Env): Promise<string | null> {
  const host = env.host === '0.0.0.0' ? '127.0.0.1' : env.host;
  const reply = await fetch(`http://${host}:${env.port}/health/ready`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  return reply.ok ? null : `/health/ready answers ${reply.status}`;
}

/** A worker that hangs keeps its connection: what counts is that messages move. */
async function checkWorker(env: Env): Promise<string | null> {
  const client = new pg.Client({
    connectionString: env.workerDatabaseUrl ?? '',
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    application_name: 'understudy-health',
  });
  client.on('error', () => undefined); // a lost server fails the query below
  await client.connect();
  try {
    const { rows } = await client.query<{ seconds: number }>('select outbox_lag_seconds() as seconds');
    const seconds = rows[0]?.seconds ?? 0;
    return seconds < OUTBOX_LAG_SECONDS ? null : `the oldest message has waited for ${Math.round(seconds)} s`;
  } finally {
    await client.end();
  }
}

const Audit = z.object({ at: z.iso.datetime(), healthy: z.boolean(), problems: z.array(z.string()) });

async function checkAuditor(env: Env): Promise<string | null> {
  const text = await readFile(path.join(env.dataDir, 'health', 'auditor.json'), 'utf8');
  const { at, healthy, problems } = Audit.parse(JSON.parse(text));
  const age = Date.now() - Date.parse(at);
  if (age > AUDIT_AGE_MS) return `the last round was ${Math.round(age / 1_000)} s ago`;
  return healthy ? null : problems.join('; ');
}
