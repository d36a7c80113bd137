import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { errors, importJWK, jwtVerify, SignJWT } from 'jose';
import type { SandboxClock } from '../clock.js';
import type { Person, People } from '../people.js';
import type { Principal } from '../google/handler.js';
import { Consents } from './consents.js';
import { privateKeyOf, SERVICE_ACCOUNT_EMAIL } from './keys.js';
import { DELEGATED_SCOPES } from './scopes.js';
import type { AccessToken, AuthorizationCode, IdentityState } from './state.js';

export type { AuthorizationCode, IdentityState } from './state.js';

/** An answer of the token endpoint in the form of RFC 6749, section 5.2. */
export class TokenError extends Error {
  constructor(
    readonly status: 400 | 401,
    readonly code: string,
    readonly description: string,
  ) {
    super(`${code}: ${description}`);
  }
}

/** As the vendor's own, so that nothing that checks tokens needs another setting. Its keys are the sandbox's. */
export const ISSUER = 'https://accounts.google.com';
const LIFE_SECONDS = 3600;
const CODE_SECONDS = 600;
/** Google's own two token addresses: the audience its libraries put into an assertion, wherever it is sent. */
const ASSERTION_AUDIENCES = ['https://oauth2.googleapis.com/token', 'https://www.googleapis.com/oauth2/v4/token'];

/** Issues and checks the stand-in Google's tokens. All of it on machine time: moving the product's clock ends no session. */
export class Tokens {
  readonly consents: Consents;

  constructor(
    private readonly state: IdentityState,
    private readonly people: People,
    private readonly clock: SandboxClock,
  ) {
    this.consents = new Consents(state);
  }

  /** Who stands behind a bearer token; `null` when it is unknown or over. */
  principal(bearer: string): Principal | null {
    if (bearer.startsWith('person:')) {
      const person = this.people.find(bearer.slice('person:'.length));
      return person && !person.suspended ? { email: person.email, via: 'person', scopes: null } : null;
    }
    const found = Object.hasOwn(this.state.access, bearer) ? this.state.access[bearer] : undefined;
    return found && this.isAlive(found) ? { email: found.email, via: found.via, scopes: found.scopes } : null;
  }

  /** The scopes an admin of the domain delegated to the service account. */
  delegated(domain: string): readonly string[] {
    return this.state.delegation?.[domain] ?? DELEGATED_SCOPES;
  }

  /** As in the admin console, for one domain or all of them; `null` gives back the demo's. Tokens that stood on a scope taken away are over. */
  delegate(scopes: string[] | null, domain?: string): void {
    const domains = domain === undefined ? new Set(this.people.all.map((person) => person.domain)) : [domain];
    this.state.delegation ??= {};
    for (const one of domains) {
      if (scopes === null) delete this.state.delegation[one];
      else this.state.delegation[one] = scopes;
    }
  }

  /** https://oauth2.googleapis.com/tokeninfo; `null` when the token is none. */
  info(bearer: string): Record<string, string> | null {
    const found = Object.hasOwn(this.state.access, bearer) ? this.state.access[bearer] : undefined;
    if (!found || !this.isAlive(found)) return null;
    const client = found.clientId ?? SERVICE_ACCOUNT_EMAIL;
    return {
      azp: client,
      aud: client,
      scope: found.scopes.join(' '),
      exp: String(found.expires),
      expires_in: String(found.expires - this.seconds()),
      email: found.email,
      email_verified: 'true',
    };
  }

  private isAlive({ email, via, scopes, expires }: AccessToken): boolean {
    const person = this.people.find(email);
    if (!person || person.suspended || expires <= this.seconds()) return false;
    if (via !== 'service-account') return true;
    const delegated = this.delegated(person.domain);
    return scopes.every((scope) => delegated.includes(scope));
  }

