/**
 * Verifies the history, on its own: shares no code with the product, so a mistake there is not repeated here.
 *
 *   npm run verify -- [--checkpoints <file> --public-key <file>] [--tenant <id>]
 *
 * Takes WORKER_DATABASE_URL, else what DATABASE_URL implies, else the embedded database that runs in DATA_DIR. With the
 * checkpoints that the worker exported to DATA_DIR/history (keep a copy elsewhere) it also finds events taken off the end of a
 * chain, and a chain written anew; those of the embedded database are taken unless others are named.
 * Ends with 0 when everything is right, 1 when something is wrong, 2 when it could not look.
 */
import './require-runtime.js';
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadEnvOrExit, loginUrl } from './config/env.js';

interface Link {
  readonly seq: string;
  readonly canonical: string;
  readonly hash: Buffer;
  readonly at: string;
  readonly type: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly actor_user_id: string | null;
}

interface Checkpoint {
  readonly tenant_id: string;
  readonly seq: number;
  readonly hash: string;
  readonly signed_at: string;
  readonly signature: string;
}

const PAGE = 2_000;
const LINKS = `select seq::text, canonical, hash, type, subject_kind, subject_id, actor_user_id::text,
                      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
                 from history where tenant_id = $1 and seq > $2 order by history.seq limit ${PAGE}`;

/** Members that stand in a column of their own must say the same there: lists and filters read the columns. */
function copiesDiffer(link: Link): string | null {
  const body = JSON.parse(link.canonical);
  const pairs: [string, unknown, unknown][] = [
    ['at', body.at, link.at],
    ['type', body.type, link.type],
    ['subject_kind', body.subject?.kind, link.subject_kind],
    ['subject_id', body.subject?.id, link.subject_id],
    ['actor_user_id', body.actor?.user_id ?? null, link.actor_user_id],
  ];
  return pairs.find(([, inside, beside]) => inside !== beside)?.[0] ?? null;
}

interface Walk {
  readonly events: number;
  readonly wrong: string | null;
}

/** Walks one chain; `expected` maps a number to the hash that a checkpoint signed for it. */
async function walk(client: pg.Client, tenantId: string, expected: ReadonlyMap<number, string>): Promise<Walk> {
  let seq = 0;
  let previous = Buffer.alloc(32);
  for (;;) {
    const { rows } = await client.query<Link>(LINKS, [tenantId, seq]);
    for (const link of rows) {
      const next = seq + 1;
      if (Number(link.seq) !== next)
        return { events: seq, wrong: `event ${next} is missing (the next one is ${link.seq})` };
      const hash = createHash('sha256')
        .update(previous)
        .update(`${tenantId}:${next}:${link.canonical}`, 'utf8')
        .digest();
      if (!hash.equals(link.hash)) return { events: seq, wrong: `event ${next} was changed` };
      const column = copiesDiffer(link);
      if (column) return { events: seq, wrong: `event ${next} was changed (column ${column})` };
      const signed = expected.get(next);
      if (signed !== undefined && signed !== hash.toString('hex'))
        return { events: seq, wrong: `event ${next} is not the one that was signed: the chain was written anew` };
      seq = next;
      previous = hash;
    }
    if (rows.length < PAGE) break;
  }
  const last = Math.max(0, ...expected.keys());
  return { events: seq, wrong: last > seq ? `event ${seq + 1} is missing: a checkpoint signed ${last} events` : null };
}

/** The head that the database itself keeps; a tail that was cut without touching it shows here, without any checkpoint. */
async function headOf(client: pg.Client, tenantId: string): Promise<number> {
  const { rows } = await client.query<{ seq: string }>('select seq::text from history_head where tenant_id = $1', [
    tenantId,
  ]);
  return Number(rows[0]?.seq ?? 0);
}

function readCheckpoints(file: string, key: KeyObject): Map<string, Map<number, string>> {
  const byTenant = new Map<string, Map<number, string>>();
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    const point: Checkpoint = JSON.parse(line);
    const signed = `understudy checkpoint v1\n${point.tenant_id}\n${point.seq}\n${point.hash}\n${point.signed_at}`;
    if (!verify(null, Buffer.from(signed), key, Buffer.from(point.signature, 'base64')))
      throw new Error(`line ${index + 1} of ${file} is not signed with this key`);
    byTenant.set(
      point.tenant_id,
      (byTenant.get(point.tenant_id) ?? new Map<number, string>()).set(point.seq, point.hash),
    );
  }
  return byTenant;
}

