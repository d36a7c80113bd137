import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
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
const verify = (settings: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const hooks = path.join(WORKSPACE, 'tools/typescript-hooks.mjs');
    execFile(
      process.execPath,
      ['--import', hooks, path.join(WORKSPACE, 'apps/api/src/verify.ts'), ...args],
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

describe('a history that was exported', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-export-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Five events as the audit exports them. */
  const exported = (): string[] => {
    let previous = Buffer.alloc(32);
    return [1, 2, 3, 4, 5].map((seq) => {
      const canonical = JSON.stringify({ at: `2026-11-2${seq}`, data: { n: seq, words: 'Grüße "zitiert"' } });
      previous = createHash('sha256').update(previous).update(`${TENANT}:${seq}:${canonical}`, 'utf8').digest();
      return JSON.stringify({ seq, hash: previous.toString('hex'), canonical });
    });
  };
  const look = (lines: readonly string[], ...args: string[]) => {
    const file = path.join(folder, 'history.jsonl');
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return verify({}, '--export', file, '--tenant', TENANT, ...args);
  };
  const wrong = (what: string) => ({ code: 1, said: `WRONG  tenant ${TENANT}: ${what}\n` });

  test('is right without any database', async () => {
    expect(await look(exported())).toEqual({ code: 0, said: 'ok  5 events of the export\n' });
  });

  test.each([
    ['a letter of an event', (line: string) => line.replace('Grüße', 'Größe'), 'event 3 was changed'],
    [
      'a digit of its hash',
      (line: string) => line.replace(/"hash":"(.)/, (_, c) => `"hash":"${c === '0' ? '1' : '0'}`),
      'event 3 was changed',
    ],
    ['its number', (line: string) => line.replace('"seq":3', '"seq":7'), 'event 3 is missing (the next one is 7)'],
    ['the line itself', (line: string) => line.slice(0, -2), 'event 3 was changed'],
  ])('whoever changed %s is found, and the event named', async (_, change, what) => {
    expect(await look(exported().map((line, at) => (at === 2 ? change(line) : line)))).toEqual(wrong(what));
  });

  test('an event left out or put elsewhere is found', async () => {
    const [one = '', two = '', three = '', ...rest] = exported();
    expect(await look([one, three, ...rest])).toEqual(wrong('event 2 is missing (the next one is 3)'));
    expect(await look([one, three, two, ...rest])).toEqual(wrong('event 2 is missing (the next one is 3)'));
  });

  test('a tail that was cut is found with the checkpoints', async () => {
    const checkpoints = exportCheckpoint(5);
    try {
      const files = ['--checkpoints', 'checkpoints.jsonl', '--public-key', 'checkpoint-key.pub.pem'];
      const args = files.map((name) => (name.startsWith('--') ? name : path.join(checkpoints, name)));
      expect(await look(exported().slice(0, 4), ...args)).toEqual(
        wrong('event 5 is missing: a checkpoint signed 5 events'),
      );
    } finally {
      rmSync(checkpoints, { recursive: true });
    }
  });

  test('another organisation’s export does not pass for this one', async () => {
    const file = path.join(folder, 'theirs.jsonl');
    writeFileSync(file, `${exported().join('\n')}\n`);
    const other = '00000000-0000-4000-8000-000000000002';
    expect((await verify({}, '--export', file, '--tenant', other)).said).toContain('event 1 was changed');
    expect((await verify({}, '--export', file)).code).toBe(2);
  });
});
