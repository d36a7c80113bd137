import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadEnv } from '../config/index.js';
import { Installation, type Programs } from './installation.js';
import { processState } from './process-state.js';

// Small programs play the real ones: what is tested is who starts, with what, and that nobody is left.
let dir: string;
let installation: Installation | null;
let said: string[];

const WRITE_DOWN = `import { appendFileSync } from 'node:fs'; import path from 'node:path';
  const note = (what) => appendFileSync(path.join(process.env.DATA_DIR, 'notes'), NAME + ' ' + what + '\\n');
  note('starts ' + process.pid + ' ' + Object.keys(process.env).sort().join(','));
  process.on('SIGTERM', () => { note('stops'); process.exit(0); });`;
const STAY = `setInterval(() => undefined, 1_000);`;
const SERVE = `import http from 'node:http';
  http.createServer((_, reply) => reply.end('{}')).listen(Number(process.env.PORT), process.env.HOST);`;
const SANDBOX = `import http from 'node:http';
  http.createServer((_, reply) => reply.writeHead(404).end()).listen(Number(process.env.SANDBOX_PORT), '127.0.0.1');`;

function programs(changed: Partial<Record<keyof Programs, string>> = {}): Programs {
  const body = { migrate: '', seed: '', sandbox: SANDBOX, api: SERVE, worker: STAY, auditor: STAY, ...changed };
  const folder = path.join(dir, 'programs');
  mkdirSync(folder, { recursive: true });
  const write = (name: keyof Programs) => {
    const file = path.join(folder, `${name}.mjs`);
    writeFileSync(file, `const NAME = '${name}';\n${WRITE_DOWN}\n${body[name]}`);
    return file;
  };
  return {
    migrate: write('migrate'),
    seed: write('seed'),
    sandbox: write('sandbox'),
    api: write('api'),
    worker: write('worker'),
    auditor: write('auditor'),
  };
}

/** An outside database: starting our own is tested beside it, and takes longer. */
const DATABASE_URL = 'postgres://someone:secret@127.0.0.1:1/nowhere';

function anInstallation(more: NodeJS.ProcessEnv = {}, changed = {}): Installation {
  const source = { PATH: process.env['PATH'], DATA_DIR: path.join(dir, 'data'), DATABASE_URL, PORT: '0', ...more };
  installation = new Installation(loadEnv('supervisor', source), source, programs(changed), (line) => said.push(line));
  return installation;
}

const notes = () =>
  readFileSync(path.join(dir, 'data', 'notes'), 'utf8')
    .trim()
    .split('\n');
const startsOf = (name: string) =>
  notes().flatMap((note) => {
    const [who, what, pid, names] = note.split(' ');
    return who === name && what === 'starts' ? [{ pid: Number(pid), env: (names ?? '').split(',') }] : [];
  });

