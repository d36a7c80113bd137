import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Fault, Faults } from '../faults.js';
import { TokenError, type Tokens } from '../identity/tokens.js';
import type { Outbox } from '../outbox.js';
import { contract, matchMethod, type VendorMethod } from './contract.js';
import { GoogleError, notFound } from './errors.js';
import type { Answer, Call, Handlers, Principal } from './handler.js';
import { strictBody, strictQuery } from './strict.js';

export interface GoogleParts {
  readonly handlers: Handlers;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly outbox: Outbox;
  readonly clock: SandboxClock;
  /** Resolves when every change so far is on disk. */
  readonly save: () => Promise<void>;
}

const PREFIX = '/sandbox/google';
/** Subscriptions of ours, not changes of anybody's data. */
const NOT_A_CHANGE = new Set(['calendar.events.watch', 'calendar.channels.stop', 'calendar.freebusy.query']);
/** Which writes can be a faulted call that "happens, and no answer comes". */
type Struck = Fault['kind'] | undefined;

/**
 * Google's APIs under their own paths. In order: authenticated, known method, scopes, contract, handler; a method of the contract without handler
 * is 501, so that nothing can look done that was not.
 */
export function registerGoogle(app: FastifyInstance, parts: GoogleParts): void {
  for (const id of Object.keys(parts.handlers)) {
    if (!contract.methods.some((method) => method.id === id)) throw new Error(`The contract has no method ${id}.`);
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1_048_576 }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(`${PREFIX}/token`, (request, reply) => token(parts, request, reply));
    scope.all(`${PREFIX}/*`, (request, reply) => serve(parts, request, reply));
    scope.setErrorHandler((error, _request, reply) => refuse(reply, error));
  });
}

async function token({ tokens, faults, save }: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  const fault = faults.strike('token');
  if (fault && !(await before(fault, reply))) return reply;
  try {
    const answer = await tokens.grant(new URLSearchParams(typeof request.body === 'string' ? request.body : ''));
    await save();
    return await reply.header('cache-control', 'no-store').send(answer);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return reply.code(error.status).send({ error: error.code, error_description: error.description });
  }
}

async function serve(parts: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  const url = new URL(request.raw.url ?? '/', 'http://sandbox');
  const rawPath = url.pathname.slice(PREFIX.length);
  const principal = authenticate(parts.tokens, request.headers.authorization);
  const matched = matchMethod(request.method, rawPath);
  if (!matched) throw notFound(`${request.method} ${rawPath} is no method of an API the sandbox knows.`);
  const { method, path } = matched;
  requireScope(method, principal);

  const fault = parts.faults.strike(method.id);
  if (fault && !(await before(fault, reply))) return reply;
  const call: Call = {
    principal,
    path,
    query: strictQuery(method, url.searchParams),
    body: strictBody(method, typeof request.body === 'string' ? request.body : ''),
    ifMatch: header(request, 'if-match'),
    ifNoneMatch: header(request, 'if-none-match'),
  };
  const handler = parts.handlers[method.id];
  if (!handler) throw new GoogleError(501, 'notImplemented', `The sandbox has no behaviour for ${method.id} yet.`);
  const answer = await handler(call);
  if (method.verb !== 'GET') {
    record(parts.outbox, method, call, answer);
    await parts.save();
  }
  if (fault?.kind === 'timeout-after') return cut(reply, fault);
  return send(reply, parts.clock, answer);
}

function authenticate(tokens: Tokens, authorization: string | undefined): Principal {
  const bearer = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (!bearer) {
    const message =
      'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.';
    throw new GoogleError(401, 'required', message, {
      headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
    });
  }
  const principal = tokens.principal(bearer);
  if (principal) return principal;
  const message =
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.';
  throw new GoogleError(401, 'authError', message, {
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
}

function requireScope(method: VendorMethod, { scopes }: Principal): void {
  if (scopes === null || method.scopes.some((scope) => scopes.includes(scope))) return;
  throw new GoogleError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    headers: {
      'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${method.scopes.join(' ')}"`,
    },
  });
}

/** Plays the part of a fault that comes before the call. False when there is nothing more to do: the answer is given or cut. */
async function before(fault: Fault, reply: FastifyReply): Promise<boolean> {
  const kind: Struck = fault.kind;
  if (kind === 'error-500') throw new GoogleError(500, 'backendError', 'Internal Error');
  if (kind === 'rate-limited') {
    throw new GoogleError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', {
      domain: 'usageLimits',
      headers: { 'retry-after': String(fault.retryAfterSeconds) },
    });
  }
  if (kind === 'quota-exceeded') {
    throw new GoogleError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', {
      domain: 'usageLimits',
      headers: { 'retry-after': String(fault.retryAfterSeconds) },
    });
  }
  if (kind === 'slow') await pause(fault.delayMilliseconds);
  if (kind === 'timeout-before') {
    await cut(reply, fault);
    return false;
  }
  return true;
}

/** No answer: the connection stays open for the fault's time and is then closed, unless the client gives up first. */
async function cut(reply: FastifyReply, fault: Fault): Promise<FastifyReply> {
  reply.hijack();
  await pause(fault.delayMilliseconds);
  reply.raw.destroy();
  return reply;
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

/** What a person does on their own screen is not the product's doing and stays out of the outbox. */
function record(outbox: Outbox, method: VendorMethod, { principal, path, query, body }: Call, answer: Answer): void {
  if (principal.via === 'person' || NOT_A_CHANGE.has(method.id)) return;
  outbox.add('google', {
    method: method.id,
    as: principal.email,
    path: { ...path },
    query: JSON.parse(JSON.stringify(query)),
    body,
    status: answer.status ?? 200,
    ...(answer.body?.id !== undefined && { id: answer.body.id }),
  });
}

function send(reply: FastifyReply, clock: SandboxClock, { status = 200, body, etag }: Answer) {
  // Google's own clock, which its expirations are measured on.
  void reply.header('date', new Date(clock.now().epochMilliseconds).toUTCString()).code(status);
  if (etag) void reply.header('etag', etag);
  return body && status !== 304
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
    : reply.send();
}

function refuse(reply: FastifyReply, error: unknown) {
  const known = error instanceof GoogleError ? error : tooLarge(error);
  if (!known) throw error;
  return reply
    .code(known.code)
    .headers(known.more.headers ?? {})
    .send(known.body());
}

const tooLarge = (error: unknown): GoogleError | null =>
  error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
    ? new GoogleError(413, 'uploadTooLarge', 'Request Too Large')
    : error instanceof URIError
      ? new GoogleError(400, 'badRequest', 'Bad Request')
      : null;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