async function tenantsOf(client: pg.Client, checkpoints: ReadonlyMap<string, unknown>): Promise<string[]> {
  const { rows } = await client.query<{ tenant_id: string }>(
    'select tenant_id::text from history_head union select tenant_id::text from list_tenants()',
  );
  return [...new Set([...rows.map((row) => row.tenant_id), ...checkpoints.keys()])].sort();
}

/** The worker's login at the embedded database of this folder; null when none runs there. Files: see supervisor. */
function embeddedUrl(dataDir: string): string | null {
  const pidFile = path.join(dataDir, 'postgres/data/postmaster.pid');
  const passwordFile = path.join(dataDir, 'postgres/owner-password');
  if (!existsSync(pidFile) || !existsSync(passwordFile)) return null;
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]); // the fourth line; not there yet while it starts
  const password = encodeURIComponent(readFileSync(passwordFile, 'utf8'));
  return port > 0 ? loginUrl(`postgres://understudy_owner:${password}@127.0.0.1:${port}/understudy`, 'worker') : null;
}

const notRunning = (dataDir: string): string =>
  `no database runs in ${dataDir}; start Understudy first, or set WORKER_DATABASE_URL`;

interface Signed {
  readonly checkpoints: string;
  readonly publicKey: string;
}

/** What the worker beside the embedded database exported; null before it signed for the first time. */
function exportedCheckpoints(dataDir: string): Signed | null {
  const checkpoints = path.join(dataDir, 'history/checkpoints.jsonl');
  return existsSync(checkpoints)
    ? { checkpoints, publicKey: path.join(dataDir, 'history/checkpoint-key.pub.pem') }
    : null;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { checkpoints: { type: 'string' }, 'public-key': { type: 'string' }, tenant: { type: 'string' } },
  });
  if ((values.checkpoints === undefined) !== (values['public-key'] === undefined))
    throw new Error('--checkpoints and --public-key go together');
  const named = env.workerDatabaseUrl;
  const connectionString = named ?? embeddedUrl(env.dataDir);
  if (connectionString === null) throw new Error(notRunning(env.dataDir));
  const signed =
    values.checkpoints !== undefined
      ? { checkpoints: values.checkpoints, publicKey: values['public-key'] ?? '' }
      : named === null
        ? exportedCheckpoints(env.dataDir)
        : null;
  const checkpoints = signed
    ? readCheckpoints(signed.checkpoints, createPublicKey(readFileSync(signed.publicKey)))
    : new Map<string, Map<number, string>>();

  const client = new pg.Client({
    connectionString,
    application_name: 'understudy-verify',
  });
  client.on('error', () => undefined); // the running statement fails with the reason
  await client.connect().catch((error: Error & { code?: string }) => {
    // a server that was killed leaves its file behind
    throw named === null && error.code === 'ECONNREFUSED' ? new Error(notRunning(env.dataDir)) : error;
  });
  let wrong = 0;
  let events = 0;
  try {
    await client.query('begin isolation level repeatable read read only');
    const tenants = values.tenant === undefined ? await tenantsOf(client, checkpoints) : [values.tenant];
    for (const tenantId of tenants) {
      await client.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
      const result = await walk(client, tenantId, checkpoints.get(tenantId) ?? new Map());
      const head = await headOf(client, tenantId);
      const problem =
        result.wrong ?? (head > result.events ? `event ${result.events + 1} is missing: ${head} were written` : null);
      events += result.events;
      if (problem === null) continue;
      wrong += 1;
      process.stdout.write(`WRONG  tenant ${tenantId}: ${problem}\n`);
    }
    const included = checkpoints.size > 0 ? ', checkpoints included' : '';
    if (wrong === 0) process.stdout.write(`ok  ${events} events of ${tenants.length} tenants${included}\n`);
  } finally {
    await client.end();
  }
  return wrong === 0 ? 0 : 1;
}

const env = loadEnvOrExit('verify');
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`verify: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
