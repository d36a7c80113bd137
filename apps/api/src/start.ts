/**
 * `npm start`: one process that starts the database, the sandbox, the API, the worker and the auditor, keeps them running,
 * and stops them all. Settings: config/env.ts. What was built is taken as it is; `prestart` builds.
 */
import path from 'node:path';
import { loadEnvOrExit } from './config/index.js';
import { builtPrograms, Installation } from './supervisor/installation.js';
import { leaveWithNpm } from './supervisor/leave-with-npm.js';
import { StartError } from './supervisor/start-error.js';
import { welcome } from './supervisor/welcome.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../../..');
const EXTENSION_FOLDER = path.join(WORKSPACE, 'apps/extension/.output/chrome-mv3');

const env = loadEnvOrExit('supervisor');
const say = (line: string) => process.stderr.write(`understudy: ${line}\n`);
const installation = new Installation(env, process.env, builtPrograms(WORKSPACE), say);

/** One Ctrl+C on `npm start` arrives twice, from the terminal and from npm: only a later one is somebody's impatience. */
const IMPATIENT_AFTER_MS = 1_000;

let stopping = false;
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await installation.stop();
  process.exit(exitCode);
}

let firstSignalAt: number | null = null;
function signalled(): void {
  firstSignalAt ??= performance.now();
  if (performance.now() - firstSignalAt >= IMPATIENT_AFTER_MS) installation.kill();
  void stop(0);
}
process.on('SIGINT', signalled);
process.on('SIGTERM', signalled);
process.on('SIGHUP', signalled); // the terminal was closed
leaveWithNpm(process.env, () => void stop(0));

try {
  const address = await installation.start();
  const shown = (folder: string) => (folder.startsWith(process.cwd()) ? path.relative(process.cwd(), folder) : folder);
  const facts = { mode: env.mode, dataDir: shown(env.dataDir), extensionFolder: shown(EXTENSION_FOLDER) };
  if (!stopping) process.stdout.write(welcome(address, facts));
} catch (error) {
  // a stop in the middle of the start makes the start fail; that is no news
  if (!stopping) {
    if (error instanceof StartError) say(error.message);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    await stop(error instanceof StartError ? error.exitCode : 1);
  }
}
