import { Injectable } from '@nestjs/common';
import { channelNameNth, type TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { WarRoomRefused, type WarRoomWish } from '../escalation-thread/index.js';
import { SlackRefusal } from './slack-calls.service.js';
import { type SlackChannelFact, SlackChannels } from './slack-channels.service.js';
import { SlackPosts } from './slack-posts.service.js';
import { type SlackRoom, SlackRoomsRepository } from './slack-rooms.repository.js';

type Wanted = Pick<WarRoomWish, 'tenantId' | 'escalationId' | 'name'>;

/** The workspace or the installation does not let us make channels, now or ever. */
const RESTRICTED: readonly string[] = [
  'restricted_action',
  'missing_scope',
  'no_permission',
  'user_is_restricted',
  'not_allowed_token_type',
  'cannot_create_channel',
];
/** So many others of that name are believed. */
const MOST_NAMES = 9;

/** Makes the place of a war room once: what was made and never heard of is found again by its name and its maker. */
@Injectable()
export class RoomMaking {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackRoomsRepository,
    private readonly channels: SlackChannels,
    private readonly posts: SlackPosts,
  ) {}

  /** `first` stands above the thread, where it is one. Throws SlackRefusal, SlackLater, WarRoomRefused. */
  async room(
    wanted: Wanted,
    first: { readonly key: string; readonly text: string },
  ): Promise<SlackRoom & { readonly name: string | null }> {
    const { tenantId, escalationId } = wanted;
    const known = await this.tenancy.run(tenantId, (tx) => this.rows.find(tx, escalationId));
    if (known !== null) return { ...known, name: null };
    const made = await this.makeChannel(wanted).catch((error: unknown) => {
      if (error instanceof SlackRefusal && RESTRICTED.includes(error.code)) return error;
      throw error;
    });
    if (made instanceof SlackRefusal) return { ...(await this.makeThread(wanted, first, made)), name: null };
    const room = { escalationId, channelId: made.id, threadTs: null, threadIn: null };
    await this.tenancy.run(tenantId, (tx) => this.rows.add(tx, room));
    return { ...room, name: made.name };
  }

  /** The channel that was made for this name although nobody got the answer; null where none was. */
  async findLost(tenantId: TenantId, name: string): Promise<SlackChannelFact | null> {
    const own = await this.channels.findOwn(tenantId, name);
    const isTaken = own !== null && (await this.tenancy.run(tenantId, (tx) => this.rows.isRoom(tx, own.id)));
    return isTaken ? null : own;
  }

  private async makeChannel({ tenantId, name }: Wanted): Promise<SlackChannelFact> {
    for (let nth = 1; ; nth++) {
      const called = channelNameNth(name, nth);
      try {
        return await this.channels.create(tenantId, called);
      } catch (error) {
        if (!(error instanceof SlackRefusal) || error.code !== 'name_taken' || nth >= MOST_NAMES) throw error;
        const own = await this.findLost(tenantId, called);
        if (own !== null) return own;
      }
    }
  }

  private async makeThread(
    { tenantId, escalationId }: Wanted,
    first: { readonly key: string; readonly text: string },
    why: SlackRefusal,
  ): Promise<SlackRoom> {
    const { fallbackChannelId: id } = await this.tenancy.run(tenantId, (tx) => this.rows.settings(tx));
    if (id === null) throw new WarRoomRefused(`${why.message}; no channel is set where a thread could stand in for it`);
    const channel = await this.channels.find(tenantId, id);
    if (channel === null) throw new WarRoomRefused(`${why.message}; the channel for threads is gone`);
    if (!channel.hasBot && !channel.isPrivate) await this.channels.join(tenantId, id);
    const { ts } = await this.posts.post(tenantId, { ...first, channelId: id });
    const room = { escalationId, channelId: id, threadTs: ts, threadIn: channel.name };
    await this.tenancy.run(tenantId, (tx) => this.rows.add(tx, room));
    return room;
  }
}
