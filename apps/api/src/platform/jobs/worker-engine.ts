import path from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { ENV, type Env } from '../../config/index.js';
import { Checkpoints } from '../audit/checkpoints.js';
import { DATABASE_LOGIN, type DatabaseLogin, Listener, openPool, Tenancy } from '../database/index.js';
import { Deliveries, Relay } from '../outbox/index.js';
import { Secrets } from '../secrets/index.js';
import { Handlers } from './handlers.js';
import { sweep } from './housekeeping.js';
import { MessageQueue } from './message-queue.js';
import { TimerRunner } from './timer-runner.js';

const CHECKPOINTS = 'history checkpoints';
const POLL_MS = 1_000;
const HOUSEKEEPING_MS = 60_000;

/** Where signed checkpoints go. */
export const historyFolder = (env: Pick<Env, 'dataDir'>): string => path.join(env.dataDir, 'history');

/**
 * What the worker process does: relay, queue, timers, housekeeping. Starts when every module has registered its handlers.
 * Woken by NOTIFY after commits, and polling every second in case a notice was lost. Stops by finishing what it holds.
 */
@Injectable()
export class WorkerEngine implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Worker');
  private readonly pool: pg.Pool;
  private readonly queue: MessageQueue;
  private readonly relay: Relay;
  private readonly timers: TimerRunner;
  private readonly checkpoints: Checkpoints;
  private readonly listener: Listener;
  private readonly beats: NodeJS.Timeout[] = [];
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ENV) env: Env,
    @Inject(DATABASE_LOGIN) { url }: DatabaseLogin,
    tenancy: Tenancy,
    handlers: Handlers,
    secrets: Secrets,
  ) {
    this.pool = openPool({ url, applicationName: 'understudy-worker-platform', max: 8 });
    this.queue = new MessageQueue(url, handlers, new Deliveries(this.pool));
    this.relay = new Relay({
      pool: this.pool,
      enqueue: this.queue.enqueue,
      onError: (error) => this.logger.warn(`the relay waits for the database: ${error.message}`),
    });
    this.timers = new TimerRunner(this.pool, tenancy, handlers);
    this.checkpoints = new Checkpoints(
      this.pool,
      secrets.signingKey(CHECKPOINTS),
      historyFolder(env),
      secrets.verifyingKeys(CHECKPOINTS),
    );
    this.listener = new Listener({
      url,
      applicationName: 'understudy-worker-wake',
      channels: ['work'],
      onNotice: this.wake,
      onConnect: this.wake,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start();
    await this.queue.work();
    this.listener.start();
    this.beats.push(setInterval(this.wake, POLL_MS), setInterval(this.keepHouse, HOUSEKEEPING_MS));
    this.keepHouse();
    this.logger.log('The worker is ready');
  }

  async onApplicationShutdown(): Promise<void> {
    for (const beat of this.beats) clearInterval(beat);
    await this.listener.stop();
    await Promise.all([this.relay.wake(), this.timers.wake(), this.keeping]);
    await this.queue.stop();
    await this.pool.end();
  }

  private readonly wake = (): void => {
    void this.relay.wake();
    void this.timers.wake();
  };

  private readonly keepHouse = (): void => {
    this.keeping = this.checkpoints
      .write(Temporal.Now.instant())
      .then(({ problems }) => {
        for (const problem of problems) this.logger.error(problem);
        return sweep(this.pool);
      })
      .then(
        () => undefined,
        (error: unknown) => this.logger.error(`housekeeping failed, next try in a minute: ${String(error)}`),
      );
  };
}
