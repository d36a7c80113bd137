import type { FastifyInstance } from 'fastify';
import type { Person, People } from '../people.js';
import { accountsPage, consentPage, errorPage, STYLE } from './pages.js';
import { IDENTITY_SCOPES, isKnownScope } from './scopes.js';
import { ISSUER, type Tokens } from './tokens.js';

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: string[];
  readonly nonce?: string;
  readonly challenge?: string;
  readonly offline: boolean;
  readonly prompt: string | null;
  /** "If true, [...] the access token will also cover any scopes to which the user previously granted the application access." */
  readonly isIncremental: boolean;
}

/** Problem of an authorization request that must not be sent back to its redirect address. */
class BadRequest extends Error {}

export interface SignInParts {
  readonly tokens: Tokens;
  readonly people: People;
  readonly base: string;
  readonly save: () => Promise<void>;
}

/**
 * OpenID Connect sign-in with a page that lists the demo people: one click is signing in. An app that asks for more than who somebody is gets
 * what that person ticks on a second page. Discovery and keys beside it.
 */
export function registerSignIn(app: FastifyInstance, { tokens, people, base, save }: SignInParts): void {
  app.get('/sandbox/google/.well-known/openid-configuration', () => ({
    issuer: ISSUER,
    authorization_endpoint: `${base}/o/oauth2/v2/auth`,
    token_endpoint: `${base}/token`,
    revocation_endpoint: `${base}/revoke`,
    jwks_uri: `${base}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  }));
  app.get('/sandbox/google/oauth2/v3/certs', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(tokens.certs()),
  );

  app.get('/sandbox/google/o/oauth2/v2/auth', async (request, reply) => {
    const search = new URL(request.raw.url ?? '/', base).searchParams;
    const html = (text: string) => reply.type('text/html; charset=utf-8').send(text);
    try {
      const asked = read(search);
      const email = search.get('sandbox_person');
      if (email === null) return await html(accountsPage(people, search));
      const person = people.find(email);
      if (!person || person.suspended) throw new BadRequest('There is no such demo person.');
      const answer = answered(tokens, person, asked, search);
      if (answer === 'ask') return await html(consentPage(person.email, asked.clientId, asked.scopes, search));
      const back = new URL(asked.redirectUri);
      for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
      if (asked.state !== null) back.searchParams.set('state', asked.state);
      await save();
      return await reply.redirect(back.href, 302);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      return reply.code(400).type('text/html; charset=utf-8').send(errorPage(error.message));
    }
  });
  app.get('/sandbox/google/sign-in.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
}

/** The person's answer as parameters of the way back; `ask` when they have not given it yet. */
function answered(
  tokens: Tokens,
  { email }: Person,
  { prompt, isIncremental, ...asked }: Asked,
  search: URLSearchParams,
): 'ask' | Record<string, string> {
  const { consents } = tokens;
  const answer = search.get('sandbox_answer');
  if (answer === 'deny') return { error: 'access_denied' };
  const isAsked = consents.isNeeded(email, asked.clientId, asked.scopes, prompt);
  if (isAsked && answer === null && !search.has('sandbox_granted')) return 'ask';

  const ticked = search.getAll('sandbox_granted').flatMap((value) => value.split(' '));
  const granted = asked.scopes.filter((scope) => !isAsked || IDENTITY_SCOPES.has(scope) || ticked.includes(scope));
  const before = isIncremental ? consents.granted(email, asked.clientId) : [];
  const scopes = [...new Set([...granted, ...before])];
  if (!scopes.length) return { error: 'access_denied' };
  const isFirst = !consents.hasRefreshToken(email, asked.clientId) || prompt === 'consent';
  consents.grant(email, asked.clientId, scopes);
  return {
    code: tokens.issueCode({ email, ...asked, scopes, offline: asked.offline && isFirst }),
    scope: scopes.join(' '),
  };
}

function read(search: URLSearchParams): Asked {
  const needed = (name: string) => {
    const value = search.get(name);
    if (!value) throw new BadRequest(`Required parameter is missing: ${name}`);
    return value;
  };
  if (needed('response_type') !== 'code') throw new BadRequest('Error: unsupported_response_type');
  const scopes = needed('scope').split(' ').filter(Boolean);
  const unknown = scopes.filter((scope) => !isKnownScope(scope));
  if (unknown.length)
    throw new BadRequest(`Error 400: invalid_scope. Some requested scopes were invalid: ${unknown.join(', ')}`);
  if (!scopes.includes('openid') && scopes.every((scope) => IDENTITY_SCOPES.has(scope)))
    throw new BadRequest('Error: invalid_scope. "openid" is needed to sign in.');
  const challenge = search.get('code_challenge');
  if (challenge && search.get('code_challenge_method') !== 'S256')
    throw new BadRequest('Error: invalid_request. code_challenge_method must be S256.');
  const nonce = search.get('nonce');
  return {
    clientId: needed('client_id'),
    redirectUri: redirect(needed('redirect_uri')),
    state: search.get('state'),
    scopes,
    ...(nonce && { nonce }),
    ...(challenge && { challenge }),
    offline: search.get('access_type') === 'offline',
    prompt: search.get('prompt'),
    isIncremental: search.get('include_granted_scopes') === 'true',
  };
}

/** Only addresses on this machine, or of a browser extension: the page must not be a way to carry codes elsewhere. */
function redirect(uri: string): string {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const extension = url?.protocol === 'https:' && url.hostname.endsWith('.chromiumapp.org');
  if (!url || (!local && !extension)) throw new BadRequest('Error: redirect_uri_mismatch');
  return uri;
}
