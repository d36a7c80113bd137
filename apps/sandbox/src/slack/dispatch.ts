import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../faults.js';
import { cut } from '../google/striking.js';
import type { SlackCaller, SlackHandler, SlackHandlers } from './call.js';
import { slackContract } from './contract.js';
import { SlackError } from './errors.js';
import { accessToken } from './oauth.js';
import { recordPost } from './posts.js';
import type { SlackParts } from './parts.js';
import { METHOD_RULES, ruleOf, type HandledMethod } from './rules.js';
import { scopesFor } from './scopes.js';
import { strictArguments } from './strict.js';
import type { Json, JsonObject } from './json.js';

const PREFIX = '/sandbox/slack/api';

export type Handlers = Omit<SlackHandlers, 'oauth.v2.access'>;
interface Answered {
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The Web API under its own method names, POST with a form or JSON. In order: known method, token, scopes, tiers, faults, contract, handler; a method of the
 * contract without a handler answers 501, so that nothing can look done that was not.
 */
export function registerWebApi(app: FastifyInstance, parts: SlackParts, handlers: Handlers): void {
  for (const method of Object.keys(METHOD_RULES))
    if (!slackContract.methods[method]) throw new Error(`The contract has no method ${method}.`);
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 1_048_576 }, (_request, body, done) =>
      done(null, body),
    );
    scope.post<{ Params: { method: string } }>(`${PREFIX}/:method`, async (request, reply) => {
      const { method } = request.params;
      try {
        return await serve(parts, handlers, method, request, reply);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        note(parts, method, error);
        return reply
          .code(error.http.status ?? 200)
          .headers(error.http.headers ?? {})
          .send(error.body());
      }
    });
  });
}

async function serve(
  parts: SlackParts,
  handlers: Handlers,
  method: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!bearer?.startsWith('person:')) parts.requests.count(`slack.${method}`);
  if (!slackContract.methods[method]) throw new SlackError('unknown_method', { req_method: method });
  const { token, ...given } = readBody(request);
  const isForm = !isJson(request);
  const bearerToken = bearer ?? (typeof token === 'string' ? token : undefined);

  const isHandled = Object.hasOwn(METHOD_RULES, method);
  if (!isHandled) throw new SlackError('sandbox_no_handler', { req_method: method }, { status: 501 });
  if (method === 'oauth.v2.access') {
    const fault = await strike(parts, method, reply);
    if (fault === 'answered') return reply;
    const answer = accessToken(parts, withBasic(given, request.headers.authorization), isForm);
    await parts.save();
    return finish(reply, fault, { body: { ok: true, ...answer }, headers: { 'cache-control': 'no-store' } });
  }
  const known = method as Exclude<HandledMethod, 'oauth.v2.access'>;
  const caller = authenticate(parts, bearerToken);
  const headers = requireScope(parts, known, caller, given);
  const fault = caller.token ? await strike(parts, method, reply) : null;
  if (fault === 'answered') return reply;
  if (caller.token) parts.limits.take(known, caller.team.id, String(given.channel ?? ''));
  const call = { caller, args: strictArguments(method, given, isForm) };
  const handler: SlackHandler = handlers[known];
  const answer = handler(call);
  if (caller.token) recordPost(parts, known, call, answer);
  await parts.save();
  return finish(reply, fault, { body: { ok: true, ...answer }, headers });
}

const isJson = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.startsWith('application/json') ?? false;

function readBody(request: FastifyRequest): JsonObject {
  const body = typeof request.body === 'string' ? request.body : '';
  if (!isJson(request)) {
    const type = request.headers['content-type'] ?? '';
    if (body && !type.startsWith('application/x-www-form-urlencoded')) throw new SlackError('invalid_post_type');
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    const read = JSON.parse(body || '{}') as Json;
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  } catch {
    throw new SlackError('invalid_json');
  }
  throw new SlackError('json_not_object');
}

