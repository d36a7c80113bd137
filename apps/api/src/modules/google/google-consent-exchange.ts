import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import {
  exchangeGoogleCode,
  googleCodeAddress,
  type GoogleSettings,
  googleSettings,
  GoogleTokens,
  requireGoogleClient,
} from '../../platform/identity/index.js';
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
    return googleCodeAddress(this.settings, {
      redirect_uri: this.redirectUri,
      scope: CONSENT_SCOPES.join(' '),
      state,
      verifier,
      access_type: 'offline',
      // without it Google leaves the refresh token out of a second consent
      prompt: 'consent',
      login_hint: email,
    });
  }

  /** Null when Google does not take the code, or gave no lasting token; throws `request.unavailable` when it does not answer. */
  async exchange(code: string, verifier: string): Promise<Granted | null> {
    const body = Answer.safeParse(
      await exchangeGoogleCode(this.settings, { code, verifier, redirectUri: this.redirectUri }),
    );
    if (!body.success) return null;
    const { id_token, refresh_token, scope } = body.data;
    const { email } = await this.tokens.verify(id_token, [requireGoogleClient(this.settings).id]);
    return { email, refreshToken: refresh_token, scopes: scope.split(' ') };
  }
}

export const randomText = (): string => randomBytes(32).toString('base64url');
