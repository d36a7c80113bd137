import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Env, loginUrl } from '../config/index.js';
import { Child, type ChildPlan, runOnce } from './child.js';
import { type Addresses, childEnvironments } from './child-env.js';
import { makeDataFolder } from './data-folder.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { findPort, type HeldPort, holdPort, tryPort } from './free-port.js';
import { Planted } from './planted.js';
import { forgetRunning, noteRunning } from './running.js';
import { StartError, WRONG_SETTING } from './start-error.js';
import { answers, answersWell, waitFor } from './wait-for.js';

type ProgramName = keyof ReturnType<typeof childEnvironments>;

/** Where the built programs lie. */
export type Programs = Readonly<Record<ProgramName, string>>;

/** The programs of this workspace. */
export function builtPrograms(workspace: string): Programs {
  const inApi = (name: string) => path.join(workspace, 'apps/api/dist', `${name}.js`);
  return {
    migrate: inApi('migrate'),
    seed: inApi('seed'),
    sandbox: path.join(workspace, 'apps/sandbox/dist/main.js'),
    api: inApi('main'),
    worker: inApi('worker'),
    auditor: inApi('auditor'),
  };
}

const READY_TIMEOUT_MS = 60_000;
/** A supervisor that was killed leaves children that need a moment to notice. */
const PORT_PATIENCE_MS = 3_000;
/** The API that cannot come up crashes again and again; the reason is in its log. */
const CRASHES_BEFORE_READY = 3;

/** Everything `npm start` runs: database, sandbox, API, worker, auditor. Started once, stopped once. */
export class Installation {
  private database: Promise<EmbeddedPostgres> | null = null;
  private readonly children: Child[] = [];
  private crashesBeforeReady = 0;
  private lastCrash = '';
  /** The API's port while others start before it; only a port that nobody asked for. */
  private held: HeldPort | null = null;
  private ready = false;
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly env: Env,
    private readonly source: NodeJS.ProcessEnv,
    private readonly programs: Programs,
    private readonly say: (line: string) => void,
  ) {}

  /** Answers the address people use, when everything behind it answers. Throws StartError for what the caller can cure. */
  async start(): Promise<string> {
    makeDataFolder(this.env.dataDir);
    const port = await this.freePort();

    const ownerUrl = this.env.databaseUrl ?? (await this.startDatabase());
    const addresses = await this.addresses(port, ownerUrl);
    const environments = childEnvironments(this.env, addresses, this.source);
    const plan = (name: ProgramName) => this.plan(name, environments[name]);

    await this.unlessStopped(() => runOnce(plan('migrate')));
    const planted = new Planted(this.env.dataDir, ownerUrl);
    if (this.env.mode === 'sandbox' && !planted.isKnown()) {
      await this.unlessStopped(() => runOnce(plan('seed')));
      planted.remember();
    }

    // in the order in which they are needed; stopped the other way round
    if (addresses.sandboxPort !== null) this.startChild(plan('sandbox'));
    for (const name of ['auditor', 'worker'] as const) this.startChild(plan(name));
    await this.held?.release();
    this.startChild(plan('api'));

    const local = `http://${urlHost(this.env.host)}:${port}`;
    if (addresses.sandboxPort !== null) await this.until(`http://127.0.0.1:${addresses.sandboxPort}/`, answers);
    await this.until(`${local}/health/ready`, answersWell);
    noteRunning(this.env.dataDir, addresses);
    this.ready = true;
    return addresses.apiUrl;
  }

  /** Ends everything in order, last started first, the database last. Nothing is left running. Safe to call twice. */
  stop(): Promise<void> {
    this.stopped ??= (async () => {
      forgetRunning(this.env.dataDir);
      await this.held?.release();
      for (const child of this.children.toReversed()) await child.stop();
      const database = await this.database?.catch(() => null); // one that never started has nothing to stop
      await database?.stop();
    })();
    return this.stopped;
  }

  /** The impatient way: programs are killed, the database still stops cleanly. */
  kill(): void {
    for (const child of this.children) child.kill();
  }

  private async unlessStopped(work: () => Promise<void>): Promise<void> {
    if (!this.stopped) await work();
    if (this.stopped) throw new Error('stopped while starting');
  }

  private async freePort(): Promise<number> {
    const wanted = this.env.port;
    if (wanted === 0) {
      this.held = await holdPort(this.env.host);
      return this.held.port;
    }
    const deadline = performance.now() + PORT_PATIENCE_MS;
    const listen = () =>
      tryPort(wanted, this.env.host).catch((error: Error) => {
        throw new StartError(`PORT, HOST: ${error.message}`, WRONG_SETTING);
      });
    while ((await listen()) === null) {
      if (performance.now() > deadline) {
        throw new StartError(`PORT: ${wanted} is in use; stop the other program or set PORT to a free one`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return wanted;
  }

  private async startDatabase(): Promise<string> {
    this.database = startEmbeddedPostgres({
      dir: path.join(this.env.dataDir, 'postgres'),
      onCrash: (event) => this.say(databaseNews(event)),
    });
    const database = await this.database;
    if (database.adopted) this.say('The database of a start that was killed still ran; it is used again.');
    return database.url;
  }

  private async addresses(port: number, ownerUrl: string): Promise<Addresses> {
    const given = this.source['API_URL'] ? this.env.apiUrl : `http://${urlHost(this.env.host)}:${port}`;
    return {
      port,
      apiUrl: given,
      ownerUrl,
      appUrl: this.env.appDatabaseUrl ?? loginUrl(ownerUrl, 'app'),
      workerUrl: this.env.workerDatabaseUrl ?? loginUrl(ownerUrl, 'worker'),
      sandboxPort: this.env.mode === 'sandbox' ? await findPort(this.env.sandboxPort ?? undefined) : null,
    };
  }

  private plan(name: ProgramName, env: Record<string, string>): ChildPlan {
    const entry = this.programs[name];
    if (!existsSync(entry)) throw new StartError(`${entry} is not built; run npm run build`);
    return {
      name,
      entry,
      env,
      logFolder: path.join(this.env.dataDir, 'logs'),
      onCrash: ({ how, restartInMs, log }) => {
        this.lastCrash = `${name} ${how}; its log is ${log}`;
        if (!this.ready) this.crashesBeforeReady += 1;
        this.say(`${this.lastCrash}; starting it again in ${restartInMs} ms`);
      },
    };
  }

  private startChild(plan: ChildPlan): void {
    const child = new Child(plan);
    this.children.push(child);
    child.start();
  }

  private until(url: string, isSo: (url: string) => Promise<boolean>): Promise<void> {
    return waitFor(`an answer of ${url}`, () => isSo(url), {
      timeoutMs: READY_TIMEOUT_MS,
      giveUp: () => this.giveUp(),
    });
  }

  private giveUp(): void {
    if (this.stopped) throw new Error('stopped while starting');
    if (this.crashesBeforeReady >= CRASHES_BEFORE_READY) throw new StartError(this.lastCrash);
  }
}

function databaseNews(event: 'down' | 'up' | Error): string {
  if (event === 'down') return 'The database went away; starting it again.';
  if (event === 'up') return 'The database is back.';
  return `The database does not come back: ${event.message}`;
}

/** The host part of an address under which this machine reaches the listener. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
