import { jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

jest.setTimeout(300_000);

const ENTRY = path.resolve(import.meta.dirname, '../../apps/api/dist/start.js');
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'understudy-refusals-'));
  writeFileSync(path.join(dir, 'file'), '');
});
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const environment = (more: Record<string, string>) => ({
  PATH: process.env['PATH'],
  DATA_DIR: path.join(dir, 'data'),
  PORT: '0',
  ...more,
});
const start = (more: Record<string, string>) => {
  const options = { encoding: 'utf8', env: environment(more), timeout: 120_000 } as const;
  const { status, stderr } = spawnSync(process.execPath, [ENTRY], options);
  return { status, stderr };
};

test.each([
  ['where nothing can be made', () => '/proc/x', /^understudy: DATA_DIR: \/proc\/x cannot be made or written .*\n$/],
  ['that is a file', () => path.join(dir, 'file'), /^understudy: DATA_DIR: \S+\/file is not a folder.*\n$/],
  ['below a file', () => path.join(dir, 'file/data'), /^understudy: DATA_DIR: \S+\/file is not a folder.*\n$/],
])('a DATA_DIR %s is one line', (_, dataDir, line) => {
  const { status, stderr } = start({ DATA_DIR: dataDir() });

  expect(stderr).toMatch(line);
  expect(status).toBe(78);
});

test('a DATABASE_URL where nothing answers is one line', () => {
  const { status, stderr } = start({ DATABASE_URL: 'postgres://someone:secret@localhost:1/nowhere' });

  expect(stderr).toBe('understudy: DATABASE_URL: nothing answers at localhost:1\n');
  expect(status).toBe(1);
});

test('one Ctrl+C that arrives twice ends all of it in order; a second start beside it is refused in one line', async () => {
  // a group of its own, so that the signal reaches it as a terminal's does
  const first = spawn(process.execPath, [ENTRY], {
    env: environment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = once(first, 'close');
  let said = '';
  let errors = '';
  first.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  await new Promise<void>((resolve, reject) => {
    first.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('Understudy is ready at')) resolve();
    });
    first.once('exit', () => reject(new Error(errors)));
  });
  const second = start({});

  process.kill(-(first.pid ?? 0), 'SIGINT');
  await pause(50); // as npm passes it on: two at the same instant would arrive as one
  try {
    process.kill(-(first.pid ?? 0), 'SIGINT');
  } catch (error) {
    // it was quicker than the second one
    expect(error).toMatchObject({ code: 'ESRCH' });
  }

  expect(await closed).toEqual([0, null]);
  expect(errors).toBe('');
  expect(second.stderr).toMatch(/^understudy: another Understudy already uses .*\n$/);
  expect(second.status).toBe(1);
});
