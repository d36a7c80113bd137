import { randomUUID } from 'node:crypto';
import { type DynamicModule, ShutdownSignal, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import type { Env } from '../../config/index.js';
import { acceptJsonOnly } from './body.js';
import { Metrics } from './metrics.js';
import { toProblem } from './problem.js';
import { stateOf } from './request-state.js';
import { proxySandbox } from './sandbox-proxy.js';
import { secure } from './security.js';
import { answerUnchanged } from './unchanged.js';
import { acceptUploads } from './upload.js';
import { serveWebApp } from './web-app.js';

const BODY_LIMIT_BYTES = 1_000_000;
const MAX_PARAM_LENGTH = 500;
/** Time for the head of a request. A body has as long, an upload that is wanted ten times that (see upload.ts). */
const REQUEST_PATIENCE_MS = 30_000;
const UPLOAD_PATIENCE_MS = 300_000;
const STOP_PATIENCE_MS = 5_000;

export interface ServerOptions {
  readonly env: Env;
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webApp: string;
}

/**
 * The HTTP server around a Nest module, ready but not listening yet. Request ids are made here and answered as
 * `x-request-id`; a client's own id is not taken over, because it goes into the history.
 */
export async function createServer(
  module: Type | DynamicModule,
  options: ServerOptions,
): Promise<NestFastifyApplication> {
  const { env, logger, webApp } = options;
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: env.trustedProxies.length > 0 ? [...env.trustedProxies] : false,
    requestTimeout: UPLOAD_PATIENCE_MS,
    http: { headersTimeout: REQUEST_PATIENCE_MS },
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const { status, body } = toProblem(error, request.id);
      void reply
        .code(status)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(body));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    // until the log is there nothing may be printed; a failing start throws, and whoever starts us says so
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(NestLogger));
  app.enableShutdownHooks([ShutdownSignal.SIGTERM, ShutdownSignal.SIGINT]);

  const fastify = adapter.getInstance();
  acceptJsonOnly(fastify);
  await acceptUploads(fastify, REQUEST_PATIENCE_MS);
  endConnectionsOnClose(fastify);
  await secure(fastify, {
    production: env.mode === 'production',
    apiUrl: env.apiUrl,
    extensionIds: env.extensionIds,
  });
  reportRequests(fastify, app.get(Metrics), logger);
  answerUnchanged(fastify);
  if (env.mode === 'sandbox' && env.sandboxUrl !== null) await proxySandbox(fastify, env.sandboxUrl);
  await serveWebApp(fastify, webApp);
  await app.init();
  return app;
}

/**
 * While stopping: a running request finishes (five seconds at most), and a connection that only waits is closed as soon as it
 * is idle, because browsers would keep it open for a minute.
 */
function endConnectionsOnClose(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const { server } = fastify;
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const all = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE_MS);
    server.once('close', () => {
      clearInterval(idle);
      clearTimeout(all);
    });
    done();
  });
}

/** One log line and one measurement per answered request: by route, never by address, which may hold a person's words. */
function reportRequests(fastify: FastifyInstance, metrics: Metrics, logger: Logger): void {
  // the fields of this line are closed and none is a secret: looking for secrets in it cost a tenth of a request
  const requests = logger.child({}, { redact: { paths: [] } });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const { caller } = stateOf(request);
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    requests.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(caller && { tenantId: caller.tenantId, userId: caller.userId, surface: caller.surface }),
      },
      'request',
    );
    done();
  });
}
