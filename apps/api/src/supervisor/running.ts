import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readPostmaster } from './postmaster-file.js';

/** Where the programs of a running installation are; no secret among it. */
const Running = z.object({ port: z.int(), apiUrl: z.string(), sandboxPort: z.int().nullable() });
export type Running = z.output<typeof Running>;

const fileIn = (dataDir: string): string => path.join(dataDir, 'running.json');

export const noteRunning = (dataDir: string, { port, apiUrl, sandboxPort }: Running): void =>
  writeFileSync(fileIn(dataDir), JSON.stringify({ port, apiUrl, sandboxPort }), { mode: 0o600 });

/** Safe also where DATA_DIR is no folder at all: then nothing was noted. */
export function forgetRunning(dataDir: string): void {
  if (existsSync(fileIn(dataDir))) rmSync(fileIn(dataDir), { force: true });
}

/**
 * The environment as a tool beside `npm start` needs it (doctor, rotate-secrets): the variables that are set, and for those that are
 * not, what the installation in DATA_DIR decided by itself: its database and its ports. Set variables always count.
 */
export function besideInstallation(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dataDir = path.resolve(source['DATA_DIR'] || '.data');
  return { ...addressesOf(dataDir, source), ...databaseOf(dataDir, source), ...source };
}

function addressesOf(dataDir: string, { UNDERSTUDY_MODE: mode = 'sandbox' }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = fileIn(dataDir);
  const found = existsSync(file) ? Running.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
  if (!found) return {};
  const { port, apiUrl, sandboxPort } = found;
  const sandbox =
    sandboxPort === null || mode !== 'sandbox'
      ? {}
      : { SANDBOX_PORT: String(sandboxPort), SANDBOX_URL: `http://127.0.0.1:${sandboxPort}` };
  return { PORT: String(port), API_URL: apiUrl, ...sandbox };
}

function databaseOf(dataDir: string, source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isNamed = ['DATABASE_URL', 'APP_DATABASE_URL', 'WORKER_DATABASE_URL'].some((name) => source[name]);
  const passwordFile = path.join(dataDir, 'postgres/owner-password');
  const server = readPostmaster(path.join(dataDir, 'postgres/data'));
  if (isNamed || server === null || !existsSync(passwordFile)) return {};
  const password = encodeURIComponent(readFileSync(passwordFile, 'utf8').trim());
  return { DATABASE_URL: `postgres://understudy_owner:${password}@127.0.0.1:${server.port}/understudy` };
}
