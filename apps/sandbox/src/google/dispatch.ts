import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { Tokens } from '../identity/tokens.js';
import type { Outbox } from '../outbox.js';
import type { Requests, Violation } from '../requests.js';
import { authenticate, requireScope } from './authorize.js';
import { contract, type Matched, matchMethod, type VendorMethod } from './contract.js';
import { GoogleError, notFound } from './errors.js';
import { partial } from './fields.js';
import type { Answer, Call, Handler, Handlers, Principal } from './handler.js';
import type { Quotas } from './quotas.js';
import { type JsonObject, problemsOf, strictBody, strictQuery } from './strict.js';
import { cut, strikeGoogle } from './striking.js';
import { registerTokenEndpoints } from './token-endpoints.js';
import { readUpload } from './upload.js';

export interface GoogleParts {
  readonly handlers: Handlers;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly quotas: Quotas;
  readonly requests: Requests;
  readonly outbox: Outbox;
  readonly clock: SandboxClock;
  /** What a method answers when no `fields` are named, where that is not everything. */
  readonly defaultFields: Readonly<Record<string, string>>;
  /** Resolves when every change so far is on disk. */
  readonly save: () => Promise<void>;
}

const PREFIX = '/sandbox/google';
/** Drafts and notices with attachments are larger than any JSON of ours; Gmail takes 35 MB. */
const BODY_LIMIT = 6 * 1_048_576;
/** Subscriptions of ours, not changes of anybody's data. */
const NOT_A_CHANGE = new Set(['calendar.events.watch', 'calendar.channels.stop', 'calendar.freebusy.query']);

/**
 * Google's APIs under their own paths. In order: authenticated, known method, scopes, faults, quotas, contract, handler; a method of the
 * contract without handler is 501, so that nothing can look done that was not. Answers are held against the contract too.
 */
export function registerGoogle(app: FastifyInstance, parts: GoogleParts): void {
  for (const id of Object.keys(parts.handlers)) {
    if (!contract.methods.some((method) => method.id === id)) throw new Error(`The contract has no method ${id}.`);
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    registerTokenEndpoints(scope, PREFIX, parts);
    scope.all(`${PREFIX}/*`, (request, reply) => serve(parts, request, reply));
    scope.setErrorHandler((error, _request, reply) => refuse(reply, error));
  });
}

async function serve(parts: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  const url = new URL(request.raw.url ?? '/', 'http://sandbox');
  const principal = authenticate(parts.tokens, request.headers.authorization);
  const matched = matchMethod(request.method, url.pathname.slice(PREFIX.length));
  const id = matched?.method.id ?? `${request.method} ${url.pathname.slice(PREFIX.length)}`;
  const isCounted = principal.via !== 'person';
  if (isCounted) parts.requests.count(id);
  const strictly = <T>(violation: Violation, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isCounted && error instanceof GoogleError)
        parts.requests.violated({ vendor: 'google', method: id, violation, problem: error.message });
      throw error;
    }
  };

  const { method, path, isUpload } = strictly('unknown-method', () => known(matched, id));
  strictly('missing-scope', () => requireScope(method, principal));
  const fault = parts.faults.strike(method.id);
  if (fault && !(await strikeGoogle(fault, reply))) return reply;
  if (isCounted) parts.quotas.spend(method.id, principal.email);

  const call = strictly('invalid-request', () => callOf(method, isUpload, principal, path, request, url.searchParams));
  const handler = strictly('not-implemented', () => handlerOf(parts.handlers, method));
  const answer = await answered(handler, call, (problem) => {
    if (isCounted) parts.requests.violated({ vendor: 'google', method: id, violation: 'invalid-request', problem });
  });
  const body = strictly('invalid-request', () => shown(parts, method, answer, url.searchParams));
  if (method.verb !== 'GET') {
    record(parts.outbox, method, call, answer);
    await parts.save();
  }
  if (fault?.kind === 'timeout-after') return cut(reply, fault);
  return send(reply, parts.clock, { ...answer, ...(body && { body }) });
}

