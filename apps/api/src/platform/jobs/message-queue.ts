import { Logger } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { type Job, type JobResult, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Deliveries, DeliveryTaken, type Enqueue, type RelayedMessage } from '../outbox/index.js';
import type { Handlers } from './handlers.js';

/** Names in pg-boss's schema; the auditor looks into the second. */
export const QUEUE = 'messages';
export const DEAD_LETTERS = 'dead-letters';
/** The worker makes pg-boss's tables when it starts for the first time; until then nobody can read them. */
export const QUEUE_THERE = "select to_regclass('pgboss.job') is not null as there";

const JobData = z.object({
  id: z.string(),
  tenantId: z.string(),
  type: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * pg-boss between relay and handlers: retries, and giving the work of a dead worker to another. The numbers are
 * measured (toolchain.md): a killed worker's job runs again after 10-11.4 s. A kill uses up a retry, so the limit is high;
 * pauses grow from 1 s to 5 min, so an outage of hours is survived before anything is a dead letter.
 */
export class MessageQueue {
  private readonly logger = new Logger('Messages');
  private readonly boss: PgBoss;

  constructor(
    workerUrl: string,
    private readonly handlers: Handlers,
    private readonly deliveries: Deliveries,
  ) {
    this.boss = new PgBoss({
      connectionString: workerUrl,
      application_name: 'understudy-worker-queue',
      // so that every login of the worker's group owns what any of them makes
      options: '-c role=understudy_worker',
      schema: 'pgboss',
      createSchema: false,
      max: 5,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
      useListenNotify: true,
      schedule: false,
    });
    this.boss.on('error', (error) => this.logger.error(`queue: ${error.message}`));
  }

  async start(): Promise<void> {
    await this.boss.start();
    await this.boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * 86_400 });
    const options = {
      notify: true,
      heartbeatSeconds: 10,
      expireInSeconds: 300,
      retryLimit: 100,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      deadLetter: DEAD_LETTERS,
      deleteAfterSeconds: 3_600,
    };
    await this.boss.createQueue(QUEUE, options);
    await this.boss.updateQueue(QUEUE, options);
  }

  /** Begins to hand messages to the handlers. A batch dies with its worker, so it is small. */
  async work(): Promise<void> {
    await this.boss.work(
      QUEUE,
      {
        perJobResults: true,
        batchSize: 5,
        localConcurrency: 4,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
        heartbeatRefreshSeconds: 3,
      },
      (jobs: Job<unknown>[]) => Promise.all(jobs.map((job) => this.handle(job))),
    );
  }

  /** Lets running handlers finish for up to ten seconds; what is left is tried again by the next worker. */
  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 10_000 });
  }

  /** For the relay: queues on its connection, in its transaction. */
  readonly enqueue: Enqueue = async (messages, client) => {
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    await this.boss.insert(
      QUEUE,
      messages.map((message) => ({ data: { ...message } })),
      { db },
    );
  };

  private async handle({ id, data }: Job<unknown>): Promise<JobResult> {
    const parsed = JobData.safeParse(data);
    if (!parsed.success) {
      this.logger.error(`job ${id} is not a message of ours`);
      return { id, status: 'deadletter', output: { error: 'not a message' } };
    }
    const message = parsed.data as RelayedMessage;
    const results = await Promise.allSettled(
      this.handlers
        .ofMessage(message.type)
        .map(([name, handle]) =>
          this.deliveries.run({ tenantId: message.tenantId, messageId: message.id, handler: name }, (delivery) =>
            handle({ ...message, attempt: delivery.attempt, confirm: () => delivery.confirm() }),
          ),
        ),
    );
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const error of failed) this.report(message.type, message.id, message.tenantId, error);
    if (failed.length === 0) return { id, status: 'completed' };
    return { id, status: 'failed', output: { error: String(failed[0]) } };
  }

  private report(type: string, id: string, tenantId: TenantId, error: unknown): void {
    const what = `message ${id} (${type}) of tenant ${tenantId}`;
    if (error instanceof DeliveryTaken) this.logger.warn(`${what}: ${error.message}`);
    else
      this.logger.error(`${what} failed and will be tried again`, error instanceof Error ? error.stack : String(error));
  }
}
