import { Inject, Injectable } from '@nestjs/common';
import type { InputOf, SlackInstalled } from '@understudy/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../config/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { INSTALL_SECONDS, SlackInstall } from './slack-install.service.js';

const COOKIE_PATH = '/api/integrations/slack';

/** The two steps in front of a browser: out to Slack with a cookie, and back with it. */
@Injectable()
export class SlackInstallPages {
  private readonly isSecure: boolean;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly install: SlackInstall,
  ) {
    this.isSecure = env.apiUrl.startsWith('https:');
  }

  /** Throws slack.no-app. */
  async begin(caller: CallerContext, reply: FastifyReply, isFollowed: boolean): Promise<FastifyReply> {
    const { url, cookie } = await this.install.begin(caller);
    void reply.setCookie(this.cookieName, cookie, {
      path: COOKIE_PATH,
      httpOnly: true,
      secure: this.isSecure,
      // Slack's answer is a navigation from another site
      sameSite: 'lax',
      maxAge: INSTALL_SECONDS,
    });
    return isFollowed ? reply.redirect(url, 302) : reply.send({ url, expires_in_seconds: INSTALL_SECONDS });
  }

  /** Throws as {@link SlackInstall.finish}. */
  async finish(
    request: FastifyRequest,
    reply: FastifyReply,
    input: InputOf<typeof SlackInstalled>,
  ): Promise<FastifyReply> {
    await this.install.finish(request.cookies[this.cookieName], input);
    void reply.clearCookie(this.cookieName, {
      path: COOKIE_PATH,
      httpOnly: true,
      secure: this.isSecure,
      sameSite: 'lax',
    });
    return reply.redirect(`${this.env.apiUrl}/integrations?connected=slack`, 302);
  }

  private get cookieName(): string {
    return this.isSecure ? '__Secure-understudy-slack' : 'understudy-slack';
  }
}
