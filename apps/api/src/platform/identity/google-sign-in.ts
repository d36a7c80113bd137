import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
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
    const client = this.client();
    const pending = { state: random(), nonce: random(), verifier: random(), next };
    const location = new URL(this.settings.authorizationUrl);
    location.search = new URLSearchParams({
      response_type: 'code',
      client_id: client.id,
      redirect_uri: this.redirectUri,
      scope: 'openid email profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const cookie = await new SignJWT(pending)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${SIGN_IN_SECONDS} seconds`)
      .sign(this.key.privateKey);
    return { location: location.href, cookie };
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
    const client = this.client();
    const identity = await this.tokens.verify(await this.exchange(code, pending.verifier), [client.id]);
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
    const client = this.client();
    const answer = await fetch(this.settings.tokenUrl, {
      method: 'POST',
      signal: AbortSignal.timeout(10_000),
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        client_id: client.id,
        client_secret: client.secret,
        redirect_uri: this.redirectUri,
      }),
    }).catch(() => {
      throw new DomainError('request.unavailable');
    });
    if (answer.status >= 500) throw new DomainError('request.unavailable');
    const body = Answer.safeParse(await answer.json().catch(() => null));
    if (!answer.ok || !body.success) throw new DomainError('identity.code-invalid');
    return body.data.id_token;
  }

  private client(): { readonly id: string; readonly secret: string } {
    if (!this.settings.client) throw new DomainError('google.not-connected');
    return this.settings.client;
  }
}

const random = (): string => randomBytes(32).toString('base64url');
