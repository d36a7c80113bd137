import httpProxy from '@fastify/http-proxy';
import { DomainError } from '@understudy/domain';
import type { FastifyInstance } from 'fastify';
import { toProblem } from './problem.js';

/**
 * Sandbox mode: hands everything under /sandbox that the API does not answer itself (world, sign-in, clock, settle) to the
 * sandbox process, bodies untouched. While that process is not up, the answer is 503.
 */
export async function proxySandbox(fastify: FastifyInstance, upstream: string): Promise<void> {
  await fastify.register(async (scope) => {
    // the proxy brings its own parsers, which pass bodies on as they are; ours would clash with them
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream,
      prefix: '/sandbox',
      rewritePrefix: '/sandbox',
      replyOptions: {
        onError: (reply) => {
          const { status, headers, body } = toProblem(new DomainError('request.unavailable'), reply.request.id);
          void reply
            .code(status)
            .headers(headers)
            .header('content-type', 'application/problem+json; charset=utf-8')
            .send(JSON.stringify(body));
        },
      },
    });
  });
}
