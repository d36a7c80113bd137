import type { FastifyInstance } from 'fastify';
import type { People } from '../people.js';
import { ISSUER, type Tokens } from './tokens.js';

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: string[];
  readonly nonce?: string;
  readonly challenge?: string;
  readonly offline: boolean;
}

/** Problem of an authorization request that must not be sent back to its redirect address. */
class BadRequest extends Error {}

/** OpenID Connect sign-in with a page that lists the demo people: one click is signing in. Discovery and keys beside it. */
export function registerSignIn(app: FastifyInstance, tokens: Tokens, people: People, base: string): void {
  app.get('/sandbox/google/.well-known/openid-configuration', () => ({
    issuer: ISSUER,
    authorization_endpoint: `${base}/o/oauth2/v2/auth`,
    token_endpoint: `${base}/token`,
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

  app.get('/sandbox/google/o/oauth2/v2/auth', (request, reply) => {
    const search = new URL(request.raw.url ?? '/', base).searchParams;
    try {
      const asked = read(search);
      const email = search.get('sandbox_person');
      if (email === null) return reply.type('text/html; charset=utf-8').send(page(people, search));
      const person = people.find(email);
      if (!person) throw new BadRequest('There is no such demo person.');
      const back = new URL(asked.redirectUri);
      back.searchParams.set('code', tokens.issueCode({ email: person.email, ...asked }));
      if (asked.state !== null) back.searchParams.set('state', asked.state);
      return reply.redirect(back.href, 302);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      return reply
        .code(400)
        .type('text/html; charset=utf-8')
        .send(shell('Error 400', `<p>${escape(error.message)}</p>`));
    }
  });
  app.get('/sandbox/google/sign-in.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
}

function read(search: URLSearchParams): Asked {
  const needed = (name: string) => {
    const value = search.get(name);
    if (!value) throw new BadRequest(`Required parameter is missing: ${name}`);
    return value;
  };
  if (needed('response_type') !== 'code') throw new BadRequest('Error: unsupported_response_type');
  const scopes = needed('scope').split(' ').filter(Boolean);
  if (!scopes.includes('openid')) throw new BadRequest('Error: invalid_scope. "openid" is needed to sign in.');
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

function page(people: People, search: URLSearchParams): string {
  const organisations = Map.groupBy(people.all, ({ organisation }) => organisation);
  const lists = [...organisations].map(([organisation, members]) => {
    const rows = members.map(({ email, name, title }) => {
      const link = new URLSearchParams(search);
      link.set('sandbox_person', email);
      const href = `/sandbox/google/o/oauth2/v2/auth?${escape(link.toString())}`;
      return `<li><a href="${href}"><strong>${escape(name)}</strong> <span>${escape(email)}</span> <em>${escape(title)}</em></a></li>`;
    });
    return `<h2>${escape(organisation)}</h2><ul>${rows.join('')}</ul>`;
  });
  return shell('Choose an account', `<p>Sandbox sign-in: no password, one click.</p>${lists.join('')}`);
}

const shell = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${title}</title><link rel="stylesheet" href="/sandbox/google/sign-in.css"></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0;background:light-dark(#f4f6f8,#14181d);color:light-dark(#1c2530,#e6ebf0)}
main{max-width:34rem;margin:2rem auto;padding:1.5rem 2rem;background:light-dark(#fff,#1d232a);border:1px solid light-dark(#d8dee5,#333c46);border-radius:12px}
h1{font-size:1.4rem;margin:0}h2{font-size:1rem;margin:1.5rem 0 .25rem}p,span,em{color:light-dark(#4a5663,#aab4bf)}em{font-style:normal}ul{list-style:none;margin:0;padding:0}
a{display:block;padding:.6rem .5rem;border-radius:8px;color:inherit;text-decoration:none;overflow-wrap:anywhere}a:hover,a:focus-visible{background:light-dark(#e8eef5,#2a323b)}
a:focus-visible{outline:2px solid light-dark(#1d5fbf,#8db9f5)}`;