const isRunning = (pid: number) => processState(pid) === 'alive';

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`it did not happen within 15 s; said: ${said.join(' | ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'understudy-supervisor-'));
  said = [];
  installation = null;
});

afterEach(async () => {
  await installation?.stop();
  rmSync(dir, { recursive: true, force: true });
});

test('migrates, seeds, then starts everybody; stops the last one first and leaves nobody', async () => {
  const address = await anInstallation().start();
  expect((await fetch(address)).status).toBe(200);
  await until(() => ['sandbox', 'auditor', 'worker', 'api'].every((name) => startsOf(name).length === 1));
  expect(
    notes()
      .slice(0, 2)
      .map((note) => note.split(' ')[0]),
  ).toEqual(['migrate', 'seed']);

  await installation?.stop();

  expect(notes().filter((note) => note.endsWith(' stops'))).toEqual([
    'api stops',
    'worker stops',
    'auditor stops',
    'sandbox stops',
  ]);
  const pids = ['sandbox', 'auditor', 'worker', 'api'].flatMap(startsOf).map(({ pid }) => pid);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('each program gets only the database address it needs, and no stray variable', async () => {
  await anInstallation({ STRIPE_KEY: 'of somebody else', SECRETS_KEY: Buffer.alloc(32).toString('base64') }).start();
  await until(() => startsOf('sandbox').length + startsOf('worker').length + startsOf('auditor').length === 3);

  const databases = (name: string) => startsOf(name)[0]?.env.filter((variable) => variable.endsWith('DATABASE_URL'));
  expect(databases('api')).toEqual(['APP_DATABASE_URL', 'WORKER_DATABASE_URL']); // it moves the sandbox's clock
  expect(databases('worker')).toEqual(['WORKER_DATABASE_URL']);
  expect(databases('auditor')).toEqual(['WORKER_DATABASE_URL']);
  expect(databases('sandbox')).toEqual([]);
  expect(databases('migrate')).toContain('DATABASE_URL');
  expect(startsOf('api')[0]?.env).toContain('SECRETS_KEY');
  expect(startsOf('sandbox')[0]?.env).not.toContain('SECRETS_KEY');
  for (const name of ['api', 'worker', 'sandbox', 'seed']) expect(startsOf(name)[0]?.env).not.toContain('STRIPE_KEY');
});

test('production mode runs neither sandbox nor seed', async () => {
  await anInstallation({
    ...{ UNDERSTUDY_MODE: 'production', API_URL: 'https://understudy.example', HOST: '127.0.0.1' },
    ...{ SESSION_KEY_FILE: 'key.pem', SECRETS_KEY: Buffer.alloc(32).toString('base64'), ADDON_AUDIENCES: 'addon' },
    ...{ GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' },
  }).start();

  expect([...startsOf('seed'), ...startsOf('sandbox')]).toEqual([]);
  expect(startsOf('api')[0]?.env).not.toContain('WORKER_DATABASE_URL');
});

test('the demo world is planted once per database', async () => {
  await anInstallation().start();
  await installation?.stop();
  await anInstallation().start();
  await installation?.stop();
  expect(startsOf('seed')).toHaveLength(1);

  await anInstallation({ DATABASE_URL: DATABASE_URL.replace('nowhere', 'elsewhere') }).start();
  expect(startsOf('seed')).toHaveLength(2);
});

test('a killed program is started again at once', async () => {
  await anInstallation().start();
  await until(() => startsOf('worker').length === 1);
  process.kill(startsOf('worker')[0]?.pid ?? 0, 'SIGKILL');

  await until(() => startsOf('worker').length === 2);
  expect(said.join()).toMatch(/worker was ended by SIGKILL.*starting it again in 100 ms/);
});

test('an API that cannot come up ends the start with its log', async () => {
  await expect(anInstallation({}, { api: 'process.exit(3)' }).start()).rejects.toThrow(
    /api ended with code 3; its log is/,
  );
});

test('a failing migration ends the start with what it said', async () => {
  const failing = { migrate: `console.error('no such table'); process.exit(1)` };

  await expect(anInstallation({}, failing).start()).rejects.toThrow(/migrate failed \(code 1\):\nno such table/);
  expect(startsOf('api')).toEqual([]);
});

test('a port in use is one clear line', async () => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  await expect(anInstallation({ PORT: String(port) }).start()).rejects.toThrow(`PORT: ${port} is in use`);
  other.close();
});

test('a stop in the middle of the start leaves nobody', async () => {
  const slow = { migrate: `await new Promise((resolve) => setTimeout(resolve, 500))` };
  const starting = anInstallation({}, slow).start();
  await until(() => said.length > 0 || fileHas('migrate'));

  await installation?.stop();

  await expect(starting).rejects.toThrow('stopped while starting');
  expect(startsOf('api')).toEqual([]);
});

function fileHas(name: string): boolean {
  try {
    return startsOf(name).length > 0;
  } catch {
    return false; // nobody has written yet
  }
}

test('programs leave when their supervisor is killed', async () => {
  const hooks = path.join(import.meta.dirname, '../../../../tools/typescript-hooks.mjs');
  const module = path.join(import.meta.dirname, 'child.ts');
  const data = path.join(dir, 'data');
  mkdirSync(data);
  const plan = { name: 'worker', entry: programs().worker, env: { DATA_DIR: data }, logFolder: dir };
  const script = `const { Child } = await import(${JSON.stringify(module)}); new Child(${JSON.stringify(plan)}).start();`;
  const supervisor = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', script]);
  await until(() => fileHas('worker'));

  supervisor.kill('SIGKILL');

  await until(() => notes().includes('worker stops'));
  await until(() => !isRunning(startsOf('worker')[0]?.pid ?? 0));
});
