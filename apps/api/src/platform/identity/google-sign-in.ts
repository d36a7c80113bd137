import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { exchangeGoogleCode, googleCodeAddress, requireGoogleClient } from './google-code.js';
import { GOOGLE_SETTINGS, type GoogleSettings } from './google-settings.js';
import { GoogleTokens } from './google-tokens.js';
import { People } from './people.js';
import type { Person } from './people-directory.js';
import { SESSION_KEY, type SessionKey } from './session-key.js';
import { Sessions } from './sessions.js';

/** A sign-in that was begun: where to send the browser, and what its cookie must bring back. */
export interface Begun {
  readonly location: string;
  readonly cookie: string;
}

const AUDIENCE = 'understudy:google-sign-in';
export const SIGN_IN_SECONDS = 600;
const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
const Answer = z.object({ id_token: z.string() });

/** Web sign-in with Google: OpenID Connect with code, PKCE, state and nonce; the state counts once. */
@Injectable()
export class GoogleSignIn {
  private readonly redirectUri: string;

  constructor(
    @Inject(ENV) env: Env,
    @Inject(GOOGLE_SETTINGS) private readonly settings: GoogleSettings,
    @Inject(SESSION_KEY) private readonly key: SessionKey,
    @Inject(GoogleTokens) private readonly tokens: GoogleTokens,
    private readonly people: People,
    private readonly sessions: Sessions,
  ) {
    this.redirectUri = `${env.apiUrl}/api/session/google/callback`;
  }

  get isConfigured(): boolean {
    return this.settings.client !== null;
  }

  /** Throws `google.not-connected` without an OAuth client. `next` is where the dashboard opens afterwards. */
  async begin(next: string): Promise<Begun> {
    const pending = { state: random(), nonce: random(), verifier: random(), next };
    const location = googleCodeAddress(this.settings, {
      redirect_uri: this.redirectUri,
      scope: 'openid email profile',
      state: pending.state,
      nonce: pending.nonce,
      verifier: pending.verifier,
    });
    const cookie = await new SignJWT(pending)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${SIGN_IN_SECONDS} seconds`)
      .sign(this.key.privateKey);
    return { location, cookie };
  }

  /**
   * Finishes what `begin` started. Throws `identity.code-invalid` for anything that does not fit together or comes a second
   * time, `identity.unknown-person` for an account nobody here has, `request.unavailable` when Google does not answer.
   */
  async finish(
    cookie: string | undefined,
    state: string | undefined,
    code: string | undefined,
  ): Promise<{ person: Person; next: string }> {
    const pending = await this.read(cookie);
    if (!code || !state || state !== pending.state) throw new DomainError('identity.code-invalid');
    const { id } = requireGoogleClient(this.settings);
    const identity = await this.tokens.verify(await this.exchange(code, pending.verifier), [id]);
    if (identity.nonce !== pending.nonce) throw new DomainError('identity.code-invalid');
    const person = await this.people.getByGoogle(identity);
    if (!(await this.sessions.useState(person.tenantId, state, SIGN_IN_SECONDS)))
      throw new DomainError('identity.code-invalid');
    return { person, next: pending.next };
  }

  private async read(cookie: string | undefined): Promise<z.infer<typeof Pending>> {
    const verified = await jwtVerify(cookie ?? '', this.key.publicKey, {
      audience: AUDIENCE,
      algorithms: ['EdDSA'],
    }).catch(() => null);
    const pending = Pending.safeParse(verified?.payload);
    if (!pending.success) throw new DomainError('identity.code-invalid');
    return pending.data;
  }

  private async exchange(code: string, verifier: string): Promise<string> {
    const body = Answer.safeParse(
      await exchangeGoogleCode(this.settings, { code, verifier, redirectUri: this.redirectUri }),
    );
    if (!body.success) throw new DomainError('identity.code-invalid');
    return body.data.id_token;
  }
}

const random = (): string => randomBytes(32).toString('base64url');
