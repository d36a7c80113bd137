import { createPublicKey, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SlackInstalled, InputOf } from '@understudy/contracts';
import { asId, DomainError, type TenantId, type UserId } from '@understudy/domain';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { Sessions } from '../../platform/identity/index.js';
import { Secrets } from '../../platform/secrets/index.js';
import { SlackApp, type SlackAppSettings } from './slack-app.js';
import { slackClient } from './slack-client.js';
import { Installed, SlackConnecting } from './slack-connecting.service.js';
import { isSlackFailure, readSlackFailure } from './slack-failure.js';
import { SCOPE_NAMES } from './slack-scopes.js';

export const INSTALL_SECONDS = 600;
const AUDIENCE = 'understudy:slack-install';
const CALLBACK = '/api/integrations/slack/callback';
const Pending = z.object({ state: z.string(), tenantId: z.uuid(), userId: z.uuid() });

/** The installation by OAuth 2 (https://docs.slack.dev/authentication/installing-with-oauth). */
@Injectable()
export class SlackInstall {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly app: SlackApp,
    private readonly secrets: Secrets,
    private readonly sessions: Sessions,
    private readonly connecting: SlackConnecting,
  ) {}

  /**
   * Where the browser goes, and the cookie that has to come back with it: only the browser that asked can finish. Throws slack.no-app.
   */
  async begin({
    tenantId,
    userId,
  }: Pick<CallerContext, 'tenantId' | 'userId'>): Promise<{ url: string; cookie: string }> {
    const app = await this.requireApp();
    const state = randomBytes(32).toString('base64url');
    const url = new URL(app.authorizeUrl);
    url.search = new URLSearchParams({
      client_id: app.clientId,
      scope: SCOPE_NAMES.join(','),
      redirect_uri: this.redirectUri,
      state,
    }).toString();
    const cookie = await new SignJWT({ state, tenantId, userId })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${INSTALL_SECONDS} seconds`)
      .sign(this.key);
    return { url: url.href, cookie };
  }

  /**
   * Finishes what {@link begin} began. Throws slack.install-invalid for anything that does not fit together or comes a second time,
   * slack.install-refused with Slack's reason, slack.workspace-taken, request.unavailable when Slack does not answer.
   */
  async finish(cookie: string | undefined, { state, code, error }: InputOf<typeof SlackInstalled>): Promise<void> {
    const pending = await this.read(cookie);
    if (state === undefined || state !== pending.state) throw new DomainError('slack.install-invalid');
    const tenantId = asId<TenantId>(pending.tenantId);
    if (!(await this.sessions.useState(tenantId, state, INSTALL_SECONDS)))
      throw new DomainError('slack.install-invalid');
    if (error !== undefined) throw new DomainError('slack.install-refused', { reason: error.slice(0, 100) });
    if (code === undefined) throw new DomainError('slack.install-invalid');
    await this.exchange(tenantId, asId<UserId>(pending.userId), code);
  }

  /** The code of an installation becomes the connection. `by` is null where the sandbox installs itself. Throws as {@link finish}. */
  async exchange(tenantId: TenantId, by: UserId | null, code: string): Promise<void> {
    const made = await this.tokenFor(await this.requireApp(), code);
    await this.connecting.connect(tenantId, by, made);
  }

  get redirectUri(): string {
    return `${this.env.apiUrl}${CALLBACK}`;
  }

  private async tokenFor(app: SlackAppSettings, code: string): Promise<Installed> {
    try {
      const answer = await slackClient(app.apiUrl).oauth.v2.access({
        client_id: app.clientId,
        client_secret: app.clientSecret,
        code,
        redirect_uri: this.redirectUri,
      });
      return Installed.parse(answer);
    } catch (error) {
      if (!isSlackFailure(error)) throw error;
      const failure = readSlackFailure(error);
      if (failure.kind === 'wait') throw new DomainError('request.unavailable');
      throw new DomainError('slack.install-refused', { reason: failure.code });
    }
  }

  private async read(cookie: string | undefined): Promise<z.output<typeof Pending>> {
    const verified = await jwtVerify(cookie ?? '', createPublicKey(this.key), {
      audience: AUDIENCE,
      algorithms: ['EdDSA'],
    }).catch(() => null);
    const pending = Pending.safeParse(verified?.payload);
    if (!pending.success) throw new DomainError('slack.install-invalid');
    return pending.data;
  }

  private async requireApp(): Promise<SlackAppSettings> {
    const app = await this.app.find();
    if (app === null) throw new DomainError('slack.no-app');
    return app;
  }

  private get key() {
    return this.secrets.signingKey('slack-install');
  }
}
