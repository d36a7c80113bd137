import { createApp, type TestApp } from '@understudy/api/testing';
import type { HttpPlan, SentStatement } from './load/job.js';
import { Loader } from './load/loader.js';
import type { BenchOptions } from './options.js';
import type { Product } from './product.js';
import { profileWhile } from './profile.js';
import { Recorder } from './recorder.js';
import { busySince, readCpu, readProcessCpu } from './machine.js';
import { signIn } from './sign-in.js';
import { spreadOf } from './statistics.js';

/** Connections of the contenders without HTTP: as many as the API's pool has. */
export const POOL = 12;
/** Enough HTTP connections to keep that pool busy. */
const CONNECTIONS = 32;
const HALF_LOAD_SECONDS = 6;
const SATURATED = 0.9;

type Request = Pick<HttpPlan, 'method' | 'targets' | 'withKey'>;

/** What every path of the bench needs: the product, who makes load, what the API says to the database, and a place for lines. */
export class Stage {
  readonly loader = Loader.start();
  private readonly cpu: number[] = [];
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    readonly product: Product,
    readonly options: BenchOptions,
    readonly print: (line: string) => void,
  ) {}

  /** A token as the browser extension would hold it after signing in. */
  tokenOf(email: string): Promise<string> {
    const known = this.tokens.get(email);
    if (known) return known;
    const token = signIn(this.product.port, email);
    this.tokens.set(email, token);
    return token;
  }

  /** Requests at the API's best; each one's share of the API's CPU time is kept for {@link cpuLine}. */
  async fastest(request: Request, seconds: number): Promise<number> {
    const plan = {
      kind: 'http',
      port: this.product.port,
      ...request,
      connections: CONNECTIONS,
      seconds,
      rate: null,
    } as const;
    const before = readProcessCpu(this.product.api.pid);
    const { rate, count } = await this.loader.run(plan);
    const after = readProcessCpu(this.product.api.pid);
    if (before !== null && after !== null) this.cpu.push(((after - before) * 1_000) / count);
    return rate;
  }

  /** CPU time of the API per request since the last call: noise of the machine hardly moves it, so it is what to compare runs by. */
  cpuLine(): string {
    const spent = this.cpu.splice(0);
    return spent.length === 0
      ? '  CPU per request: not to be read here'
      : `  CPU time of the API per request: ${spreadOf(spent).median.toFixed(2)} ms`;
  }

  /** Requests at a rate, open loop; answers a line with the percentiles. */
  async steady(request: Request, rate: number, aimMs: number): Promise<string> {
    const plan = {
      kind: 'http',
      port: this.product.port,
      ...request,
      connections: CONNECTIONS * 2,
      seconds: HALF_LOAD_SECONDS,
      rate,
    } as const;
    const before = readCpu();
    const { p50, p99, max, count } = await this.loader.run(plan);
    const busy = busySince(before);
    // at half load a machine of its own has room left: without it, something else was measured too
    const verdict =
      p99 < aimMs ? 'reached' : busy !== null && busy > SATURATED ? 'no verdict, the machine was saturated' : 'missed';
    const machine = busy === null ? '' : `, machine ${Math.round(busy * 100)} % busy`;
    return `  at ${rate.toFixed(0)}/s (open loop, ${count} requests${machine}): p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${max.toFixed(0)} ms   aim p99 < ${aimMs} ms: ${verdict}`;
  }

  /** The statements of one request: asked often enough before that all of them are prepared. */
  async record(ask: (app: TestApp) => Promise<Response>): Promise<readonly (readonly SentStatement[])[]> {
    const recorder = new Recorder();
    const app = await createApp(this.product.logins);
    try {
      for (let time = 0; time < 8; time++) {
        const answer = await ask(app);
        const said = await answer.text();
        if (!answer.ok) throw new Error(`the recorded request was answered ${answer.status} ${said}`);
      }
      return recorder.lastTransaction();
    } finally {
      await app.close();
      recorder.stop();
    }
  }

  /** With `--profile`: where the API's time goes under this load. */
  async profile(name: string, request: Request): Promise<void> {
    const { profileDir } = this.options;
    if (profileDir === null) return;
    for (const line of await profileWhile(this.product.api, profileDir, name, () => this.fastest(request, 4)))
      this.print(line);
  }

  async stop(): Promise<void> {
    await this.loader.stop();
  }
}
