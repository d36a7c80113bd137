import { Injectable } from '@nestjs/common';
import { DomainError, type TenantId } from '@understudy/domain';
import { isSlackFailure } from '../slack/index.js';
import { SlackLater, SlackRefusal } from './slack-calls.service.js';
import { type SlackChannelFact, SlackChannels } from './slack-channels.service.js';

/** So many are looked through for a name. */
const MOST_CHANNELS = 5_000;

/** Channels as people choose them. Never inside a transaction. */
@Injectable()
export class ChannelLookup {
  constructor(private readonly channels: SlackChannels) {}

  /** Throws slack.not-connected, slack-rooms.channel-not-found, slack-rooms.channel-archived, slack-rooms.unreachable. */
  async get(tenantId: TenantId, id: string): Promise<SlackChannelFact> {
    const found = await answering(() => this.channels.find(tenantId, id));
    if (found === null) throw new DomainError('slack-rooms.channel-not-found', { channel_id: id });
    if (found.isArchived) throw new DomainError('slack-rooms.channel-archived', { channel_id: id });
    return found;
  }

  /** All that are in use. */
  list(tenantId: TenantId): Promise<SlackChannelFact[]> {
    return answering(() => this.channels.list(tenantId, MOST_CHANNELS));
  }

  /** Whose name begins so: "acct-acme" means "acct-acme" and "acct-acme-emea", not "acct-acmeville". */
  async named(tenantId: TenantId, name: string): Promise<SlackChannelFact[]> {
    return (await this.list(tenantId)).filter((one) => isOf(one.name, name));
  }
}

/** Of a customer whose channels begin so. */
export const isOf = (channelName: string, name: string): boolean =>
  channelName === name || channelName.startsWith(`${name}-`);

async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'not_connected') throw new DomainError('slack.not-connected');
    if (error instanceof SlackRefusal || error instanceof SlackLater || isSlackFailure(error))
      throw new DomainError('slack-rooms.unreachable');
    throw error;
  }
}