/** METHOD oauth.v2.access: "We strongly recommend supplying the Client ID and Client Secret using the HTTP Basic authentication scheme". */
function withBasic(given: JsonObject, authorization: string | undefined): JsonObject {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return given;
  const [client_id = '', client_secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { client_id, client_secret, ...given };
}

function authenticate({ state, members }: SlackParts, bearer: string | undefined): SlackCaller {
  if (!bearer) throw new SlackError('not_authed');
  if (bearer.startsWith('person:')) {
    const user = members.byEmail(bearer.slice('person:'.length));
    if (!user || user.isDeactivated) throw new SlackError('account_inactive');
    return { team: members.team(user.teamId), user, token: null };
  }
  const token = Object.hasOwn(state.tokens, bearer) ? state.tokens[bearer] : undefined;
  if (!token) throw new SlackError('invalid_auth');
  // METHOD auth.test: account_inactive is "for a deleted user or workspace when using a bot token".
  if (token.state === 'uninstalled') throw new SlackError('account_inactive');
  if (token.state === 'revoked') throw new SlackError('token_revoked');
  return { team: members.team(token.teamId), user: members.bot(token.teamId), token };
}

/** Answers the two headers that say what the token has and what the method takes. */
function requireScope(
  { state, channels }: SlackParts,
  method: HandledMethod,
  { token, user }: SlackCaller,
  given: JsonObject,
): Record<string, string> {
  if (!token) return {};
  const seen = (id: string) => {
    const channel = Object.hasOwn(state.channels, id) ? state.channels[id] : undefined;
    return channel && channels.sees(user, channel) ? channel : null;
  };
  const accepted = scopesFor(ruleOf(method).scopes, method, given, seen);
  const missing = accepted.filter((scopes) => !scopes.some((scope) => token.scopes.includes(scope)));
  if (missing.length > 0)
    throw new SlackError('missing_scope', { needed: missing.flat().join(','), provided: token.scopes.join(',') });
  return { 'x-oauth-scopes': token.scopes.join(','), 'x-accepted-oauth-scopes': accepted.flat().join(',') };
}

/** Plays what of a fault comes before the call. `answered`: there is nothing more to do. */
async function strike(parts: SlackParts, method: string, reply: FastifyReply): Promise<Fault | null | 'answered'> {
  const fault = parts.faults.strike(`slack.${method}`);
  if (!fault) return null;
  const { kind, delayMilliseconds, retryAfterSeconds } = fault;
  if (kind === 'error-500') throw new SlackError('internal_error', {}, { status: 500 });
  if (kind === 'rate-limited' || kind === 'quota-exceeded')
    throw new SlackError('ratelimited', {}, { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } });
  if (kind === 'slow') await new Promise<void>((resolve) => setTimeout(resolve, delayMilliseconds).unref());
  if (kind !== 'timeout-before') return fault;
  await cut(reply, fault);
  return 'answered';
}

async function finish(reply: FastifyReply, fault: Fault | null, { body, headers }: Answered): Promise<FastifyReply> {
  if (fault?.kind === 'timeout-after') return cut(reply, fault);
  return reply.headers(headers).send(body);
}

/** What breaks the contract is kept for the tests that ask for it. */
function note({ requests }: SlackParts, method: string, error: SlackError): void {
  const violation = VIOLATIONS[error.code];
  if (!violation) return;
  requests.violated({
    vendor: 'slack',
    method: `slack.${method}`,
    violation,
    problem: JSON.stringify(error.more.response_metadata ?? error.more),
  });
}
const VIOLATIONS: Readonly<
  Record<string, 'unknown-method' | 'invalid-request' | 'not-implemented' | 'missing-scope' | undefined>
> = {
  unknown_method: 'unknown-method',
  sandbox_no_handler: 'not-implemented',
  invalid_arguments: 'invalid-request',
  invalid_blocks: 'invalid-request',
  invalid_blocks_format: 'invalid-request',
  invalid_json: 'invalid-request',
  invalid_post_type: 'invalid-request',
  missing_scope: 'missing-scope',
};
