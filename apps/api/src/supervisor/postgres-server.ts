import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findPort } from './free-port.js';
import type { PostgresAccount } from './postgres-account.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { type Postmaster, forgetPostmaster, readPostmaster, stateOf } from './postmaster-file.js';
import { StartError } from './start-error.js';
import { connectToOwnServer } from './superuser.js';

export interface PostgresServerPlan {
  readonly dir: string;
  readonly data: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
  readonly password: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly detached: boolean;
}

/** Recovery after a crash of a busy server takes seconds, not minutes, at our sizes. */
const START_TIMEOUT_MS = 60_000;
/** How long a dead server may stay uncollected before its file is removed for it. */
const ZOMBIE_PATIENCE_MS = 3_000;
const STOP_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 15;
const LOG_LIMIT_BYTES = 10_000_000;

/** One server process: start or adopt, stop. Knows files and signals; who owns which database is not its business. */
export class PostgresServer {
  port = 0;
  pid = 0;
  adopted = false;
  private readonly log: string;
  /** Where in the log the current attempt begins: what older ones said is not its fault. */
  private logBegins = 0;

  constructor(private readonly plan: PostgresServerPlan) {
    this.log = path.join(plan.dir, 'postgres.log');
  }

  /** Answers a superuser's connection to the running server. */
  async start(port?: number): Promise<pg.Client> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    const began = performance.now();
    for (;;) {
      const left = readPostmaster(this.plan.data);
      const state = left ? stateOf(left, this.plan.data) : 'gone';

      if (left && state === 'alive') {
        const client = await this.adopt(left, deadline);
        if (client) return client;
        continue;
      }
      if (left && (state === 'gone' || performance.now() - began > ZOMBIE_PATIENCE_MS))
        forgetPostmaster(this.plan.data);

      const started = await this.launch(port, deadline);
      if (started) return started;
      if (performance.now() > deadline) throw new Error(`the database does not start:\n${this.endOfLog()}`);
      await sleep(200);
    }
  }

  /** Fast shutdown: connections are cut, everything written is kept. Harder signals only when it does not listen. */
  async stop(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (this.ended(this.pid)) return;
      process.kill(this.pid, signal);
      const deadline = performance.now() + STOP_TIMEOUT_MS;
      while (performance.now() < deadline) {
        if (this.ended(this.pid)) return;
        await sleep(LOOK_EVERY_MS);
      }
    }
    throw new Error(`the database (process ${this.pid}) does not stop`);
  }

  /** null: it was on its way out. */
  private async adopt({ pid, port }: Postmaster, deadline: number): Promise<pg.Client | null> {
    const isDead = () => this.ended(pid);
    try {
      const client = await this.untilReady(port, deadline, isDead);
      this.adopted = true;
      return this.become(pid, port, client);
    } catch (error) {
      if (isDead()) return null;
      throw error;
    }
  }

  private async launch(wanted: number | undefined, deadline: number): Promise<pg.Client | null> {
    const port = await findPort(wanted ?? lastPort(this.plan.data));
    if (wanted && port !== wanted) throw new Error(`the database's port ${wanted} is in use`);
    const child = this.spawn(port);
    let dead = false;
    child.once('exit', () => (dead = true));
    child.once('error', () => (dead = true));
    try {
      const client = await this.untilReady(port, deadline, () => dead);
      this.adopted = false;
      // what it wrote itself: behind setpriv and friends the child's number could be another
      return this.become(readPostmaster(this.plan.data)?.pid ?? child.pid ?? 0, port, client);
    } catch (error) {
      // another server's shared memory or a dead one that nobody collected: worth another try, everything else is not
      if (dead && /lock file|shared memory block|Address already in use/.test(this.endOfLog())) return null;
      throw error;
    }
  }

  private spawn(port: number): ChildProcess {
    if (existsSync(this.log) && statSync(this.log).size > LOG_LIMIT_BYTES) renameSync(this.log, `${this.log}.1`);
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      timezone: 'UTC',
      ...this.plan.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { command, args, identity } = this.plan.account.wrap(this.plan.binaries.postgres, [
      ...['-D', this.plan.data, '-p', String(port)],
      ...flags,
    ]);
    const log = openSync(this.log, 'a', 0o600);
    const child = spawn(command, args, {
      ...identity,
      stdio: ['ignore', log, log],
      detached: this.plan.detached, // its own group: Ctrl+C must not reach it before those who still write
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    closeSync(log);
    return child;
  }

  private async untilReady(port: number, deadline: number, isDead: () => boolean): Promise<pg.Client> {
    for (;;) {
      if (isDead()) throw new StartError(`the database ended while starting:\n${this.endOfLog()}`);
      try {
        return await connectToOwnServer({ port, password: this.plan.password }, this.plan.data);
      } catch (error) {
        if (isWrongPassword(error)) {
          throw new StartError(`the database of ${this.plan.dir} refuses its password file`, 1, { cause: error });
        }
        if (performance.now() > deadline) {
          throw new StartError(`the database does not answer; its log is ${this.log}`, 1, { cause: error });
        }
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  private become(pid: number, port: number, client: pg.Client): pg.Client {
    this.pid = pid;
    this.port = port;
    return client;
  }

  private ended(pid: number): boolean {
    return stateOf({ pid, port: this.port }, this.plan.data) !== 'alive';
  }

  private endOfLog(): string {
    return existsSync(this.log) ? readFileSync(this.log).subarray(this.logBegins).toString('utf8').slice(-1_000) : '';
  }
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '28P01';
}

/** The port of the last run, so that addresses people noted stay true. */
function lastPort(data: string): number | undefined {
  const file = path.join(data, 'postmaster.opts');
  const match = existsSync(file) ? /"-p" "(\d+)"/.exec(readFileSync(file, 'utf8')) : null;
  return match ? Number(match[1]) : undefined;
}
