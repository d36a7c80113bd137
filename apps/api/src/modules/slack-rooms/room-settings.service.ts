import { Injectable } from '@nestjs/common';
import {
  type GetSlackRoomSettings,
  type InputOf,
  type OutputOf,
  type PutSlackRoomSettings,
  SlackRoomSettings,
} from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { ChannelLookup } from './channel-lookup.service.js';
import { type RoomSettings, SlackRoomsRepository } from './slack-rooms.repository.js';

type Wire = OutputOf<typeof GetSlackRoomSettings>;

/** What an admin decides about rooms in Slack. */
@Injectable()
export class RoomSettingsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackRoomsRepository,
    private readonly lookup: ChannelLookup,
    private readonly history: History,
  ) {}

  get(caller: CallerContext): Promise<Wire> {
    return this.tenancy.run(caller.tenantId, async (tx) => toWire(await this.rows.settings(tx)));
  }

  /** Throws slack.not-connected, slack-rooms.channel-not-found, slack-rooms.channel-archived, version.stale. */
  async put(caller: CallerContext, input: InputOf<typeof PutSlackRoomSettings>): Promise<Wire> {
    const { fallback_channel_id: id, customer_channel_pattern } = input;
    const fallback = id === null ? null : await this.lookup.get(caller.tenantId, id);

    return this.tenancy.run(caller, async (tx) => {
      const before = await this.rows.settings(tx);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: z.encode(SlackRoomSettings, toWire(before)) });
      await this.rows.saveSettings(tx, caller.userId, {
        fallbackChannelId: fallback?.id ?? null,
        fallbackChannelName: fallback?.name ?? null,
        customerChannelPattern: customer_channel_pattern,
      });
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'slack.rooms-changed',
        subject: { kind: 'tenant', id: caller.tenantId },
        data: { fallback_channel_id: id, customer_channel_pattern },
      });
      return toWire(await this.rows.settings(tx));
    });
  }
}

const toWire = ({ fallbackChannelId, fallbackChannelName, customerChannelPattern, version }: RoomSettings): Wire => ({
  fallback_channel:
    fallbackChannelId === null
      ? null
      : { channel_id: fallbackChannelId, name: fallbackChannelName ?? fallbackChannelId },
  customer_channel_pattern: customerChannelPattern,
  version,
});
