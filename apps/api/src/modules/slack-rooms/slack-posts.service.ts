import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChatPostMessageArguments, KnownBlock } from '@slack/web-api';
import type { TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { SlackCalls, SlackLater, SlackRefusal } from './slack-calls.service.js';
import { SlackPostsRepository } from './slack-posts.repository.js';

/** Names our key in a message's metadata: opaque to whoever may read it. */
export const POST_EVENT = 'understudy_post';
/** So long a message whose answer was lost is listened for before it is posted again, by the machine's clock. */
const LISTEN_SECONDS = 20;

export interface SlackPost {
  readonly key: string;
  readonly channelId: string;
  readonly threadTs?: string | null;
  /** mrkdwn; with blocks what programs and notifications show instead of them. */
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}
export interface PostedMessage {
  readonly channelId: string;
  readonly ts: string;
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Posts a message once per key. Slack has no key of its own for that: after an answer that was lost we listen for our own message, and
 * post again only when it was not heard (integrations.md: channel history is never read).
 */
@Injectable()
export class SlackPosts {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackPostsRepository,
    private readonly calls: SlackCalls,
  ) {}

  /** Throws SlackRefusal, SlackLater. */
  async post(tenantId: TenantId, post: SlackPost): Promise<PostedMessage> {
    const { key, channelId, text, blocks, threadTs = null } = post;
    const digest = digestOf(text);
    const known = await this.tenancy.run(tenantId, (tx) => this.rows.begin(tx, { key, channelId, threadTs, digest }));
    if (known.ts !== null) return { channelId: known.channelId, ts: known.ts };
    if (known.unsureSeconds !== null && known.unsureSeconds < LISTEN_SECONDS)
      throw new SlackLater(LISTEN_SECONDS, true);

    await this.tenancy.run(tenantId, (tx) => this.rows.attempt(tx, { key, digest }));
    const ts = await this.send(tenantId, post, {
      channel: channelId,
      text,
      ...(blocks && { blocks: [...blocks] }),
      ...(threadTs !== null && { thread_ts: threadTs }),
      metadata: { event_type: POST_EVENT, event_payload: { key } },
      unfurl_links: false,
      unfurl_media: false,
    });
    await this.tenancy.run(tenantId, (tx) => this.rows.posted(tx, key, ts));
    return { channelId, ts };
  }

  /** Makes the message with that key say this. False where none was posted. Throws SlackRefusal, SlackLater. */
  async change(
    tenantId: TenantId,
    { key, text, blocks }: Pick<SlackPost, 'key' | 'text' | 'blocks'>,
  ): Promise<boolean> {
    const known = await this.tenancy.run(tenantId, (tx) => this.rows.find(tx, key));
    if (known === null || known.ts === null) return false;
    const { channelId: channel, ts } = known;
    await this.calls.run(tenantId, 'chat.update', ({ web }) =>
      web.chat.update({ channel, ts, text, ...(blocks && { blocks: [...blocks] }) }),
    );
    return true;
  }

  private async send(
    tenantId: TenantId,
    { key, channelId }: SlackPost,
    message: ChatPostMessageArguments,
  ): Promise<string> {
    try {
      const { ts } = await this.calls.run(tenantId, `chat.postMessage ${channelId}`, ({ web }) =>
        web.chat.postMessage(message),
      );
      if (ts === undefined) throw new Error('Slack posted a message without a ts');
      return ts;
    } catch (error) {
      if (hasNotLeft(error)) await this.tenancy.run(tenantId, (tx) => this.rows.forgetAttempt(tx, key));
      throw error;
    }
  }
}

const hasNotLeft = (error: unknown): boolean =>
  error instanceof SlackRefusal || (error instanceof SlackLater && !error.isUnsure);