/** Refusals that say the request itself is wrong, by reason; others are the world's doing (not there, taken already, changed meanwhile). */
const WRONG_REQUEST = new Set(['badRequest', 'invalid', 'invalidArgument', 'invalidParameter', 'required']);

async function answered(handler: Handler, call: Call, onWrong: (problem: string) => void): Promise<Answer> {
  try {
    return await handler(call);
  } catch (error) {
    if (error instanceof GoogleError && WRONG_REQUEST.has(error.reason)) onWrong(error.message);
    throw error;
  }
}

function known(matched: Matched | null, asked: string): Matched {
  if (!matched) throw notFound(`${asked} is no method of an API the sandbox knows.`);
  return matched;
}

function handlerOf(handlers: Handlers, method: VendorMethod) {
  const handler = handlers[method.id];
  if (!handler) throw new GoogleError(501, 'notImplemented', `The sandbox has no behaviour for ${method.id} yet.`);
  return handler;
}

function callOf(
  method: VendorMethod,
  isUpload: boolean,
  principal: Principal,
  path: Call['path'],
  request: FastifyRequest,
  search: URLSearchParams,
): Call {
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const contentType = request.headers['content-type'] ?? '';
  const upload = isUpload ? readUpload(search.get('uploadType'), contentType, content) : null;
  return {
    principal,
    path,
    query: strictQuery(method, search),
    body: strictBody(method, upload ? upload.json : content.toString('utf8')),
    media: upload?.media ?? null,
    wantsMedia: search.get('alt') === 'media',
    ifMatch: header(request, 'if-match'),
    ifNoneMatch: header(request, 'if-none-match'),
  };
}

/** The answer as it leaves: what the contract says an answer is, cut down to the fields that were asked for. */
function shown(
  { defaultFields }: GoogleParts,
  method: VendorMethod,
  { body }: Answer,
  search: URLSearchParams,
): JsonObject | undefined {
  if (!body || !method.response) return body;
  const problems = problemsOf(method.response, body);
  if (problems.length)
    throw new Error(`The sandbox's answer to ${method.id} breaks the contract: ${problems.join(' ')}`);
  const fields = search.get('fields') ?? defaultFields[method.id];
  return fields === undefined ? body : partial(body, fields, method.response);
}

/** What a person does on their own screen is not the product's doing and stays out of the outbox. */
function record(
  outbox: Outbox,
  method: VendorMethod,
  { principal, path, query, body, media }: Call,
  answer: Answer,
): void {
  if (principal.via === 'person' || NOT_A_CHANGE.has(method.id)) return;
  const { raw, message, ...rest } = body;
  outbox.add('google', {
    method: method.id,
    as: principal.email,
    path: { ...path },
    query: JSON.parse(JSON.stringify(query)),
    // A whole e-mail stands in the outbox as the e-mail it is.
    body: {
      ...rest,
      ...(raw !== undefined && { raw: `${String(raw).length} characters` }),
      ...(message !== undefined && { message: 'an e-mail' }),
    },
    ...(media && { media: { content_type: media.contentType, bytes: media.content.length } }),
    status: answer.status ?? 200,
    ...(answer.body?.id !== undefined && { id: answer.body.id }),
    ...answer.note,
  });
}

function send(reply: FastifyReply, clock: SandboxClock, { status = 200, body, media, etag }: Answer) {
  // Google's own clock, which its expirations are measured on.
  void reply.header('date', new Date(clock.now().epochMilliseconds).toUTCString()).code(status);
  if (etag) void reply.header('etag', etag);
  if (media) return reply.type(media.contentType).send(media.content);
  return body && status !== 304
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
    : reply.send();
}

function refuse(reply: FastifyReply, error: unknown) {
  const refusal = error instanceof GoogleError ? error : unreadable(error);
  if (!refusal) throw error;
  return reply
    .code(refusal.code)
    .headers(refusal.more.headers ?? {})
    .send(refusal.body());
}

const unreadable = (error: unknown): GoogleError | null =>
  error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
    ? new GoogleError(413, 'uploadTooLarge', 'Request Too Large')
    : error instanceof URIError
      ? new GoogleError(400, 'badRequest', 'Bad Request')
      : null;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
