import type pg from 'pg';
import { createCluster, readOrMakeSecret } from './postgres-cluster.js';
import { choosePostgresAccount } from './postgres-account.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { PostgresServer } from './postgres-server.js';
import { StartError } from './start-error.js';
import { ensureOwner, ownerUrl, superuserUrl, takeSupervisorLock } from './superuser.js';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

export interface EmbeddedPostgresOptions {
  /** Folder for data, log and passwords; made when missing. */
  readonly dir: string;
  /** Fixed port; without it the last one if free, else any. */
  readonly port?: number;
  /** More server settings, such as `{ fsync: 'off' }` for a server that is thrown away. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Throw-away server: do not wait for the disk while making the cluster, and die with our process group (Ctrl+C). */
  readonly throwAway?: boolean;
  /** Called when the server went away by itself, and once more when it is back. */
  readonly onCrash?: (event: 'down' | 'up' | Error) => void;
}

export interface EmbeddedPostgres {
  /** As the owner of database `understudy`: not a superuser, may create roles. Stays the same after a crash. */
  readonly url: string;
  /** For tests and checks that play the all-powerful database administrator. */
  readonly superuserUrl: string;
  readonly port: number;
  /** The server's process now; another one after a crash. */
  readonly pid: number;
  /** True when a server left over by a killed supervisor was still running and was taken over. */
  readonly adopted: boolean;
  /** Ends the server and waits until its process is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** The server takes a moment to notice that a killed supervisor's connection is gone. */
const LOCK_PATIENCE_MS = 2_000;

/**
 * Starts PostgreSQL for `dir`, or takes over the one that still runs there. Listens on 127.0.0.1 only. Cold about half a
 * second, warm 0.05 s. A server that crashes is started again on the same port; nothing that it acknowledged is lost.
 * Throws with the end of its log when it cannot start, and when another supervisor uses the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.dir, { recursive: true });
  const dir = realpathSync(options.dir);
  const data = path.join(dir, 'data');
  const binaries = await findPostgresBinaries();
  const password = await createCluster({ dir, data, binaries, sync: !options.throwAway });
  const ownerPassword = readOrMakeSecret(path.join(dir, 'owner-password'));

  const server = new PostgresServer({
    dir,
    data,
    binaries,
    account: choosePostgresAccount(data, binaries),
    password,
    settings: options.settings ?? {},
    detached: !options.throwAway,
  });
  const guard = await server.start(options.port);
  if (!(await takeSupervisorLock(guard, LOCK_PATIENCE_MS))) {
    await guard.end();
    throw new StartError(`another Understudy already uses ${dir}; stop it first, or set DATA_DIR`);
  }
  await ensureOwner(guard, ownerPassword);

  const running = new Guarded(server, guard, options.onCrash ?? (() => undefined));
  return {
    url: ownerUrl(server.port, ownerPassword),
    superuserUrl: superuserUrl({ port: server.port, password }),
    port: server.port,
    get pid() {
      return server.pid;
    },
    adopted: server.adopted,
    stop: () => running.stop(),
  };
}

/** Watches the server through the supervisor's own connection, which works for an adopted server too. */
class Guarded {
  private stopped: Promise<void> | null = null;
  private recovering: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: PostgresServer,
    private guard: pg.Client,
    private readonly onCrash: (event: 'down' | 'up' | Error) => void,
  ) {
    this.watch();
  }

  stop(): Promise<void> {
    this.stopped ??= this.recovering.then(async () => {
      await this.guard.end().catch(() => undefined); // it may be broken already; the server is stopped either way
      await this.server.stop();
    });
    return this.stopped;
  }

  private watch(): void {
    this.guard.once('end', () => {
      if (this.stopped) return;
      this.onCrash('down');
      this.recovering = this.recover();
    });
  }

  private async recover(): Promise<void> {
    try {
      this.guard = await this.server.start(this.server.port);
      await takeSupervisorLock(this.guard, LOCK_PATIENCE_MS);
      this.onCrash('up');
      if (!this.stopped) this.watch();
    } catch (error) {
      this.onCrash(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
