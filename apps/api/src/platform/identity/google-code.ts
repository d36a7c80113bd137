import { createHash } from 'node:crypto';
import { DomainError } from '@understudy/domain';
import type { GoogleSettings } from './google-settings.js';

const PATIENCE_MS = 10_000;

type OAuth = Pick<GoogleSettings, 'client' | 'authorizationUrl' | 'tokenUrl'>;

/** The OAuth client; throws `google.not-connected` without one. */
export function requireGoogleClient({ client }: Pick<OAuth, 'client'>): NonNullable<OAuth['client']> {
  if (!client)
    throw new DomainError('google.not-connected', {
      because: 'This installation has no OAuth client: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.',
    });
  return client;
}

/** Google's page for the authorization code flow with PKCE (RFC 7636); `more` is what differs. Throws `google.not-connected`. */
export function googleCodeAddress(
  settings: OAuth,
  {
    verifier,
    ...more
  }: { redirect_uri: string; scope: string; state: string; verifier: string } & Record<string, string>,
): string {
  const address = new URL(settings.authorizationUrl);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: requireGoogleClient(settings).id,
    ...more,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return address.href;
}

/**
 * What Google gives for a code, unread; null when it does not take it. Throws `request.unavailable` when it does not answer, and
 * `google.not-connected`.
 */
export async function exchangeGoogleCode(
  settings: OAuth,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<unknown> {
  const client = requireGoogleClient(settings);
  const answer = await fetch(settings.tokenUrl, {
    method: 'POST',
    signal: AbortSignal.timeout(PATIENCE_MS),
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: client.id,
      client_secret: client.secret,
      redirect_uri: redirectUri,
    }),
  }).catch(() => {
    throw new DomainError('request.unavailable');
  });
  if (answer.status >= 500) throw new DomainError('request.unavailable');
  const body: unknown = await answer.json().catch(() => null);
  return answer.ok ? body : null;
}
