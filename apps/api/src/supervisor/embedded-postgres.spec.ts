import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { processState } from './process-state.js';

const SETTINGS = { fsync: 'off' };
let dir: string;
const started: EmbeddedPostgres[] = [];

const start = async (more = {}) => {
  const server = await startEmbeddedPostgres({ dir, settings: SETTINGS, ...more });
  started.push(server);
  return server;
};

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'understudy-postgres-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  rmSync(dir, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

const isRunning = (pid: number) => processState(pid) === 'alive';

/** A killed process is gone when the kernel says so, not when kill() returns. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('the owner is no superuser, owns its database and can create what the product needs', async () => {
  const server = await start();

  expect(
    await ask(
      server.url,
      `select current_database() as database, rolsuper, rolbypassrls, rolcreaterole,
              (select datdba = pg_roles.oid from pg_database where datname = current_database()) as owns
         from pg_roles where rolname = current_user`,
    ),
  ).toEqual([{ database: 'understudy', rolsuper: false, rolbypassrls: false, rolcreaterole: true, owns: true }]);
  await ask(server.url, 'create extension btree_gist; create role some_role nologin');
});

test('only this machine reaches it, and only with the password', async () => {
  const server = await start();
  const wrong = new URL(server.url);
  wrong.password = 'guess';

  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(await ask(server.superuserUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  for (const file of ['password', 'owner-password']) expect(statSync(path.join(dir, file)).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(dir, 'data')).mode & 0o777).toBe(0o700);
});

test('the server never runs as root', async () => {
  const server = await start();

  const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
  expect(uid).not.toBe(0);
});

test('what was written is there after a stop and a second start, and the stop leaves no process', async () => {
  const first = await start();
  await ask(first.url, 'create table note (text text); insert into note values ($$kept$$)');
  await first.stop();

  await until(() => !isRunning(first.pid));
  expect(existsSync(path.join(dir, 'data', 'postmaster.pid'))).toBe(false);

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'select text from note')).toEqual([{ text: 'kept' }]);
});

test('two supervisors cannot share a folder', async () => {
  const first = await start();

  await expect(startEmbeddedPostgres({ dir })).rejects.toThrow(/another Understudy already uses/);
  expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server left over by a killed supervisor is adopted', async () => {
  const entry = path.join(import.meta.dirname, 'embedded-postgres.ts');
  const hooks = path.join(import.meta.dirname, '../../../../tools/typescript-hooks.mjs');
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(entry)});
    const server = await startEmbeddedPostgres(${JSON.stringify({ dir, settings: SETTINGS })});
    console.log(server.pid); setInterval(() => undefined, 1_000)`;
  const supervisor = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(supervisor.stdout, 'data');
  const pid = Number(String(said));
  supervisor.kill('SIGKILL');
  await once(supervisor, 'exit');
  expect(isRunning(pid)).toBe(true);

  const server = await start();
  expect(server).toMatchObject({ adopted: true, pid });
  await server.stop();
  await until(() => !isRunning(pid));
});

test('a crashed server comes back on the same address with everything it acknowledged', async () => {
  const events: unknown[] = [];
  const server = await start({ settings: {}, onCrash: (event: unknown) => events.push(event) });
  await ask(server.url, 'create table note (text text); insert into note values ($$acknowledged$$)');
  const killed = server.pid;

  process.kill(killed, 'SIGKILL');

  await until(() => events.includes('up'));
  expect(server.pid).not.toBe(killed);
  expect(await ask(server.url, 'select text from note')).toEqual([{ text: 'acknowledged' }]);
});

test('a stale process file whose number now belongs to another program does not block the start', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(
    path.join(dir, 'data', 'postmaster.pid'),
    `${process.pid}\n${dir}/data\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );

  const second = await start();
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a lost password file is named, not guessed', async () => {
  await (await start()).stop();
  rmSync(path.join(dir, 'password'));

  await expect(startEmbeddedPostgres({ dir })).rejects.toThrow(/password is missing but a database exists/);
});

test('a setting the server refuses ends in its own words', async () => {
  await expect(startEmbeddedPostgres({ dir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /shared_buffers/,
  );
});
