import type { Tokens } from '../identity/tokens.js';
import type { VendorMethod } from './contract.js';
import { GoogleError } from './errors.js';
import type { Principal } from './handler.js';

/** Who a bearer token stands for; 401 as Google says it otherwise. */
export function authenticate(tokens: Tokens, authorization: string | undefined): Principal {
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

/** Any one of the scopes the method's typings name is enough. */
export function requireScope(method: VendorMethod, { scopes }: Principal): void {
  if (scopes === null || method.scopes.some((scope) => scopes.includes(scope))) return;
  throw new GoogleError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    headers: {
      'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${method.scopes.join(' ')}"`,
    },
  });
}
