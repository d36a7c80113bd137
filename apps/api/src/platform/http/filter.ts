import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './problem.js';

/** The stored answer of a request that was made before; the database layer throws one (see `Tenancy.run`). */
interface Replayed {
  readonly name: 'ReplayedAnswer';
  readonly status: number;
  readonly body: unknown;
}

const isReplayed = (error: unknown): error is Replayed =>
  error instanceof Error && error.name === 'ReplayedAnswer' && 'status' in error && 'body' in error;

/** The one place where errors leave the API: each becomes problem+json, and an unexpected one is logged once, here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (isReplayed(error)) {
      void reply.status(error.status).header('idempotency-replayed', 'true').send(error.body);
      return;
    }

    const { status, headers, body, unexpected } = toProblem(error, request.id);
    if (unexpected) this.logger.error({ err: error, requestId: request.id }, 'request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(status)
      .headers(headers)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(body));
  }
}
