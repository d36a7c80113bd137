import type { TenantId, UserId } from '@understudy/domain';
import { auth } from 'googleapis/build/src/apis/calendar/index.js';
import type { Env } from '../../config/index.js';
import { googleSettings } from '../../platform/identity/index.js';
import type { SecretPlace } from '../../platform/secrets/index.js';

/** Where a person's refresh token is sealed for. */
export const refreshTokenPlace = (tenantId: TenantId, userId: UserId): SecretPlace => ({
  tenantId,
  owner: userId,
  purpose: 'google.refresh-token',
});

/** The key it was sealed with is gone: nothing but a new consent helps. */
export const CONSENT_UNREADABLE =
  'The stored consent cannot be read with the present SECRETS_KEY. Connect the Google account again under Profile, Your Google account.';

/** An OAuth client of ours without a token. Refreshing asks the same OAuth client that the web sign-in uses. */
export function consentClient(env: Env): InstanceType<typeof auth.OAuth2> {
  const { client } = googleSettings(env);
  return new auth.OAuth2({ clientId: client?.id, clientSecret: client?.secret });
}
