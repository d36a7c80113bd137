import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate } from './migrate.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './supervisor/embedded-postgres.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../../..');
const TENANT = '00000000-0000-4000-8000-000000000001';
const NOT_RUNNING = 'start Understudy first, or set WORKER_DATABASE_URL';

let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-verify-'));
  const dir = path.join(dataDir, 'postgres');
  server = await startEmbeddedPostgres({ dir, throwAway: true, settings: { fsync: 'off' } });
  await migrate({ databaseUrl: server.url });
});

afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** As in a second terminal beside `npm start`: nothing says where the database is, but perhaps DATA_DIR. */
const verify = (settings: Record<string, string>): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const hooks = path.join(WORKSPACE, 'tools/typescript-hooks.mjs');
    execFile(
      process.execPath,
      ['--import', hooks, path.join(WORKSPACE, 'apps/api/src/verify.ts')],
      { env: { PATH: process.env['PATH'], ...settings } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

/** What the worker would have exported, had it signed `seq` events. */
function exportCheckpoint(seq: number): string {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const point = { tenant_id: TENANT, seq, hash: 'ab'.repeat(32), signed_at: '2026-11-21T10:00:00.000Z' };
  const text = `understudy checkpoint v1\n${point.tenant_id}\n${point.seq}\n${point.hash}\n${point.signed_at}`;
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
  const folder = path.join(dataDir, 'history');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'checkpoints.jsonl'), `${JSON.stringify({ ...point, signature })}\n`);
  writeFileSync(path.join(folder, 'checkpoint-key.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  return folder;
}

test('without any address it looks at the embedded database that runs in DATA_DIR', async () => {
  expect(await verify({ DATA_DIR: dataDir })).toEqual({ code: 0, said: 'ok  0 events of 0 tenants\n' });
});

test('the checkpoints beside that database count without being named', async () => {
  const folder = exportCheckpoint(3);
  try {
    expect(await verify({ DATA_DIR: dataDir })).toEqual({
      code: 1,
      said: `WRONG  tenant ${TENANT}: event 1 is missing: a checkpoint signed 3 events\n`,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an address that names a database is never replaced by the embedded one', async () => {
  const { code, said } = await verify({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://somebody@127.0.0.1:1/elsewhere' });
  expect(code).toBe(78);
  expect(said).toContain('WORKER_DATABASE_URL: not set');
});

test('says what to do where nothing runs', async () => {
  const empty = mkdtempSync(path.join(os.tmpdir(), 'understudy-verify-'));
  const killed = path.join(empty, 'killed');
  mkdirSync(path.join(killed, 'postgres/data'), { recursive: true });
  writeFileSync(path.join(killed, 'postgres/owner-password'), 'x');
  writeFileSync(path.join(killed, 'postgres/data/postmaster.pid'), '1\n/\n1\n1\n'); // nobody listens on port 1
  try {
    for (const folder of [empty, killed])
      expect(await verify({ DATA_DIR: folder })).toEqual({
        code: 2,
        said: `verify: no database runs in ${folder}; ${NOT_RUNNING}\n`,
      });
  } finally {
    rmSync(empty, { recursive: true });
  }
});