  /** The token endpoint, all grants. */
  async grant(form: URLSearchParams): Promise<Record<string, unknown>> {
    const type = form.get('grant_type');
    if (type === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return this.serviceAccount(form.get('assertion') ?? '');
    if (type === 'authorization_code') return this.code(form);
    if (type === 'refresh_token') return this.refresh(form);
    throw new TokenError(400, 'unsupported_grant_type', `Invalid grant_type: ${type ?? ''}`);
  }

  /** A one-time code of the sign-in page, good for ten minutes. */
  issueCode(code: AuthorizationCode): string {
    const value = `4/${randomBytes(32).toString('base64url')}`;
    this.state.codes[value] = { ...code, expires: this.seconds() + CODE_SECONDS };
    return value;
  }

  /** What `ScriptApp.getIdentityToken()` gives an add-on: an OpenID token of the person for the script's OAuth client. */
  async identityToken(email: string, audience: string, nonce?: string): Promise<string> {
    const person = this.person(email);
    return new SignJWT({
      azp: audience,
      email: person.email,
      email_verified: true,
      hd: person.domain,
      name: person.name,
      ...(nonce && { nonce }),
    })
      .setProtectedHeader({ alg: 'RS256', kid: this.state.idKey.kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(person.subject)
      .setIssuedAt(this.seconds())
      .setExpirationTime(this.seconds() + LIFE_SECONDS)
      .sign(await privateKeyOf(this.state.idKey));
  }

  /**
   * The access token with which an Apps Script calls Google's own APIs for the person who runs it: the living one, or a new one. Throws TokenError
   * for an account that is gone.
   */
  scriptToken(email: string, clientId: string, scopes: readonly string[]): string {
    const person = this.person(email);
    const until = this.seconds() + CODE_SECONDS;
    const isLike = (one: AccessToken) =>
      one.clientId === clientId &&
      one.email === person.email &&
      one.scopes.join() === scopes.join() &&
      one.expires > until;
    const [living] = Object.entries(this.state.access).find(([, one]) => isLike(one)) ?? [];
    return living ?? this.access(person, 'oauth-client', [...scopes], clientId);
  }

  certs() {
    const { kid, publicJwk } = this.state.idKey;
    return { keys: [{ ...publicJwk, kid, alg: 'RS256', use: 'sig' }] };
  }

  private async serviceAccount(assertion: string) {
    const key = await importJWK(this.state.serviceKey.publicJwk, 'RS256');
    const { payload } = await jwtVerify(assertion, key, {
      issuer: SERVICE_ACCOUNT_EMAIL,
      audience: ASSERTION_AUDIENCES,
      algorithms: ['RS256'],
      requiredClaims: ['iat', 'exp', 'scope'],
      currentDate: new Date(this.clock.machine().epochMilliseconds),
    }).catch((error: unknown) => {
      const reason = error instanceof errors.JOSEError ? error.message : 'it cannot be read';
      throw new TokenError(400, 'invalid_grant', `Invalid JWT Signature or claims: ${reason}`);
    });
    // https://developers.google.com/identity/protocols/oauth2/service-account, exp: "a maximum of 1 hour after the issued time".
    if ((payload.exp ?? 0) - (payload.iat ?? 0) > LIFE_SECONDS)
      throw new TokenError(400, 'invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes).');
    const scopes = String(payload.scope).split(' ').filter(Boolean);
    const person = typeof payload.sub === 'string' ? this.people.find(payload.sub) : null;
    const delegated = person ? this.delegated(person.domain) : DELEGATED_SCOPES;
    if (typeof payload.sub !== 'string' || scopes.some((scope) => !delegated.includes(scope)) || !scopes.length) {
      throw new TokenError(
        401,
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      );
    }
    // The same answer for an account that is suspended: nothing may be done in its name.
    if (!person || person.suspended) throw new TokenError(400, 'invalid_grant', 'Invalid email or User ID');
    return {
      access_token: this.access(person, 'service-account', scopes),
      expires_in: LIFE_SECONDS - 1,
      token_type: 'Bearer',
    };
  }

  private async code(form: URLSearchParams) {
    const value = form.get('code') ?? '';
    const code = Object.hasOwn(this.state.codes, value) ? this.state.codes[value] : undefined;
    delete this.state.codes[value]; // single use, also when the exchange fails
    const wrong = (why: string) => new TokenError(400, 'invalid_grant', why);
    if (!code || code.expires <= this.seconds()) throw wrong('Malformed auth code.');
    if (form.get('client_id') !== code.clientId)
      throw new TokenError(401, 'invalid_client', 'The OAuth client was not found.');
    if (form.get('redirect_uri') !== code.redirectUri)
      throw new TokenError(400, 'redirect_uri_mismatch', 'Bad Request');
    if (code.challenge && !proves(form.get('code_verifier') ?? '', code.challenge))
      throw wrong('Invalid code verifier.');
    const person = this.person(code.email);
    const refresh = `1//${randomBytes(32).toString('base64url')}`;
    if (code.offline)
      this.state.refresh[refresh] = { email: person.email, clientId: code.clientId, scopes: code.scopes };
    return {
      access_token: this.access(person, 'oauth-client', code.scopes, code.clientId),
      expires_in: LIFE_SECONDS - 1,
      scope: code.scopes.join(' '),
      token_type: 'Bearer',
      ...(code.scopes.includes('openid') && {
        id_token: await this.identityToken(person.email, code.clientId, code.nonce),
      }),
      ...(code.offline && { refresh_token: refresh }),
    };
  }

  private async refresh(form: URLSearchParams) {
    const value = form.get('refresh_token') ?? '';
    const known = Object.hasOwn(this.state.refresh, value) ? this.state.refresh[value] : undefined;
    if (!known) throw new TokenError(400, 'invalid_grant', 'Token has been expired or revoked.');
    if (known.clientId !== form.get('client_id')) throw new TokenError(400, 'invalid_grant', 'Bad Request');
    return {
      access_token: this.access(this.person(known.email), 'oauth-client', known.scopes, known.clientId),
      expires_in: LIFE_SECONDS - 1,
      scope: known.scopes.join(' '),
      token_type: 'Bearer',
    };
  }

  private access(person: Person, via: Principal['via'], scopes: string[], clientId?: string): string {
    const now = this.seconds();
    for (const [token, { expires }] of Object.entries(this.state.access))
      if (expires <= now) delete this.state.access[token];
    for (const [code, { expires }] of Object.entries(this.state.codes))
      if (expires <= now) delete this.state.codes[code];
    const token = `ya29.${randomBytes(32).toString('base64url')}`;
    this.state.access[token] = {
      email: person.email,
      via,
      scopes,
      expires: now + LIFE_SECONDS,
      ...(clientId !== undefined && { clientId }),
    };
    return token;
  }

  private person(email: string): Person {
    const person = this.people.find(email);
    if (!person || person.suspended) throw new TokenError(400, 'invalid_grant', 'Account has been deleted.');
    return person;
  }

  private seconds(): number {
    return Math.floor(this.clock.machine().epochMilliseconds / 1000);
  }
}

/** RFC 7636: BASE64URL(SHA256(verifier)) equals the challenge. */
function proves(verifier: string, challenge: string): boolean {
  const made = createHash('sha256').update(verifier).digest();
  const asked = Buffer.from(challenge, 'base64url');
  return made.length === asked.length && timingSafeEqual(made, asked);
}
