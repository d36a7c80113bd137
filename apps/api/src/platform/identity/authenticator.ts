import { Inject, Injectable } from '@nestjs/common';
import { type AnyEndpoint, type Role } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { ENV, type Env } from '../../config/index.js';
import type { Surface } from '../http/caller.js';
import { AccessTokens } from './access-tokens.js';
import { ApiKeys } from './api-keys.js';
import { ensureOwnOrigin, readSessionCookie } from './cookie.js';
import { GOOGLE_SETTINGS, type GoogleSettings } from './google-settings.js';
import { GoogleTokens, OtherAudience } from './google-tokens.js';
import { People } from './people.js';
import type { Person } from './people-directory.js';
import { Sessions } from './sessions.js';
import { UnknownAddons } from './unknown-addons.js';

/** Who a request comes from, by which surface, and with which roles (an API key may carry fewer than its person). */
export interface Authenticated {
  readonly person: Person;
  readonly surface: Surface;
  readonly roles: readonly Role[];
}

/** The parts of a request that say who it comes from. */
export type Presented = Pick<FastifyRequest, 'headers' | 'cookies' | 'method'>;

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/**
 * Where each kind of token counts; it is refused everywhere else, so that one that leaks opens no other door. Sandbox
 * tokens count everywhere, in sandbox mode only.
 */
const REACH: Readonly<Record<'web' | 'extension' | 'addon' | 'api-key' | 'sandbox', (path: string) => boolean>> = {
  web: (path) => !path.startsWith('/api/addon/'),
  extension: (path) => !path.startsWith('/api/addon/') && (!path.startsWith('/api/admin/') || isOfCrmSites(path)),
  addon: (path) => path.startsWith('/api/addon/'),
  'api-key': (path) => !path.startsWith('/api/addon/'),
  sandbox: () => true,
};

/** The one thing of admins that is made where one points at a page: what they say there goes from the extension to everybody. */
function isOfCrmSites(path: string): boolean {
  return path === '/api/admin/crm-sites' || path.startsWith('/api/admin/crm-sites/');
}

/** Turns the token of a request into a person. The one place that knows all kinds of token. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(GOOGLE_SETTINGS) private readonly google: GoogleSettings,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(GoogleTokens) private readonly googleTokens: GoogleTokens,
    private readonly apiKeys: ApiKeys,
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly unknownAddons: UnknownAddons,
  ) {}

  /** Throws the 401 codes of `identity`, and `identity.origin-refused` for a cookie sent by another site. */
  async authenticate(request: Presented, endpoint: AnyEndpoint): Promise<Authenticated> {
    const found = await this.identify(request, endpoint.path);
    if (!REACH[found.surface](endpoint.path)) throw new DomainError('identity.token-invalid');
    return found;
  }

  private identify(request: Presented, path: string) {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = BEARER.exec(authorization)?.[1];
      if (!token) throw new DomainError('identity.token-invalid');
      return this.byBearer(token, path);
    }
    const cookie = readSessionCookie(request, this.env);
    if (!cookie) throw new DomainError('identity.sign-in-required');
    ensureOwnOrigin(request, this.env);
    return this.byOwnToken(cookie, ['web']);
  }

  /** Google is asked for its keys only about tokens that claim to be Google's, where such tokens count. */
  private byBearer(token: string, path: string) {
    if (token.startsWith('usk_')) return this.byApiKey(token);
    const issuer = this.accessTokens.knows(token) ? 'understudy' : issuerOf(token);
    if (issuer === 'understudy') return this.byOwnToken(token, ['extension', 'sandbox']);
    if (issuer !== undefined && this.google.issuers.includes(issuer) && REACH.addon(path)) return this.byGoogle(token);
    throw new DomainError('identity.token-invalid');
  }

  private async byOwnToken(token: string, surfaces: readonly ('web' | 'extension' | 'sandbox')[]) {
    const { tenantId, userId, surface, sessionId } = await this.accessTokens.verify(token);
    if (!surfaces.includes(surface)) throw new DomainError('identity.token-invalid');
    if (surface === 'sandbox' && this.env.mode !== 'sandbox') throw new DomainError('identity.token-invalid');
    if (surface !== 'sandbox' && sessionId === null) throw new DomainError('identity.token-invalid');
    const [person] = await Promise.all([
      this.people.getActive(tenantId, userId),
      sessionId === null ? null : this.sessions.requireOpen(tenantId, sessionId),
    ]);
    return { person, surface, roles: person.roles };
  }

  private async byApiKey(token: string) {
    const { tenantId, userId, roles } = await this.apiKeys.verify(token);
    const person = await this.people.getActive(tenantId, userId);
    return { person, surface: 'api-key' as const, roles: rolesOfKey(person, roles) };
  }

  private async byGoogle(token: string) {
    const identity = await this.googleTokens
      .verify(token, this.google.addonAudiences)
      .catch((error: unknown) => this.refuseAddon(error));
    const person = await this.people.getByGoogle(identity);
    return { person, surface: 'addon' as const, roles: person.roles };
  }

  /** Somebody of ours came with an add-on that nobody entered: kept for the doctor, so that an admin need not look for its id. */
  private async refuseAddon(error: unknown): Promise<never> {
    if (!(error instanceof OtherAudience)) throw error;
    const { audience, identity } = error;
    const person = await this.people.getByGoogle(identity);
    await this.unknownAddons.note(person.tenantId, audience);
    throw new DomainError('identity.addon-unknown', { audience });
  }
}

/** An admin may give a key any roles; when its maker is no admin any more, it keeps what they have. */
const rolesOfKey = (person: Person, roles: readonly Role[]): readonly Role[] =>
  person.roles.includes('admin') ? roles : roles.filter((role) => person.roles.includes(role));

/** Only to choose who checks the token; nothing is believed yet. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new DomainError('identity.token-invalid');
  }
}
