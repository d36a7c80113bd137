// Jest's globalSetup of the projects that need PostgreSQL: one throw-away server per run, found by the tests through
// UNDERSTUDY_TEST_POSTGRES (owner) and UNDERSTUDY_TEST_POSTGRES_SUPERUSER. See libs/testing/src/postgres.ts.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import '../../tools/typescript-hooks.mjs';

const PREFIX = 'understudy-test-postgres-';
const RUNNER = 'runner.pid';

export default async function startTestPostgres() {
  await removeLeftovers();
  const { startEmbeddedPostgres } = await import('../../apps/api/src/supervisor/embedded-postgres.ts');
  const dir = mkdtempSync(path.join(os.tmpdir(), PREFIX));
  writeFileSync(path.join(dir, RUNNER), String(process.pid));
  const server = await startEmbeddedPostgres({
    dir,
    throwAway: true,
    // nothing here has to survive a power cut; every commit of every test would wait for the disk
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  process.env.UNDERSTUDY_TEST_POSTGRES = server.url;
  process.env.UNDERSTUDY_TEST_POSTGRES_SUPERUSER = server.superuserUrl;
  globalThis.understudyTestPostgres = { server, dir };
}

/** A run that was killed could not clean up; the next one does it. */
async function removeLeftovers() {
  for (const name of readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dir = path.join(os.tmpdir(), name);
    const runner = numberIn(path.join(dir, RUNNER));
    if (runner === null || isRunning(runner)) continue; // null: somebody is just making it
    const server = numberIn(path.join(dir, 'data', 'postmaster.pid'));
    // the number could belong to another program by now: only a process that was started on this folder is ended
    if (server !== null && commandLine(server).includes(path.join(dir, 'data'))) process.kill(server, 'SIGQUIT');
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function numberIn(file) {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return null; // not there
  }
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // ended, or not a Linux
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
