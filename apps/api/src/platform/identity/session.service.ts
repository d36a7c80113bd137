import { Inject, Injectable } from '@nestjs/common';
import type { Authorize, ExchangeToken, InputOf } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../config/index.js';
import { MalformedInput } from '../http/problem.js';
import { AccessTokens } from './access-tokens.js';
import {
  clearSessionCookie,
  ensureOwnOrigin,
  readSessionCookie,
  sessionCookieName,
  setSessionCookie,
  setSignInCookie,
  takeSignInCookie,
} from './cookie.js';
import { GoogleSignIn, SIGN_IN_SECONDS } from './google-sign-in.js';
import { People } from './people.js';
import type { Person } from './people-directory.js';
import { type IssuedTokens, LIFETIME, Sessions } from './sessions.js';

const REDIRECT = /^https:\/\/([a-p]{32}|[0-9a-f]{40})\.(?:chromiumapp\.org|extensions\.allizom\.org)\/[\w./-]{0,100}$/;

/** What the session endpoints do, beside keeping the rows. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly google: GoogleSignIn,
  ) {}

  async state(request: FastifyRequest): Promise<{ mode: Env['mode']; google: boolean; signed_in: boolean }> {
    return {
      mode: this.env.mode,
      google: this.google.isConfigured,
      signed_in: (await this.fromCookie(request)) !== null,
    };
  }

  /** Signs a person in to the dashboard of this browser. */
  async signInWeb(person: Pick<Person, 'tenantId' | 'userId'>, reply: FastifyReply): Promise<void> {
    setSessionCookie(reply, this.env, await this.sessions.startWeb(person), LIFETIME.web);
  }

  /** A signed-in browser's `Cookie` header, for tests and for pages the sandbox opens itself. */
  async cookieHeaderFor(person: Pick<Person, 'tenantId' | 'userId'>): Promise<string> {
    return `${sessionCookieName(this.env)}=${await this.sessions.startWeb(person)}`;
  }

  /** Where the extension's sign-in window goes next: back to the extension with a code, or to the sign-in page. */
  async authorize(request: FastifyRequest, input: InputOf<typeof Authorize>): Promise<string> {
    this.ensureOurExtension(input.redirect_uri);
    const person = await this.fromCookie(request);
    if (!person) return `/sign-in?next=${encodeURIComponent(request.url)}`;
    const back = new URL(input.redirect_uri);
    back.searchParams.set('code', await this.sessions.issueCode(person, input.redirect_uri, input.code_challenge));
    back.searchParams.set('state', input.state);
    return back.href;
  }

  exchange(input: InputOf<typeof ExchangeToken>): Promise<IssuedTokens> {
    if (input.grant_type === 'refresh_token') return this.sessions.refresh(given(input, 'refresh_token'));
    const code = given(input, 'code');
    return this.sessions.exchangeCode(code, given(input, 'code_verifier'), given(input, 'redirect_uri'));
  }

  revoke(refreshToken: string): Promise<void> {
    return this.sessions.revoke(refreshToken);
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const cookie = readSessionCookie(request, this.env);
    clearSessionCookie(reply, this.env);
    if (!cookie) return;
    ensureOwnOrigin(request, this.env);
    const claims = await this.tokens.verify(cookie).catch(() => null);
    if (claims?.sessionId) await this.sessions.endWeb(claims.tenantId, claims.sessionId);
  }

  async beginGoogle(reply: FastifyReply, next: string): Promise<string> {
    const { location, cookie } = await this.google.begin(next);
    setSignInCookie(reply, this.env, cookie, SIGN_IN_SECONDS);
    return location;
  }

  /** Where the browser goes after Google: into the dashboard, or to the sign-in page, which shows the problem's sentence. */
  async finishGoogle(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: { state?: string; code?: string },
  ): Promise<string> {
    const cookie = takeSignInCookie(request, reply, this.env);
    try {
      const { person, next } = await this.google.finish(cookie, answer.state, answer.code);
      await this.signInWeb(person, reply);
      return next;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return `/sign-in?problem=${encodeURIComponent(error.code)}`;
    }
  }

  /** The person of the dashboard's cookie; null when there is none that counts. */
  private async fromCookie(request: FastifyRequest): Promise<Person | null> {
    const cookie = readSessionCookie(request, this.env);
    if (!cookie) return null;
    try {
      const { tenantId, userId, surface, sessionId } = await this.tokens.verify(cookie);
      if (surface !== 'web' || sessionId === null) return null;
      await this.sessions.requireOpen(tenantId, sessionId);
      return await this.people.getActive(tenantId, userId);
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Codes go to our extensions only. Sandbox mode without a list takes any extension's address, and nothing else. */
  private ensureOurExtension(redirectUri: string): void {
    const id = REDIRECT.exec(redirectUri)?.[1];
    const { extensionIds, mode } = this.env;
    const isOurs = id !== undefined && (extensionIds.includes(id) || (mode === 'sandbox' && extensionIds.length === 0));
    if (!isOurs) throw new MalformedInput([{ path: 'redirect_uri', message: 'is not an address of our extension' }]);
  }
}

function given<Name extends string>(input: { readonly [name in Name]?: string | undefined }, name: Name): string {
  const value = input[name];
  if (value === undefined) throw new MalformedInput([{ path: name, message: 'is needed for this grant_type' }]);
  return value;
}
