import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import type { auth } from 'googleapis/build/src/apis/calendar/index.js';
import { GoogleLimiter } from './google-limiter.js';

type AuthClient = InstanceType<typeof auth.OAuth2>;
const GOOGLE_HOST = /^(?:[a-z0-9-]+\.)*googleapis\.com$/;
const TOKEN_HOST = 'oauth2.googleapis.com';

/**
 * What every request to Google passes before it leaves: the quotas, and in sandbox mode the way to the stand-in, token and uploads included: the library's
 * `rootUrl` alone would lose its path, is ignored by uploads, and its token address is fixed. Production changes no address.
 */
@Injectable()
export class GoogleTransport {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly limiter: GoogleLimiter,
  ) {}

  /** Sends what `client` asks for the account `email` through here. */
  guard(client: AuthClient, email: string): void {
    client.transporter.interceptors.request.add({
      resolved: async (config) => {
        const asked = new URL(String(config.url));
        // a token is asked for once an hour and counts against no API
        if (asked.host !== TOKEN_HOST) await this.limiter.turn(email, String(config.method ?? 'GET'), asked.pathname);
        config.url = this.address(asked);
        return config;
      },
    });
  }

  /** Where a request for `asked` goes. Throws in sandbox mode for any host that is not Google's. */
  address(asked: URL): URL {
    if (this.env.mode !== 'sandbox') return asked;
    const { rootUrl, tokenUrl } = this.env.google;
    if (!GOOGLE_HOST.test(asked.host) || rootUrl === null || tokenUrl === null)
      throw new Error(`sandbox mode does not call ${asked.host}`);
    const isToken = asked.host === TOKEN_HOST && asked.pathname === '/token';
    return isToken ? new URL(tokenUrl) : new URL(`${rootUrl}${asked.pathname}${asked.search}`);
  }
}
