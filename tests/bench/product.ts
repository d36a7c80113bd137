import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { migrate, startEmbeddedPostgres } from '@understudy/api/testing';
import { GetCustomerBrief } from '@understudy/contracts';
import pg from 'pg';
import { signIn } from './sign-in.js';
import { csmOf, emailOf, ensureSound, idOf, plant, plantBriefs } from './world.js';
import type { Sizes } from './options.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');
const DIST = path.join(WORKSPACE, 'apps/api/dist');
const PROFILER = path.join(import.meta.dirname, 'profiler.mjs');
const STORED = new Set([
  'id',
  'coverage_assignment_id',
  'customer_id',
  'generated_at',
  'frozen',
  'notes_added',
  'viewed_at',
  'acknowledged_at',
  'changed_since_viewed',
]);
const READY_TIMEOUT_MS = 30_000;

export interface Product {
  readonly port: number;
  readonly appUrl: string;
  readonly superuserUrl: string;
  readonly logins: { readonly appUrl: string; readonly workerUrl: string };
  readonly dir: string;
  readonly api: ChildProcess;
  /** A worker process as built; answers how to stop it. None runs otherwise. */
  startWorker(): Promise<() => Promise<void>>;
}

/**
 * PostgreSQL as the product runs it (its settings, fsync on), the demo world and the synthetic organisations, and one API
 * process as built. No worker: messages pile up in the outbox for both contenders alike. `onStop` hears how to end all of it as
 * soon as there is something to end: also when starting fails or is interrupted.
 */
export async function startProduct(
  sizes: Sizes,
  say: (line: string) => void,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Product> {
  if (!existsSync(path.join(DIST, 'main.js'))) throw new Error('the API is not built; run node tools/prepare.mjs');
  const dir = mkdtempSync(path.join(os.tmpdir(), 'understudy-bench-'));
  const postgres = await startEmbeddedPostgres({ dir: path.join(dir, 'postgres') });
  const children: ChildProcess[] = [];
  onStop(async () => {
    await Promise.all(children.map(end));
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: postgres.url });
  const superuserUrl = new URL(new URL(postgres.url).pathname, postgres.superuserUrl).href;
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    UNDERSTUDY_MODE: 'sandbox',
    DATA_DIR: dir,
    PORT: String(port),
    APP_DATABASE_URL: appUrl,
    WORKER_DATABASE_URL: workerUrl,
  };
  const launch = (program: string, args: readonly string[] = [], channel: 'ipc' | 'ignore' = 'ignore') => {
    const log = openSync(path.join(dir, `${program}.log`), 'w');
    const child = spawn(process.execPath, [...args, path.join(DIST, program)], {
      cwd: WORKSPACE,
      env,
      stdio: ['ignore', log, log, channel],
    });
    children.push(child);
    return child;
  };

  say('planting the demo world and the synthetic organisations');
  const planted = await new Promise((resolve) => launch('seed.js').once('close', resolve));
  if (planted !== 0) throw new Error('the demo world could not be planted');
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => undefined); // interrupted: the running statement fails, with its reason
  await client.connect();
  try {
    await plant(client, sizes);
    say('starting one API process');
    const api = launch('main.js', ['--import', PROFILER], 'ipc');
    await ready(port, api);
    await plantBriefs(client, await aBrief(port));
    await ensureSound(client);
    const startWorker = async () => {
      const worker = launch('worker.js');
      return () => end(worker);
    };
    return { port, appUrl, superuserUrl, logins: { appUrl, workerUrl }, dir, api, startWorker };
  } finally {
    await client.end();
  }
}

/** What a backup would be given now, as the owner may read it, without what only a stored one has. */
async function aBrief(port: number): Promise<string> {
  const { tenant, customer } = { tenant: 1, customer: 1 };
  const token = await signIn(port, emailOf(tenant, csmOf(customer)));
  const answer = await fetch(
    `http://127.0.0.1:${port}${GetCustomerBrief.path.replace('{customer_id}', idOf(tenant, 'customer', customer))}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  const said: unknown = await answer.json();
  if (!answer.ok || typeof said !== 'object' || said === null)
    throw new Error(`no brief to copy: ${JSON.stringify(said)}`);
  return JSON.stringify(Object.fromEntries(Object.entries(said).filter(([name]) => !STORED.has(name))));
}

async function ready(port: number, api: ChildProcess): Promise<void> {
  for (const deadline = performance.now() + READY_TIMEOUT_MS; performance.now() < deadline;) {
    if (api.exitCode !== null) throw new Error(`the API ended with code ${api.exitCode} while starting`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the API does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
