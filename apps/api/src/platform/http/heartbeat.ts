import type { Server } from 'node:http';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { HEARTBEAT_SECONDS } from '@understudy/domain';
import { NO_TENANT, Tenancy } from '../database/index.js';

/**
 * Measures that the service is there: asks its own address over HTTP whether it can work, and only then writes a beat into the database.
 * What lies between this machine and people is not seen from here. By machine time.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Heartbeat');
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tenancy: Tenancy,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => (this.beating = this.beat()), HEARTBEAT_SECONDS * 1_000).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.beating;
  }

  /** True when it is up and that is written down. */
  async beat(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.ownAddress()}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      await answer.body?.cancel();
      if (!answer.ok) return false;
      await this.tenancy.run(NO_TENANT, (tx) => tx.query('select service_beat()'));
      return true;
    } catch (error) {
      // a beat that does not come is what is measured
      this.logger.warn(`no heartbeat: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private ownAddress(): string {
    const server: Server = this.host.httpAdapter.getHttpServer();
    const at = server.address();
    if (at === null || typeof at === 'string') throw new Error('the server does not listen');
    const name = at.address === '0.0.0.0' || at.address === '::' ? '127.0.0.1' : at.address;
    return `http://${name.includes(':') ? `[${name}]` : name}:${at.port}`;
  }
}
