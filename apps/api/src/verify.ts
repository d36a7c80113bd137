/**
 * Verifies the history, on its own: shares no code with the product, so a mistake there is not repeated here.
 *
 *   npm run verify -- [--checkpoints <file> --public-key <file>] [--tenant <id>]
 *   npm run verify -- --export <file> --tenant <id> [--checkpoints <file> --public-key <file>]
 *
 * The second form needs no database: it looks at a history as GET /api/admin/audit/export gave it away.
 * Takes WORKER_DATABASE_URL, else what DATABASE_URL implies, else the embedded database that runs in DATA_DIR. With the
 * checkpoints that the worker exported to DATA_DIR/history (keep a copy elsewhere) it also finds events taken off the end of a
 * chain, and a chain written anew; those of the embedded database are taken unless others are named.
 * Ends with 0 when everything is right, 1 when something is wrong, 2 when it could not look.
 */
import './require-runtime.js';
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadEnvOrExit, loginUrl } from './config/env.js';

/** What the hash is made of. */
interface Link {
  readonly seq: number;
  readonly canonical: string;
  /** Hex. */
  readonly hash: string;
}

/** A row of the database, with the copies that stand in columns. */
interface Row extends Link {
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
const LINKS = `select seq::float8 as seq, canonical, encode(hash, 'hex') as hash, type, subject_kind, subject_id, actor_user_id::text,
                      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
                 from history where tenant_id = $1 and seq > $2 order by history.seq limit ${PAGE}`;

/** Members that stand in a column of their own must say the same there: lists and filters read the columns. */
function copiesDiffer(link: Row): string | null {
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

/** Follows one chain link by link; `expected` maps a number to the hash that a checkpoint signed for it. */
class Chain {
  /** The last event that is right. */
  seq = 0;
  private previous = Buffer.alloc(32);

  constructor(
    private readonly tenantId: string,
    private readonly expected: ReadonlyMap<number, string>,
  ) {}

  /** What is wrong with the next link; null when it fits. */
  next(link: Link): string | null {
    const seq = this.seq + 1;
    if (link.seq !== seq) return `event ${seq} is missing (the next one is ${link.seq})`;
    const hash = createHash('sha256')
      .update(this.previous)
      .update(`${this.tenantId}:${seq}:${link.canonical}`, 'utf8')
      .digest();
    if (hash.toString('hex') !== link.hash) return `event ${seq} was changed`;
    const signed = this.expected.get(seq);
    if (signed !== undefined && signed !== link.hash)
      return `event ${seq} is not the one that was signed: the chain was written anew`;
    this.seq = seq;
    this.previous = hash;
    return null;
  }

  /** What is wrong with this being all. */
  end(): string | null {
    const last = Math.max(0, ...this.expected.keys());
    return last > this.seq ? `event ${this.seq + 1} is missing: a checkpoint signed ${last} events` : null;
  }
}

async function walk(client: pg.Client, tenantId: string, expected: ReadonlyMap<number, string>): Promise<Walk> {
  const chain = new Chain(tenantId, expected);
  for (;;) {
    const { rows } = await client.query<Row>(LINKS, [tenantId, chain.seq]);
    for (const row of rows) {
      const column = copiesDiffer(row);
      const wrong = chain.next(row) ?? (column === null ? null : `event ${row.seq} was changed (column ${column})`);
      if (wrong !== null) return { events: chain.seq, wrong };
    }
    if (rows.length < PAGE) return { events: chain.seq, wrong: chain.end() };
  }
}

/** One JSON object a line, as exported; a line that is none names itself. */
async function walkExport(file: string, tenantId: string, expected: ReadonlyMap<number, string>): Promise<Walk> {
  const chain = new Chain(tenantId, expected);
  const handle = await open(file);
  for await (const line of handle.readLines()) {
    if (line === '') continue;
    const wrong = chain.next(linkOf(line, chain.seq + 1));
    if (wrong !== null) return { events: chain.seq, wrong };
  }
  return { events: chain.seq, wrong: chain.end() };
}

function linkOf(line: string, at: number): Link {
  try {
    const { seq, canonical, hash } = JSON.parse(line);
    return { seq: Number(seq), canonical: String(canonical), hash: String(hash) };
  } catch {
    // what cannot be read was changed: no hash fits it
    return { seq: at, canonical: line, hash: '' };
  }
}

/** The head that the database itself keeps; a tail that was cut without touching it shows here, without any checkpoint. */
async function headOf(client: pg.Client, tenantId: string): Promise<number> {
  const { rows } = await client.query<{ seq: string }>('select seq::text from history_head where tenant_id = $1', [
    tenantId,
  ]);
  return Number(rows[0]?.seq ?? 0);
}

/** Each line is signed with one of the keys: an installation whose SECRETS_KEY was rotated has several. */
function readCheckpoints(file: string, keys: readonly KeyObject[]): Map<string, Map<number, string>> {
  const byTenant = new Map<string, Map<number, string>>();
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    const point: Checkpoint = JSON.parse(line);
    const signed = `understudy checkpoint v1\n${point.tenant_id}\n${point.seq}\n${point.hash}\n${point.signed_at}`;
    const given = Buffer.from(point.signature, 'base64');
    if (!keys.some((key) => verify(null, Buffer.from(signed), key, given)))
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

const readSigned = (signed: Signed | null): ReadonlyMap<string, ReadonlyMap<number, string>> =>
  signed ? readCheckpoints(signed.checkpoints, readKeys(signed.publicKey)) : new Map();

function readKeys(file: string): KeyObject[] {
  const pems = readFileSync(file, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  if (pems.length === 0) throw new Error(`there is no key in ${file}`);
  return pems.map((pem) => createPublicKey(pem));
}

async function verifyExport(file: string, tenantId: string, signed: Signed | null): Promise<number> {
  const checkpoints = readSigned(signed);
  const { events, wrong } = await walkExport(file, tenantId, checkpoints.get(tenantId) ?? new Map());
  const included = checkpoints.size > 0 ? ', checkpoints included' : '';
  process.stdout.write(
    wrong === null ? `ok  ${events} events of the export${included}\n` : `WRONG  tenant ${tenantId}: ${wrong}\n`,
  );
  return wrong === null ? 0 : 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      checkpoints: { type: 'string' },
      'public-key': { type: 'string' },
      tenant: { type: 'string' },
      export: { type: 'string' },
    },
  });
  if ((values.checkpoints === undefined) !== (values['public-key'] === undefined))
    throw new Error('--checkpoints and --public-key go together');
  const given = values.checkpoints && { checkpoints: values.checkpoints, publicKey: values['public-key'] ?? '' };
  if (values.export !== undefined) {
    if (values.tenant === undefined) throw new Error('--export needs --tenant: the hashes hold it');
    return verifyExport(values.export, values.tenant, given || null);
  }
  const named = env.workerDatabaseUrl;
  const connectionString = named ?? embeddedUrl(env.dataDir);
  if (connectionString === null) throw new Error(notRunning(env.dataDir));
  const checkpoints = readSigned(given || (named === null ? exportedCheckpoints(env.dataDir) : null));

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
