import type { Env } from '../../config/index.js';

/** What checking and getting Google's identity tokens needs. */
export interface GoogleSettings {
  readonly issuers: readonly string[];
  readonly jwksUrl: string;
  /** OAuth clients of the add-on; a token made for any other is refused. */
  readonly addonAudiences: readonly string[];
  /** The OAuth client of the web sign-in; null when none is configured. */
  readonly client: { readonly id: string; readonly secret: string } | null;
  /** Where the browser signs in. */
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
}

/** Injection token of the {@link GoogleSettings}. */
export const GOOGLE_SETTINGS = Symbol('GOOGLE_SETTINGS');

/** The names under which the sandbox knows our two OAuth clients. */
const SANDBOX_CLIENT = { id: 'understudy-web', secret: 'sandbox' };
const SANDBOX_ADDON_AUDIENCE = 'understudy-addon';

/** Settings as configured; in sandbox mode what is not set points to the stand-in Google under our own address. */
export function googleSettings({ mode, apiUrl, addonAudiences, google }: Env): GoogleSettings {
  const { clientId, clientSecret, issuers, jwksUrl, tokenUrl } = google;
  const client = clientId !== null && clientSecret !== null ? { id: clientId, secret: clientSecret } : null;
  if (mode === 'production')
    return {
      issuers,
      jwksUrl,
      addonAudiences,
      client,
      authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: tokenUrl ?? 'https://oauth2.googleapis.com/token',
    };
  const sandbox = `${apiUrl}/sandbox/google`;
  return {
    issuers: [...issuers, sandbox],
    jwksUrl,
    addonAudiences: addonAudiences.length > 0 ? addonAudiences : [SANDBOX_ADDON_AUDIENCE],
    client: client ?? SANDBOX_CLIENT,
    authorizationUrl: `${sandbox}/o/oauth2/v2/auth`,
    tokenUrl: tokenUrl ?? `${sandbox}/token`,
  };
}
