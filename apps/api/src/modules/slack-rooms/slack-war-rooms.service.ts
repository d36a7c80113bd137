import { Injectable } from '@nestjs/common';
import { type TenantId, warRoomNote } from '@understudy/domain';
import {
  type OpenedRoom,
  type RoomMessage,
  type WarRoom,
  type WarRoomPerson,
  WarRoomRefused,
  WarRooms,
  type WarRoomWish,
} from '../escalation-thread/index.js';
import { briefText, mentions, roomText, topicText } from './room-texts.js';
import { RoomPeople } from './room-people.service.js';
import { RoomPlaces } from './room-places.service.js';
import { SlackRefusal } from './slack-calls.service.js';
import { SlackChannels } from './slack-channels.service.js';
import { SlackPosts } from './slack-posts.service.js';
import { RoomMaking } from './room-making.service.js';
import type { SlackRoom } from './slack-rooms.repository.js';

const keyOf = ({ escalationId }: Pick<WarRoom, 'escalationId'>, what: string): string =>
  `war-room:${escalationId}:${what}`;

/** War rooms as channels of the workspace, or threads where it lets none be made (PRD-243 FR-4.2). */
@Injectable()
export class SlackWarRooms extends WarRooms {
  constructor(
    private readonly places: RoomPlaces,
    private readonly making: RoomMaking,
    private readonly people: RoomPeople,
    private readonly channels: SlackChannels,
    private readonly posts: SlackPosts,
  ) {
    super();
  }

  isConnected(tenantId: TenantId): Promise<boolean> {
    return this.places.isConnected(tenantId);
  }

  async open(wish: WarRoomWish): Promise<OpenedRoom> {
    return refusing(async () => {
      const { tenantId, escalationId } = wish;
      const { known, inSlack, withoutSlack } = await this.people.of(tenantId, wish.people);
      const hidden = await this.places.words(tenantId);
      const brief = briefText(wish.brief, hidden);
      const room = await this.making.room(wish, {
        text: `${mentions(inSlack)}\n${brief}`.trim(),
        key: keyOf(wish, 'brief'),
      });
      if (room.threadTs !== null)
        return {
          channelId: room.channelId,
          url: await this.channels.permalink(tenantId, room.channelId, room.threadTs),
          note: warRoomNote(withoutSlack, `#${room.threadIn ?? ''}`),
        };

      const refused = await this.channels.invite(tenantId, room.channelId, inSlack);
      await this.channels.setTopic(tenantId, room.channelId, topicText(hidden(wish.topic)));
      const post = { key: keyOf({ escalationId }, 'brief'), channelId: room.channelId, text: brief };
      const { ts } = await this.posts.post(tenantId, post);
      await this.channels.pin(tenantId, room.channelId, ts);
      const outside = [...withoutSlack, ...refused.flatMap((id) => known.get(id)?.name ?? [])];
      return {
        channelId: room.channelId,
        url: await this.channels.permalink(tenantId, room.channelId, ts),
        ...(room.name !== null && { name: room.name }),
        note: warRoomNote(outside, null),
      };
    });
  }

  async invite(room: WarRoom, people: readonly WarRoomPerson[]): Promise<void> {
    await whileThere(async () => {
      const place = await this.placeOf(room);
      const { known, inSlack, withoutSlack } = await this.people.of(room.tenantId, people);
      const isThread = place.threadTs !== null;
      const refused = isThread ? [] : await this.channels.invite(room.tenantId, place.channelId, inSlack);
      if (isThread && inSlack.length > 0)
        await this.say(room, place, `came:${inSlack.toSorted().join(',')}`, `${mentions(inSlack)} come in.`);
      const outside = [...withoutSlack, ...refused.flatMap((id) => known.get(id)?.name ?? [])];
      if (outside.length > 0) {
        const text = roomText(`Also on this escalation, but not in Slack: ${outside.join(', ')}.`);
        await this.say(room, place, `outside:${outside.join(',')}`, text);
      }
    });
  }

  async tell(room: WarRoom, { key, text, by }: RoomMessage): Promise<void> {
    await whileThere(async () => {
      const hidden = await this.places.words(room.tenantId);
      await this.say(room, await this.placeOf(room), key, roomText(hidden(text), by));
    });
  }

  async archive(room: WarRoom): Promise<void> {
    const place = await this.places.find(room.tenantId, room.escalationId);
    if (place?.threadTs != null) return;
    await whileThere(() => this.channels.archive(room.tenantId, room.channelId));
  }

  async abandon({
    tenantId,
    escalationId,
    name,
  }: Pick<WarRoomWish, 'tenantId' | 'escalationId' | 'name'>): Promise<void> {
    const place = await this.places.find(tenantId, escalationId);
    if (place?.threadTs != null) return;
    await whileThere(async () => {
      const id = place?.channelId ?? (await this.making.findLost(tenantId, name))?.id;
      if (id !== undefined) await this.channels.archive(tenantId, id);
    });
  }

  private async say(room: WarRoom, { channelId, threadTs }: SlackRoom, what: string, text: string): Promise<void> {
    await this.posts.post(room.tenantId, { key: keyOf(room, what), channelId, threadTs, text });
  }

  private async placeOf({ tenantId, escalationId, channelId }: WarRoom): Promise<SlackRoom> {
    const known = await this.places.find(tenantId, escalationId);
    return known ?? { escalationId, channelId, threadTs: null, threadIn: null };
  }
}

/** Somebody archived or deleted it, took our app out of it, or disconnected Slack: there is nobody to tell any more. */
const GONE: readonly string[] = ['is_archived', 'channel_not_found', 'not_in_channel', 'not_connected'];

/** A refusal of Slack's as the port says it. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SlackRefusal ? new WarRoomRefused(error.message) : error;
  }
}

/** As {@link refusing}, where a room that is gone is as good as done. */
const whileThere = (work: () => Promise<void>): Promise<void> =>
  refusing(() =>
    work().catch((error: unknown) => {
      if (!(error instanceof SlackRefusal) || !GONE.includes(error.code)) throw error;
    }),
  );
