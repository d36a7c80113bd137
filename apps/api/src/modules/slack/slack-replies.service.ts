import { Inject, Injectable } from '@nestjs/common';
import type { KnownBlock } from '@slack/web-api';
import type { TenantId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { SlackApp } from './slack-app.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';

/** An answer to somebody who did something. */
export interface SlackReply {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

const TIMEOUT_MS = 10_000;
const REPLY_HOST = 'https://hooks.slack.com';

/** Answers that come after the three seconds: by the address that came with the request, for this person only; else as a direct message. */
@Injectable()
export class SlackReplies {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly app: SlackApp,
    private readonly connections: SlackConnections,
  ) {}

  /** An address that is used up or too old is no failure: the person has gone on, and what they did is done. */
  async send(
    tenantId: TenantId,
    to: { responseUrl: string | null; slackUserId: string },
    reply: SlackReply,
  ): Promise<void> {
    if (to.responseUrl !== null && (await this.isSlacks(to.responseUrl))) return this.post(to.responseUrl, reply);
    const slack = await this.connections.of(tenantId);
    if (slack === null) return;
    try {
      await slack.web.chat.postMessage({
        channel: to.slackUserId,
        text: reply.text,
        ...(reply.blocks && { blocks: [...reply.blocks] }),
      });
    } catch (error) {
      if (!isSlackFailure(error) || (await this.connections.failed(tenantId, error)).kind === 'wait') throw error;
    }
  }

  private async post(url: string, { text, blocks }: SlackReply): Promise<void> {
    await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, ...(blocks && { blocks }) }),
    }).catch(() => null);
  }

  /** The address came in a signed request; all the same nothing but Slack is called. */
  private async isSlacks(url: string): Promise<boolean> {
    if (!URL.canParse(url)) return false;
    if (this.env.mode === 'production') return new URL(url).origin === REPLY_HOST;
    const app = await this.app.find();
    return app !== null && new URL(url).origin === new URL(app.apiUrl).origin;
  }
}
