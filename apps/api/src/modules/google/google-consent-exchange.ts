import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { type GoogleSettings, googleSettings, GoogleTokens } from '../../platform/identity/index.js';
import { CONSENT_SCOPES } from './google-needs.js';

const Answer = z.object({ id_token: z.string(), refresh_token: z.string().min(1), scope: z.string() });

/** What a person agreed to. */
export interface Granted {
  /** Of the account that agreed, lower case. */
  readonly email: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
}

/** OAuth with a person in front of Google's consent page (code, PKCE, offline): the address of the page, and what its code is worth. */
@Injectable()
export class ConsentExchange {
  private readonly settings: GoogleSettings;
  private readonly tokens: GoogleTokens;
  private readonly redirectUri: string;

  constructor(@Inject(ENV) env: Env) {
    this.settings = googleSettings(env);
    this.tokens = new GoogleTokens(this.settings);
    this.redirectUri = `${env.apiUrl}/api/integrations/google/callback`;
  }

  get isConfigured(): boolean {
    return this.settings.client !== null;
  }

  /** Throws `google.not-connected` without an OAuth client. */
  address({ state, verifier, email }: { state: string; verifier: string; email: string }): string {
    const address = new URL(this.settings.authorizationUrl);
    address.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.client().id,
      redirect_uri: this.redirectUri,
      scope: CONSENT_SCOPES.join(' '),
      state,
      access_type: 'offline',
      // without it Google leaves the refresh token out of a second consent
      prompt: 'consent',
      login_hint: email,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return address.href;
  }

  /** Null when Google does not take the code, or gave no lasting token; throws `request.unavailable` when it does not answer. */
  async exchange(code: string, verifier: string): Promise<Granted | null> {
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
    if (!answer.ok || !body.success) return null;
    const { id_token, refresh_token, scope } = body.data;
    const { email } = await this.tokens.verify(id_token, [client.id]);
    return { email, refreshToken: refresh_token, scopes: scope.split(' ') };
  }

  private client(): { readonly id: string; readonly secret: string } {
    if (!this.settings.client)
      throw new DomainError('google.not-connected', {
        because: 'This installation has no OAuth client: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.',
      });
    return this.settings.client;
  }
}

export const randomText = (): string => randomBytes(32).toString('base64url');
