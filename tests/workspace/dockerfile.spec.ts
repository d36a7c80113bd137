import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@understudy/api/testing';
import { parseDockerfile } from './docker/dockerfile.js';
import { type BuiltStage, runDockerfile } from './docker/run-dockerfile.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const stages = parseDockerfile(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8'));
const last = stages.at(-1);
const final = (built: Map<string, BuiltStage>): BuiltStage => {
  const stage = last && built.get(last.name);
  if (!stage) throw new Error('there is no last stage');
  return stage;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-image-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('base images are official ones, and the program does not run as root', () => {
  const images = stages.map(({ from }) => from).filter((from) => !stages.some(({ name }) => name === from));

  expect(images).toEqual(['node:26-bookworm-slim']);
  expect(final(runDockerfile(stages, { context: ROOT, folder, run: false })).user).toBe('node');
});

test('npm ci sees every package of the workspace: each package.json is copied before', () => {
  const manifests = runDockerfile(stages, { context: ROOT, folder, run: false }).get('manifests');
  const copied = globSync('**/package.json', { cwd: path.join(manifests?.root ?? '', 'app') });
  const packages = globSync('{apps,libs}/*/package.json', { cwd: ROOT });

  expect(copied.sort()).toEqual([...packages, 'package.json'].sort());
});

test('an instruction the interpreter does not know, or a missing file, is an error', () => {
  expect(() => parseDockerfile('FROM node\nADD x y')).toThrow('ADD x y: not an instruction');
  expect(() =>
    runDockerfile(parseDockerfile('FROM node\nCOPY nothing-here .'), { context: ROOT, folder, run: false }),
  ).toThrow('COPY nothing-here: there is no such file');
  expect(() =>
    runDockerfile(parseDockerfile('FROM node\nCOPY node_modules .'), { context: ROOT, folder, run: false }),
  ).toThrow('COPY node_modules: there is no such file');
});

test('all steps run in a clean folder, and what they make migrates a database and serves', async () => {
  const image = final(runDockerfile(stages, { context: ROOT, folder, run: true }));
  const app = path.join(image.root, image.workdir);
  const database = await startEmbeddedPostgres({
    dir: path.join(folder, 'postgres'),
    throwAway: true,
    settings: { fsync: 'off' },
  });
  const port = '4118';
  const env = {
    ...image.env,
    ...{ PATH: path.dirname(process.execPath), DATA_DIR: path.join(folder, 'data'), PORT: port, HOST: '127.0.0.1' },
    ...{
      API_URL: `http://127.0.0.1:${port}`,
      SESSION_KEY_FILE: path.join(folder, 'key.pem'),
      ADDON_AUDIENCES: 'addon',
    },
    ...{ SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'), GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' },
  };
  try {
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', env.SESSION_KEY_FILE]);
    const withDatabase = { ...env, DATABASE_URL: database.url };
    const migrated = spawnSync(process.execPath, ['apps/api/dist/migrate.js'], {
      cwd: app,
      env: withDatabase,
      encoding: 'utf8',
    });
    expect(migrated).toMatchObject({ status: 0, stdout: expect.stringContaining('Migrated') });

    const [, ...args] = image.command;
    const api = spawn(process.execPath, args, { cwd: app, env: withDatabase, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    api.stdout.on('data', (chunk) => (said += chunk));
    api.stderr.on('data', (chunk) => (said += chunk));
    try {
      await healthy(app, env, () => said);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
      expect(existsSync(path.join(app, 'node_modules/jest'))).toBe(false);
    } finally {
      const ended = new Promise((resolve) => api.once('exit', resolve));
      if (api.exitCode === null && api.kill('SIGTERM')) await ended;
    }
  } finally {
    await database.stop();
  }
}, 600_000);

/** Asks as the engine would: with the command of the health check in docker-compose.yml. */
async function healthy(app: string, env: Record<string, string>, said: () => string): Promise<void> {
  const deadline = performance.now() + 30_000;
  const check = () =>
    spawnSync(process.execPath, ['apps/api/dist/health.js', 'api'], {
      cwd: app,
      env: { ...env, APP_DATABASE_URL: 'postgres://x:y@127.0.0.1:1/x' },
      encoding: 'utf8',
    });
  for (let answer = check(); answer.status !== 0; answer = check()) {
    if (performance.now() > deadline) throw new Error(`not healthy: ${answer.stderr}\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
