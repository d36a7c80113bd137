import { Controller, Get, Header } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Open, Reply } from './endpoint.js';
import { Metrics } from './metrics.js';
import { OutboxLag, Readiness } from './readiness.js';
import { ApiDescription } from './api-description.js';

/** What machines and operators read: health, metrics, and the description of the API. */
@Controller()
export class OperationsController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly lag: OutboxLag,
    private readonly description: ApiDescription,
  ) {}

  /** The process answers. */
  @Open()
  @Get('health/live')
  @Header('cache-control', 'no-store')
  live() {
    return { status: 'ok' };
  }

  /** It can do its work; 503 otherwise. */
  @Open()
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  ready() {
    return this.health.check([() => this.readiness.database(), () => this.readiness.auditor()]);
  }

  @Open()
  @Get('metrics')
  async prometheus(@Reply() reply: FastifyReply) {
    const text = await this.metrics.text(() => this.lag.seconds());
    return reply.header('content-type', this.metrics.contentType).send(text);
  }

  @Open()
  @Get('api/openapi.json')
  openapi(@Reply() reply: FastifyReply) {
    return reply.header('content-type', 'application/json; charset=utf-8').send(this.description.json());
  }

  @Open()
  @Get('api/docs')
  docs(@Reply() reply: FastifyReply) {
    return reply.header('content-type', 'text/html; charset=utf-8').send(this.description.page());
  }

  @Open()
  @Get('api/docs/style.css')
  style(@Reply() reply: FastifyReply) {
    return reply.header('content-type', 'text/css; charset=utf-8').send(this.description.style());
  }
}
