import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type AnyEndpoint, ExchangeToken, may } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../config/index.js';
import type { CallerContext } from '../http/caller.js';
import { endpointOf, isOpen } from '../http/metadata.js';
import { type Limits, LIMITS, RateLimiter } from '../http/rate-limit.js';
import { stateOf } from '../http/request-state.js';
import { type Authenticated, Authenticator } from './authenticator.js';
import { parseOpaqueToken } from './opaque-token.js';

/**
 * Stands before every route: who calls, how often, and whether their role may (the permission stands in the contract).
 * A method that names neither a contract nor `@Open()` is not reachable at all.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly limits: Limits;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly authenticator: Authenticator,
    @Inject(RateLimiter) private readonly limiter: RateLimiter,
  ) {
    this.limits = LIMITS[env.mode];
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = endpointOf(context.getHandler());
    if (!endpoint) {
      if (isOpen(context.getHandler())) return true;
      throw new DomainError('request.not-found');
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    this.ensureServed(endpoint, request);
    if (isSignIn(endpoint)) this.countSignIn(request);
    else if (endpoint.allow === 'public') this.countAnybody(endpoint, request);
    if (endpoint.allow === 'public') return true;

    const found = await this.authenticator.authenticate(request, endpoint);
    const { tenantId, userId } = found.person;
    this.limiter.take(`tenant ${tenantId}`, this.limits.tenant);
    this.limiter.take(`person ${userId}`, this.limits.person);
    ensureOwnTenant(found, request);
    if (endpoint.allow !== 'signed-in' && !may(found.roles, endpoint.allow))
      throw new DomainError('identity.not-allowed');

    stateOf(request).caller = toCaller(found, request.id);
    return true;
  }

  /**
   * By address, because nobody is known yet. A refresh token is counted by itself: a whole office behind one address
   * refreshes all day. Made-up ones would each be a new one, so the address has a limit there too, ten times as high.
   */
  private countSignIn({ body, ip, routeOptions }: FastifyRequest): void {
    const refresh = routeOptions.url === ExchangeToken.path ? refreshTokenIn(body) : null;
    if (refresh === null) return this.limiter.take(`sign-in ${ip}`, this.limits.signIn);
    this.limiter.take(`refresh at ${ip}`, this.limits.signIn * 10);
    this.limiter.take(`refresh ${createHash('sha256').update(refresh).digest('base64url')}`, this.limits.signIn);
  }

  /** Secret addresses and links, by address too. What other services push comes for everybody from a few of them: not counted. */
  private countAnybody({ path }: AnyEndpoint, { ip }: FastifyRequest): void {
    if (!path.startsWith('/api/webhooks/')) this.limiter.take(`anybody ${ip}`, this.limits.person);
  }

  /** The sandbox's own endpoints exist in sandbox mode only; a handler that streams has no use for HEAD. */
  private ensureServed(endpoint: AnyEndpoint, request: FastifyRequest): void {
    const isHidden = this.env.mode !== 'sandbox' && endpoint.path.startsWith('/sandbox/');
    if (isHidden || (request.method === 'HEAD' && endpoint.raw)) throw new DomainError('request.not-found');
  }
}

/** The token of a refresh, when it looks like one of ours. */
function refreshTokenIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Reflect.get(body, 'grant_type') !== 'refresh_token') return null;
  const token: unknown = Reflect.get(body, 'refresh_token');
  return typeof token === 'string' && parseOpaqueToken('usr', token) ? token : null;
}

const isSignIn = ({ path, method }: AnyEndpoint): boolean =>
  path === '/sandbox/sign-in' ||
  (path.startsWith('/api/session/') && !(method === 'POST' && path.endsWith('/sign-out')));

/** A tenant in the address, by id or slug, must be the caller's; another one is not there for them (404). */
function ensureOwnTenant({ person }: Authenticated, { params }: FastifyRequest): void {
  const named: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'tenant_id') : undefined;
  if (typeof named !== 'string') return;
  if (named.toLowerCase() !== person.tenantId && named !== person.tenantSlug)
    throw new DomainError('request.not-found');
}

const toCaller = ({ person, roles, surface }: Authenticated, requestId: string): CallerContext => ({
  tenantId: person.tenantId,
  userId: person.userId,
  roles,
  teamId: person.teamId,
  surface,
  requestId,
});
