import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.js';

export interface ChildPlan {
  readonly name: string;
  /** The built program. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where its structured log goes. */
  readonly logFolder: string;
  /** Told about every end that nobody asked for, and in how many milliseconds it is started again. */
  readonly onCrash?: (crash: { name: string; how: string; restartInMs: number; log: string }) => void;
}

/** Beside this file, built or not: Node strips the types of a file as plain as that one. */
const LEAVE_WITH_PARENT = new URL(`./leave-with-parent${path.extname(import.meta.filename)}`, import.meta.url).href;
const STOP_TIMEOUT_MS = 10_000;
const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 10_000;
/** Whoever ran this long was healthy: the next crash is a new story. */
const HEALTHY_AFTER_MS = 30_000;
const LOG_LIMIT_BYTES = 10_000_000;

/** One program under supervision: started again when it dies, with growing pauses, until stopped. */
export class Child {
  private process: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private restartInMs = FIRST_RESTART_MS;
  private stopping = false;

  constructor(private readonly plan: ChildPlan) {}

  get name(): string {
    return this.plan.name;
  }

  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  start(): void {
    if (this.stopping) return;
    const startedAt = performance.now();
    const child = launch(this.plan);
    this.process = child;
    const ended = (how: string) => {
      if (this.process !== child) return; // 'error' and 'exit' may both come
      this.process = null;
      if (this.stopping) return;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) this.restartInMs = FIRST_RESTART_MS;
      this.plan.onCrash?.({ name: this.name, how, restartInMs: this.restartInMs, log: logFile(this.plan) });
      this.timer = setTimeout(() => this.start(), this.restartInMs);
      this.restartInMs = Math.min(this.restartInMs * 2, LAST_RESTART_MS);
    };
    child.once('exit', (code, signal) => ended(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    child.once('error', (error) => ended(error.message));
  }

  /** Asks it to end, insists after ten seconds, answers when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(insist);
  }

  /** For whoever presses Ctrl+C again: ended at once, and not started again. */
  kill(): void {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    this.process?.kill('SIGKILL');
  }
}

/**
 * Runs a program to its end. When it fails: throws StartError with what it says to people (`understudy: ...`), or else with all
 * it wrote.
 */
export async function runOnce(plan: ChildPlan): Promise<void> {
  const from = existsSync(logFile(plan)) ? statSync(logFile(plan)).size : 0;
  const child = launch(plan);
  const how = await new Promise<string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code === 0 ? null : (signal ?? `code ${code}`)));
    child.once('error', (error) => resolve(error.message));
  });
  if (how === null) return;
  const said = readFileSync(logFile(plan)).subarray(from).toString('utf8').trim().slice(-2_000);
  const toPeople = /^understudy: ([^]+)/m.exec(said)?.[1];
  throw new StartError(toPeople ?? `${plan.name} failed (${how})${said ? `:\n${said}` : ''}`);
}

function launch(plan: ChildPlan): ChildProcess {
  const file = logFile(plan);
  mkdirSync(plan.logFolder, { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', LEAVE_WITH_PARENT, plan.entry], {
    env: plan.env,
    stdio: ['ignore', log, log, 'ipc'],
    detached: true, // its own group: Ctrl+C reaches the supervisor only, which stops them in order
  });
  closeSync(log);
  return child;
}

const logFile = (plan: ChildPlan) => path.join(plan.logFolder, `${plan.name}.log`);
