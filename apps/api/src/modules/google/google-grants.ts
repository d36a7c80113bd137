import { Inject, Injectable } from '@nestjs/common';
import { auth } from 'googleapis/build/src/apis/calendar/index.js';
import type { TenantId, UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import { isGoogleFailure, readGoogleFailure, tokenRefusal } from './google-failure.js';
import { CONSENT_UNREADABLE, consentClient, refreshTokenPlace } from './google-oauth-client.js';
import { GoogleTransport } from './google-transport.js';
import { ServiceAccount } from './service-account.js';

/** What Google's token endpoint says when it is asked. */
export type Grant =
  /** The scopes the token carries, where Google names them. */
  | { readonly state: 'works'; readonly scopes: readonly string[] | null }
  | {
      readonly state: 'scope-missing' | 'account-unknown' | 'ended' | 'key-refused' | 'no-answer';
      readonly text: string;
    };

/** Asks for tokens, each time anew: whether we are let in shows there first. */
@Injectable()
export class GoogleGrants {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly secrets: Secrets,
    private readonly account: ServiceAccount,
    private readonly transport: GoogleTransport,
  ) {}

  /** With the service account's key, as `email`. Null without a readable key. */
  async delegated(email: string, scopes: readonly string[]): Promise<Grant | null> {
    const key = await this.account.find();
    if (key === null) return null;
    const { client_email, private_key } = key;
    const client = new auth.JWT({ email: client_email, key: private_key, scopes: [...scopes], subject: email });
    this.transport.guard(client, email);
    return outcome(
      client.authorize().then(({ scope }) => scope),
      'delegation',
    );
  }

  /** With the refresh token a person's consent left. */
  async consented(tenantId: TenantId, userId: UserId, email: string, sealed: string): Promise<Grant> {
    const client = consentClient(this.env);
    const token = this.open(tenantId, userId, sealed);
    if (token === null) return { state: 'ended', text: CONSENT_UNREADABLE };
    client.setCredentials({ refresh_token: token });
    this.transport.guard(client, email);
    return outcome(
      client.refreshAccessToken().then(({ credentials }) => credentials.scope),
      'consent',
    );
  }

  /** Gives a consent back. Google no longer knowing it is what we want. */
  async revoke(tenantId: TenantId, userId: UserId, sealed: string): Promise<void> {
    const client = consentClient(this.env);
    this.transport.guard(client, userId);
    const token = this.open(tenantId, userId, sealed);
    if (token === null) return;
    await client.revokeToken(token).catch((error: unknown) => {
      if (!isGoogleFailure(error) || readGoogleFailure(error).kind === 'wait') throw error;
    });
  }

  /** Null when it was sealed with a key we no longer have. */
  private open(tenantId: TenantId, userId: UserId, sealed: string): string | null {
    try {
      return this.secrets.open(refreshTokenPlace(tenantId, userId), sealed);
    } catch (error) {
      if (error instanceof UnreadableSecret) return null;
      throw error;
    }
  }
}

async function outcome(asking: Promise<string | null | undefined>, by: 'delegation' | 'consent'): Promise<Grant> {
  try {
    const scope = await asking;
    return { state: 'works', scopes: scope ? scope.split(' ') : null };
  } catch (error) {
    if (!isGoogleFailure(error)) throw error;
    const { text, kind } = readGoogleFailure(error);
    const refusal = tokenRefusal(error);
    if (kind === 'wait' || refusal === null) return { state: 'no-answer', text };
    if (refusal.reason === 'invalid_grant') {
      if (by === 'consent') return { state: 'ended', text };
      return { state: /email|user id|account/i.test(refusal.description) ? 'account-unknown' : 'key-refused', text };
    }
    return { state: refusal.reason === 'invalid_client' ? 'key-refused' : 'scope-missing', text };
  }
}
