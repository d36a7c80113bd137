import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/*
 * The whole product, as `npm start` runs it after its build, on a free port with data of its own:
 *
 *   let stack: Stack;
 *   beforeAll(async () => { stack = await startStack(); });
 *   afterAll(() => stack.stop());
 *   test('...', async () => { await fetch(`${stack.baseUrl}/health/ready`) ... });
 *
 * It runs what was built (node tools/prepare.mjs builds what is stale; `npm test` does that first).
 */

export interface StackOptions {
  /** Added to the environment; '' unsets one. */
  readonly env?: Readonly<Record<string, string>>;
  /** An existing folder to start on, kept at the end; without it a new one that stop() removes. */
  readonly dataDir?: string;
  readonly timeoutMs?: number;
}

export interface Stack {
  /** Without a trailing slash, such as http://127.0.0.1:40123. */
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the supervisor. */
  readonly pid: number;
  /** From the start of the process to its ready line. */
  readonly readyInMs: number;
  /** All that the supervisor has printed so far. */
  output(): string;
  /** SIGTERM, and waits for the end; answers the exit code. Safe to call twice. */
  stop(): Promise<number | null>;
  /** kill -9 of the supervisor alone, to see what becomes of the rest. */
  kill(): Promise<void>;
}

const WORKSPACE = path.resolve(import.meta.dirname, '../..');
const ENTRY = path.join(WORKSPACE, 'apps/api/dist/start.js');
const READY = /^Understudy is ready at (\S+)$/m;
const READY_TIMEOUT_MS = 240_000;

/** Starts it and answers when it says that it is ready. Throws with what it printed and logged when it does not. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not built; run node tools/prepare.mjs`);
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'understudy-stack-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: os.homedir(), PORT: '0', DATA_DIR: dataDir, ...options.env };

  const began = performance.now();
  const supervisor = spawn(process.execPath, [ENTRY], { cwd: WORKSPACE, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  supervisor.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  supervisor.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => supervisor.once('close', resolve));

  let stopped: Promise<number | null> | null = null;
  const stop = () => {
    stopped ??= end(supervisor, 'SIGTERM', ended).then((code) => {
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      return code;
    });
    return stopped;
  };

  try {
    const baseUrl = await readyLine(() => said, ended, options.timeoutMs ?? READY_TIMEOUT_MS);
    const readyInMs = performance.now() - began;
    const pid = supervisor.pid ?? 0;
    return { baseUrl, dataDir, env, pid, readyInMs, output: () => said, stop, kill: () => kill(supervisor, ended) };
  } catch (error) {
    const logs = readLogs(dataDir);
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said}\n${logs}`, { cause: error });
  }
}

async function readyLine(said: () => string, ended: Promise<number | null>, timeoutMs: number): Promise<string> {
  let code: number | null | undefined;
  void ended.then((value) => (code = value));
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const address = READY.exec(said())?.[1];
    if (address) return address;
    if (code !== undefined) throw new Error(`the product ended with code ${code} while starting`);
    if (performance.now() > deadline) throw new Error(`the product was not ready after ${timeoutMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}

async function kill(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  await end(child, 'SIGKILL', ended);
}

/** The end of every log, for the message of a start that failed. */
function readLogs(dataDir: string): string {
  const folder = path.join(dataDir, 'logs');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((name) => `--- ${name}\n${readFileSync(path.join(folder, name), 'utf8').slice(-1_500)}`)
    .join('\n');
}
