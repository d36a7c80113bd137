import { Injectable } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { SlackCalls, SlackRefusal } from './slack-calls.service.js';

export interface SlackChannelFact {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** Our app is in it. */
  readonly hasBot: boolean;
  readonly creator: string | null;
}

/** METHOD conversations.invite: "Up to 100 users may be listed." */
const INVITE_MAX = 100;
const PAGE = 200;

/** What Slack answers where nothing is left to do. */
const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof SlackRefusal && codes.includes(error.code);

/** Channels and who is in them: every call looks the same when it is made twice. Throws SlackRefusal, SlackLater. */
@Injectable()
export class SlackChannels {
  constructor(private readonly calls: SlackCalls) {}

  /** Null where there is none, or a private one that our app is not in: Slack does not tell these apart. */
  async find(tenantId: TenantId, channel: string): Promise<SlackChannelFact | null> {
    try {
      const answer = await this.calls.run(tenantId, 'conversations.info', ({ web }) =>
        web.conversations.info({ channel }),
      );
      return toFact(answer.channel ?? {});
    } catch (error) {
      if (isCode(error, 'channel_not_found')) return null;
      throw error;
    }
  }

  /** Public channels, and the private ones our app is in, that are open; at most `most`. */
  async list(tenantId: TenantId, most: number): Promise<SlackChannelFact[]> {
    const found: SlackChannelFact[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.calls.run(tenantId, 'conversations.list', ({ web, has }) =>
        web.conversations.list({
          types: has('groups:read') ? 'public_channel,private_channel' : 'public_channel',
          exclude_archived: true,
          limit: PAGE,
          ...(cursor !== undefined && { cursor }),
        }),
      );
      found.push(...(page.channels ?? []).map(toFact));
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined || found.length >= most) return found.slice(0, most);
    }
  }

  /** The open one of that name that our app made itself; null where there is none. */
  async findOwn(tenantId: TenantId, name: string): Promise<SlackChannelFact | null> {
    for (let cursor: string | undefined; ;) {
      const { page, botUserId } = await this.calls.run(tenantId, 'users.conversations', async (slack) => ({
        botUserId: slack.botUserId,
        page: await slack.web.users.conversations({
          types: 'public_channel',
          exclude_archived: true,
          limit: PAGE,
          ...(cursor !== undefined && { cursor }),
        }),
      }));
      const own = (page.channels ?? []).map(toFact).find((one) => one.name === name && one.creator === botUserId);
      if (own) return own;
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return null;
    }
  }

  async create(tenantId: TenantId, name: string): Promise<SlackChannelFact> {
    const { channel } = await this.calls.run(tenantId, 'conversations.create', ({ web }) =>
      web.conversations.create({ name }),
    );
    return toFact(channel ?? {});
  }

  async isMember(tenantId: TenantId, channel: string, slackUserId: string): Promise<boolean> {
    for (let cursor: string | undefined; ;) {
      const page = await this.calls.run(tenantId, 'conversations.members', ({ web }) =>
        web.conversations.members({ channel, limit: PAGE, ...(cursor !== undefined && { cursor }) }),
      );
      if (page.members?.includes(slackUserId)) return true;
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return false;
    }
  }

  /** Answers those whom Slack does not let in (guests, people who left); who is in already is in. */
  async invite(tenantId: TenantId, channel: string, slackUserIds: readonly string[]): Promise<string[]> {
    const refused: string[] = [];
    for (let at = 0; at < slackUserIds.length; at += INVITE_MAX) {
      const batch = slackUserIds.slice(at, at + INVITE_MAX);
      refused.push(...(await this.inviteBatch(tenantId, channel, batch)));
    }
    return refused;
  }

  private async inviteBatch(tenantId: TenantId, channel: string, users: readonly string[]): Promise<string[]> {
    try {
      await this.calls.run(tenantId, 'conversations.invite', ({ web }) =>
        web.conversations.invite({ channel, users: users.join(','), force: true }),
      );
      return [];
    } catch (error) {
      if (isCode(error, 'already_in_channel', 'cant_invite_self')) return [];
      if (!isCode(error, 'user_is_restricted', 'cant_invite', 'user_not_found', 'ura_max_channels')) throw error;
      const [one] = users;
      return users.length === 1 && one !== undefined ? [one] : this.inviteEach(tenantId, channel, users);
    }
  }

  /** One that cannot come keeps all out of an answer that names nobody. */
  private async inviteEach(tenantId: TenantId, channel: string, users: readonly string[]): Promise<string[]> {
    const refused: string[] = [];
    for (const user of users) refused.push(...(await this.inviteBatch(tenantId, channel, [user])));
    return refused;
  }

  async join(tenantId: TenantId, channel: string): Promise<void> {
    await this.calls.run(tenantId, 'conversations.join', ({ web }) => web.conversations.join({ channel }));
  }

  async kick(tenantId: TenantId, channel: string, user: string): Promise<void> {
    await this.calls.run(tenantId, 'conversations.kick', ({ web }) => web.conversations.kick({ channel, user }));
  }

  async setTopic(tenantId: TenantId, channel: string, topic: string): Promise<void> {
    await this.calls.run(tenantId, 'conversations.setTopic', ({ web }) =>
      web.conversations.setTopic({ channel, topic }),
    );
  }

  async archive(tenantId: TenantId, channel: string): Promise<void> {
    try {
      await this.calls.run(tenantId, 'conversations.archive', ({ web }) => web.conversations.archive({ channel }));
    } catch (error) {
      if (!isCode(error, 'already_archived', 'channel_not_found')) throw error;
    }
  }

  /** False where the app may not pin, or the channel is full of pins: what was posted is there all the same. */
  async pin(tenantId: TenantId, channel: string, timestamp: string): Promise<boolean> {
    try {
      await this.calls.run(tenantId, 'pins.add', ({ web }) => web.pins.add({ channel, timestamp }));
      return true;
    } catch (error) {
      if (error instanceof SlackRefusal) return error.code === 'already_pinned';
      throw error;
    }
  }

  async permalink(tenantId: TenantId, channel: string, ts: string): Promise<string> {
    const { permalink } = await this.calls.run(tenantId, 'chat.getPermalink', ({ web }) =>
      web.chat.getPermalink({ channel, message_ts: ts }),
    );
    return permalink ?? '';
  }

  /** The direct conversation with somebody. */
  async openDirect(tenantId: TenantId, slackUserId: string): Promise<string> {
    const { channel } = await this.calls.run(tenantId, 'conversations.open', ({ web }) =>
      web.conversations.open({ users: slackUserId }),
    );
    if (channel?.id === undefined) throw new Error('Slack opened a conversation without an id');
    return channel.id;
  }
}

interface WireChannel {
  readonly id?: string;
  readonly name?: string;
  readonly is_private?: boolean;
  readonly is_archived?: boolean;
  readonly is_member?: boolean;
  readonly creator?: string;
}

const toFact = (channel: WireChannel): SlackChannelFact => {
  if (channel.id === undefined) throw new Error('a channel without an id');
  return {
    id: channel.id,
    name: channel.name ?? channel.id,
    isPrivate: channel.is_private === true,
    isArchived: channel.is_archived === true,
    hasBot: channel.is_member === true,
    creator: channel.creator ?? null,
  };
};
