/**
 * The auditor: a process of its own that trusts nobody, not even the worker. Every 15 seconds it looks for work that is
 * stuck, promises without a timer, and histories that do not add up; it logs each, and writes DATA_DIR/health/auditor.json.
 */
import './require-runtime.js';
import 'reflect-metadata';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Auditor } from './auditor-rounds.js';
import { loadEnvOrExit } from './config/index.js';
import { RecentChain } from './platform/audit/index.js';
import { openDataSource, openPool, Tenancy } from './platform/database/index.js';
import { createLogger } from './platform/http/logging.js';

const EVERY_MS = 15_000;

/** Whole or not at all: a reader never sees half a file. */
async function report(file: string, problems: readonly string[]): Promise<void> {
  const body = {
    at: Temporal.Now.instant().toString({ fractionalSecondDigits: 3 }),
    healthy: problems.length === 0,
    problems,
  };
  await writeFile(`${file}.new`, `${JSON.stringify(body, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

async function watch(auditor: Auditor, file: string, logger: Logger, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const problems = await auditor.round().catch((error: unknown) => {
      logger.error({ err: error }, 'the round could not be finished');
      return [`the auditor could not look: ${error instanceof Error ? error.message : String(error)}`];
    });
    for (const problem of problems) logger.error(problem);
    if (problems.length === 0) logger.debug('all is well');
    await report(file, problems);
    await pause(EVERY_MS, undefined, { signal: stopped }).catch(() => undefined); // aborted: the loop ends
  }
}

const env = loadEnvOrExit('auditor');
const logger = createLogger('auditor', env.logLevel);
const url = env.workerDatabaseUrl ?? '';
const folder = path.join(env.dataDir, 'health');
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());

try {
  await mkdir(folder, { recursive: true });
  const pool = openPool({ url, applicationName: 'understudy-auditor', max: 2 });
  const source = await openDataSource({ url, applicationName: 'understudy-auditor', poolSize: 2 });
  const tenancy = new Tenancy(source);
  logger.info('the auditor is watching');
  await watch(
    new Auditor(pool, tenancy, new RecentChain(tenancy)),
    path.join(folder, 'auditor.json'),
    logger,
    stop.signal,
  );
  await source.destroy();
  await pool.end();
} catch (error) {
  logger.fatal({ err: error }, 'the auditor stopped');
  process.exitCode = 1;
}
