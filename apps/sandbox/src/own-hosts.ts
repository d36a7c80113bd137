import { ERRORS } from '@understudy/contracts';
import type { FastifyInstance } from 'fastify';

const CODE = 'request.wrong-host';
const HOST = /^(\[[\da-f:.]+\]|[^\s:@/?#[\]]+)(?::\d{1,5})?$/i;

/**
 * Answers only requests that were sent to this machine by a loopback name, or to the host of the product's address. A page of
 * any site can make its own name point to 127.0.0.1 (DNS rebinding), and the sandbox asks nobody for a password. Everything
 * else gets 421, before anything looks at it.
 */
export function refuseForeignHosts(app: FastifyInstance, apiUrl: string): void {
  const own = new Set(['127.0.0.1', 'localhost', '[::1]', new URL(apiUrl).hostname]);
  const { status, detail } = ERRORS[CODE];
  app.addHook('onRequest', (request, reply, done) => {
    const name = HOST.exec(request.headers.host ?? '')?.[1]?.toLowerCase();
    if (name !== undefined && own.has(name)) return done();
    void reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: `/api/docs#${CODE}`,
          title: 'Request: wrong host',
          status,
          code: CODE,
          detail,
          request_id: request.id,
        }),
      );
  });
}
