import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { DomainError } from '@understudy/domain';
import type { FastifyInstance } from 'fastify';
import { isLoopbackHost, nameOfHost } from './hosts.js';
import { MalformedInput } from './problem.js';

/** What the security headers depend on. */
export interface SecurityOptions {
  readonly production: boolean;
  /** The address people reach us at. */
  readonly apiUrl: string;
  /** Ids of our browser extensions; requests of their pages may read our answers. No other origin may. */
  readonly extensionIds: readonly string[];
}

const ALLOWED_METHODS = 'GET, POST, PATCH, PUT, DELETE';
const ALLOWED_HEADERS = 'authorization, content-type, idempotency-key, if-match';
const EXPOSED_HEADERS = 'retry-after, x-request-id, idempotency-replayed';

/**
 * Cookies, security headers on every answer, CORS for exactly our extensions, and no NUL in any address. In sandbox mode,
 * where anybody may sign in as anybody, requests that were sent to a foreign host name are refused as well.
 */
export async function secure(fastify: FastifyInstance, options: SecurityOptions): Promise<void> {
  await fastify.register(cookie);
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        ...(options.production ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // answers of the API are read by our extensions from their own origin; cookies are SameSite and CORS names origins
    crossOriginResourcePolicy: { policy: 'same-site' },
    frameguard: { action: 'deny' },
    hsts: options.production ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  if (!options.production) refuseForeignHosts(fastify, options.apiUrl);
  allowOrigins(fastify, options.extensionIds);
  refuseNul(fastify);
}

/**
 * A page of any site can make its own name point to 127.0.0.1 (DNS rebinding) and is then the same origin as we are; the
 * browser still tells the name it was asked for.
 */
function refuseForeignHosts(fastify: FastifyInstance, apiUrl: string): void {
  const own = new URL(apiUrl).hostname;
  fastify.addHook('onRequest', ({ headers: { host } }, _reply, done) => {
    if (isLoopbackHost(host) || nameOfHost(host) === own) done();
    else done(new DomainError('request.wrong-host'));
  });
}

function allowOrigins(fastify: FastifyInstance, extensionIds: readonly string[]): void {
  const allowed = new Set(extensionIds.flatMap((id) => [`chrome-extension://${id}`, `moz-extension://${id}`]));
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    void reply.header('vary', 'Origin');
    if (origin === undefined || !allowed.has(origin)) return done();
    void reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED_HEADERS);
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return done();
    void reply
      .header('access-control-allow-methods', ALLOWED_METHODS)
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
}

/** PostgreSQL cannot store NUL and no name contains one: such an address is refused before anything looks at it. */
function refuseNul(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.url.includes('%00'))
      done(new MalformedInput([{ path: '', message: 'the address contains a NUL byte' }]));
    else done();
  });
}
