import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus may read. One registry per app, so that tests can start several in one process. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route (never by address) and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly outboxLag = new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest message that the relay has not taken; 0 when none waits, -1 when it could not be read.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.durations.labels(method, route, String(status)).observe(seconds);
  }

  /** The text Prometheus reads, with the age of the oldest waiting message as `lagSeconds` found it. */
  async text(lagSeconds: () => Promise<number>): Promise<string> {
    this.outboxLag.set(await lagSeconds().catch(() => -1));
    return this.registry.metrics();
  }
}
