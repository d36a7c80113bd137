import { jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually.js';
import { type RunningProcess, familyOf, listProcesses } from '../support/processes.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(600_000);

const ROOT = path.resolve(import.meta.dirname, '../..');
const ENTRY = path.join(ROOT, 'apps/api/dist/start.js');

let dataDir: string;
let stack: Stack | null = null;

beforeAll(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-start-'));
});
afterEach(async () => {
  await stack?.stop();
  stack = null;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const start = async (): Promise<Stack> => (stack = await startStack({ dataDir }));

async function signIn(baseUrl: string): Promise<{ user_id: string }> {
  const reply = await fetch(`${baseUrl}/sandbox/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ana@harbor.example' }),
    signal: AbortSignal.timeout(30_000),
  });
  expect(reply.status).toBe(200);
  return (await reply.json()) as { user_id: string };
}

const isReady = async (baseUrl: string) =>
  fetch(`${baseUrl}/health/ready`, { signal: AbortSignal.timeout(30_000) }).then(
    (reply) => reply.ok,
    () => false,
  );

/** Fails with what did not happen and what the product printed meanwhile. */
const until = (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> =>
  eventually(
    async () => {
      if (!(await isSo())) throw new Error(`it did not happen that ${what}\n${stack?.output()}`);
    },
    { within: 120_000 },
  );

const program = (family: RunningProcess[], name: string): RunningProcess => {
  const found = family.find(({ command }) => command.includes(`/dist/${name}.js`));
  if (!found) throw new Error(`${name} does not run; only ${family.map(({ command }) => command).join('\n')}`);
  return found;
};

/** By their data folder: postgres names it, and it is in no other test's processes. */
const survivors = (family: RunningProcess[]) => {
  const alive = listProcesses();
  return alive.filter(
    ({ pid, command }) =>
      command.includes(dataDir) || family.some((member) => member.pid === pid && member.command === command),
  );
};

test('it says where it is ready, runs every program, and SIGTERM leaves none of them', async () => {
  const { baseUrl, pid, output, stop } = await start();
  expect(output()).toMatch(/^Understudy is ready at http:\/\/127\.0\.0\.1:\d+$/m);
  await until('it is ready', () => isReady(baseUrl));
  const family = familyOf(pid);
  for (const name of ['start', 'main', 'worker', 'auditor']) program(family, name);

  expect(await stop()).toBe(0);

  expect(survivors(family)).toEqual([]);
  expect(existsSync(path.join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
});

test('a second start finds the same people', async () => {
  const first = await signIn((await start()).baseUrl);
  await stack?.stop();

  expect(await signIn((await start()).baseUrl)).toMatchObject({ user_id: first.user_id });
});

/** A program of the product as somebody runs it beside `npm start`: it is told the data folder and nothing else. */
const beside = (name: string, ...args: string[]) => {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, `apps/api/dist/${name}.js`), ...args],
    {
      env,
      encoding: 'utf8',
    },
  );
  return { status, said: stdout + stderr };
};

test('beside it the doctor finds database and ports by itself, and everything well; no secret waits for a new key', async () => {
  await start();
  let said = '';
  await eventually(
    async () => {
      const found = beside('doctor', '--organisation', 'harbor');
      ({ said } = found);
      if (found.status !== 0) throw new Error(`the doctor does not find all well:\n${said}`);
    },
    { within: 120_000 },
  );
  for (const line of ['ok     database:', 'ok     worker:', 'harbor: google', 'harbor: slack', 'All is well.'])
    expect(said).toContain(line);
  expect(beside('rotate-secrets')).toMatchObject({ status: 0, said: expect.stringMatching(/^0 secrets/) });

  await stack?.stop();
  expect(beside('doctor')).toMatchObject({ status: 1, said: expect.stringContaining('FAILED database') });
});

test('after kill -9 of the supervisor its programs leave, and the next start adopts the database', async () => {
  const killed = await start();
  const { user_id: before } = await signIn(killed.baseUrl);
  const family = familyOf(killed.pid).filter(({ command }) => !command.includes('postgres'));

  await killed.kill();

  await until('the programs leave', () => survivors(family).every(({ command }) => command.includes('postgres')));
  expect(survivors(family).length).toBeGreaterThan(0);
  const next = await start();
  await until('it says so', () => next.output().includes('it is used again'));
  expect(await signIn(next.baseUrl)).toMatchObject({ user_id: before });
});

test.each(['main', 'worker'])('a killed %s is back by itself', async (name) => {
  const { baseUrl, pid } = await start();
  const victim = program(familyOf(pid), name);

  process.kill(victim.pid, 'SIGKILL');

  await until(`another ${name} runs`, () =>
    familyOf(pid).some((other) => other.command === victim.command && other.pid !== victim.pid),
  );
  await until('it is ready again', () => isReady(baseUrl));
});

test('a killed database is back by itself, and people can sign in again', async () => {
  const { baseUrl, output } = await start();
  const postmaster = survivors([]).find(({ command }) => command.includes('/bin/postgres -D'));
  if (!postmaster) throw new Error('no database runs');

  process.kill(postmaster.pid, 'SIGKILL');

  await until('the database is back', () => output().includes('The database is back.'));
  await until('it is ready again', () => isReady(baseUrl));
  await until('people can sign in', () => signIn(baseUrl).then(Boolean, () => false));
});

test.each([
  ['PORT', 'many', /^understudy: PORT: must be a port number/m],
  ['UNDERSTUDY_MODE', 'demo', /^understudy: UNDERSTUDY_MODE: must be "sandbox" or "production"/m],
  ['DATABASE_URL', 'mysql://x', /^understudy: DATABASE_URL: must look like postgres:/m],
])('a wrong %s ends the start with one clear line', (name, value, line) => {
  const { status, stderr } = spawnSync(process.execPath, [ENTRY], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', [name]: value },
  });

  expect(status).not.toBe(0);
  expect(stderr).toMatch(line);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm start ends all of it', async (signal) => {
  const npm = spawn('npm', ['start', '--ignore-scripts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  npm.stdout.on('data', (chunk) => (said += chunk));
  npm.stderr.on('data', (chunk) => (said += chunk));
  await eventually(async () => expect(said).toContain('Understudy is ready at'), { within: 240_000 });
  const family = familyOf(npm.pid ?? 0);

  npm.kill(signal);

  await until('all of it ends', () => survivors(family).length === 0);
});
