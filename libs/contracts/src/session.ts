import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { line, text, uuid } from './core/text.js';

/** RFC 7636: 43 characters of base64url, the SHA-256 of the verifier. */
const codeChallenge = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the base64url SHA-256 of the verifier');
const codeVerifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/, 'must be 43 to 128 unreserved characters');

/** An address inside the dashboard. Never another site: `//host` and backslashes are refused. */
export const localPath = text(500).refine(
  (value) => /^\/(?![/\\])[^\\]*$/.test(value) && !/[\r\n\t]/.test(value),
  'must be a path of this site, beginning with one "/"',
);

export const GetSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'How one can sign in here, and whether this browser is signed in',
  allow: 'public',
  response: z
    .object({ mode: z.enum(['sandbox', 'production']), google: z.boolean(), signed_in: z.boolean() })
    .meta({ id: 'SessionState' }),
});

/**
 * The extension's sign-in (OAuth 2.1 code + PKCE through launchWebAuthFlow). With the dashboard's cookie: 302 to
 * `redirect_uri?code&state`. Without it: 302 to the sign-in page, which comes back here.
 */
export const Authorize = endpoint({
  method: 'GET',
  path: '/api/session/authorize',
  summary: "Begin the extension's sign-in",
  allow: 'public',
  raw: true,
  query: {
    client: z.literal('extension'),
    redirect_uri: text(300),
    state: line(500),
    code_challenge: codeChallenge,
    code_challenge_method: z.literal('S256'),
  },
  response: z.string(),
});

export const Tokens = z
  .object({
    access_token: z.string(),
    /** Good for one use; the answer carries the next one. Used twice, the whole sign-in ends. */
    refresh_token: z.string(),
    /** Seconds until the access token ends. */
    expires_in: z.int(),
    tenant_id: uuid,
    user_id: uuid,
  })
  .meta({ id: 'Tokens' });

/** `authorization_code` takes code, code_verifier and redirect_uri; `refresh_token` takes refresh_token. */
export const ExchangeToken = endpoint({
  method: 'POST',
  path: '/api/session/token',
  summary: 'Exchange a sign-in code, or a refresh token, for tokens',
  allow: 'public',
  body: {
    grant_type: z.enum(['authorization_code', 'refresh_token']),
    code: line(400).optional(),
    code_verifier: codeVerifier.optional(),
    redirect_uri: text(300).optional(),
    refresh_token: line(400).optional(),
  },
  response: Tokens,
  errors: ['identity.code-invalid', 'identity.token-invalid', 'identity.unknown-person'],
});

export const RevokeSession = endpoint({
  method: 'POST',
  path: '/api/session/revoke',
  summary: "End the extension's sign-in; unknown tokens are answered the same",
  allow: 'public',
  body: { refresh_token: line(400) },
  response: z.object({ signed_out: z.literal(true) }).meta({ id: 'SignedOut' }),
});

export const SignOut = endpoint({
  method: 'POST',
  path: '/api/session/sign-out',
  summary: "End the dashboard's sign-in and clear its cookie",
  allow: 'public',
  raw: true,
  response: z.object({ signed_out: z.literal(true) }).meta({ id: 'SignedOut' }),
  errors: ['identity.origin-refused'],
});

/** Web sign-in (OpenID Connect: code, PKCE, state, nonce): 302 to Google. */
export const GoogleSignIn = endpoint({
  method: 'GET',
  path: '/api/session/google',
  summary: 'Sign in to the dashboard with Google',
  allow: 'public',
  raw: true,
  query: { next: localPath.optional() },
  response: z.string(),
  errors: ['google.not-connected'],
});

const fromGoogle = text(2000).optional();

/** 302 to the dashboard, signed in; or to the sign-in page with `?problem=<code>`. */
export const GoogleCallback = endpoint({
  method: 'GET',
  path: '/api/session/google/callback',
  summary: 'Where Google sends the browser back to',
  allow: 'public',
  raw: true,
  query: {
    code: fromGoogle,
    state: fromGoogle,
    error: fromGoogle,
    error_description: fromGoogle,
    error_subtype: fromGoogle,
    scope: fromGoogle,
    authuser: fromGoogle,
    prompt: fromGoogle,
    hd: fromGoogle,
    iss: fromGoogle,
  },
  response: z.string(),
});
