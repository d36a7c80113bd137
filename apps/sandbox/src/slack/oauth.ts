import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { text } from './call.js';
import { SlackError } from './errors.js';
import { escape, installPage, shell } from './install-page.js';
import type { SlackParts } from './parts.js';
import { CODE_MILLISECONDS, KNOWN_SCOPES } from './rules.js';
import { digits } from './state.js';
import { strictArguments } from './strict.js';
import type { JsonObject } from './json.js';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Problem of an authorization request that must not be sent back to its redirect address. */
class BadRequest extends Error {}

/**
 * `/oauth/v2/authorize`: a page that asks who installs the app, and then for consent. With `sandbox_person=<email>` it is given at once, with
 * `sandbox_answer=deny` refused (https://docs.slack.dev/authentication/installing-with-oauth).
 */
export function registerInstall(app: FastifyInstance, parts: SlackParts): void {
  app.get('/sandbox/slack/oauth/v2/authorize', async (request, reply) => {
    const search = new URL(request.raw.url ?? '/', parts.apiUrl).searchParams;
    const page = (html: string, status = 200) =>
      reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
    try {
      const { scopes, redirectUri } = readRequest(parts, search);
      const back = new URL(redirectUri);
      const state = search.get('state');
      if (state !== null) back.searchParams.set('state', state);
      const email = search.get('sandbox_person');
      if (search.get('sandbox_answer') === 'deny') back.searchParams.set('error', 'access_denied');
      else if (email === null) return page(installPage(parts.members, search, scopes));
      else {
        back.searchParams.set('code', issueCode(parts, email, scopes, redirectUri));
        await parts.save();
      }
      return reply.redirect(back.href, 302);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      return page(shell('Something went wrong', `<p>${escape(error.message)}</p>`), 400);
    }
  });
}

function readRequest({ state, apiUrl }: SlackParts, search: URLSearchParams) {
  if (search.get('client_id') !== state.app.clientId) throw new BadRequest('Invalid client_id parameter');
  const scopes = (search.get('scope') ?? '').split(/[ ,]+/).filter(Boolean);
  if (scopes.length === 0) throw new BadRequest('Invalid permissions requested: no scope is given.');
  const unknown = scopes.filter((scope) => !KNOWN_SCOPES.has(scope));
  if (unknown.length > 0) throw new BadRequest(`Invalid permissions requested: ${unknown.join(', ')}`);
  const redirectUri = search.get('redirect_uri') ?? '';
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  // Only this machine and the product's own host: the page must not be a way to carry codes elsewhere.
  const isOurs = url !== null && (LOOPBACK.has(url.hostname) || url.hostname === new URL(apiUrl).hostname);
  if (!isOurs) throw new BadRequest('redirect_uri did not match any configured URIs.');
  return { scopes, redirectUri };
}

function issueCode(
  { state, members, clock }: SlackParts,
  email: string,
  scopes: string[],
  redirectUri: string,
): string {
  const user = members.byEmail(email);
  if (!user || user.isDeactivated) throw new BadRequest('There is no such demo person.');
  const now = clock.machine().epochMilliseconds;
  for (const [old, { expires }] of Object.entries(state.codes)) if (expires <= now) delete state.codes[old];
  const code = `${digits(10)}.${digits(13)}.${randomBytes(32).toString('hex')}`;
  state.codes[code] = { teamId: user.teamId, userId: user.id, scopes, redirectUri, expires: now + CODE_MILLISECONDS };
  return code;
}

/**
 * METHOD oauth.v2.access. A code is good once, also when the exchange fails. Installing again keeps the token and adds its scopes: "The scopes you request
 * are additive" (https://docs.slack.dev/authentication/installing-with-oauth).
 */
export function accessToken(parts: SlackParts, given: JsonObject, isForm: boolean): JsonObject {
  const { state, members, clock, clientErrors } = parts;
  const args = strictArguments('oauth.v2.access', given, isForm);
  const refused = clientErrors(text(args, 'client_id'), text(args, 'client_secret'));
  if (refused) throw new SlackError(refused);
  if (args.grant_type === 'refresh_token') throw new SlackError('invalid_refresh_token');
  const value = text(args, 'code');
  const code = Object.hasOwn(state.codes, value) ? state.codes[value] : undefined;
  delete state.codes[value];
  if (!code || code.expires <= clock.machine().epochMilliseconds) throw new SlackError('invalid_code');
  if (text(args, 'redirect_uri') !== code.redirectUri) throw new SlackError('bad_redirect_uri');

  const team = members.team(code.teamId);
  const bot = members.bot(team.id);
  bot.isDeactivated = false;
  const known = Object.entries(state.tokens).find(([, one]) => one.teamId === team.id && one.state === 'active');
  const token = known?.[0] ?? `xoxb-${digits(11)}-${digits(13)}-${randomBytes(12).toString('hex')}`;
  const scopes = [...new Set([...(known?.[1].scopes ?? []), ...code.scopes])];
  state.tokens[token] = { teamId: team.id, botUserId: bot.id, scopes, state: 'active' };
  return {
    app_id: state.app.id,
    authed_user: { id: code.userId },
    scope: scopes.join(','),
    token_type: 'bot',
    access_token: token,
    bot_user_id: bot.id,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}
