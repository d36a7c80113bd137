import { Injectable } from '@nestjs/common';
import type { GetCustomerSlackChannels, InputOf, OutputOf, PutCustomerSlackChannels } from '@understudy/contracts';
import { channelSlug, type CustomerId, discreetChannelName } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { CustomerRights } from '../customers/index.js';
import { ChannelLookup } from './channel-lookup.service.js';
import { CustomerChannelsRepository } from './customer-channels.repository.js';
import { SlackRoomsRepository } from './slack-rooms.repository.js';

type Wire = OutputOf<typeof GetCustomerSlackChannels>;

/** Which channels are a customer's: whoever stands in is let into them. By whoever looks after the customer. */
@Injectable()
export class CustomerChannels {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: CustomerRights,
    private readonly rows: CustomerChannelsRepository,
    private readonly rooms: SlackRoomsRepository,
    private readonly lookup: ChannelLookup,
    private readonly history: History,
  ) {}

  /** With the channels whose names say that they are this customer's. Throws customers.not-found, identity.not-allowed. */
  async get(caller: CallerContext, id: CustomerId): Promise<Wire> {
    const { chosen, isConnected, name } = await this.tenancy.run(caller.tenantId, async (tx) => {
      const customer = await this.rights.getKept(tx, caller, id);
      const { customerChannelPattern } = await this.rooms.settings(tx);
      const slug = channelSlug(discreetChannelName(customer));
      return {
        chosen: await this.rows.listOf(tx, [id]),
        isConnected: await this.rooms.isConnected(tx),
        name: slug === '' ? null : customerChannelPattern.replace('{customer}', slug),
      };
    });
    const ids = new Set(chosen.map(({ channelId }) => channelId));
    const named = isConnected && name !== null ? await this.lookup.named(caller.tenantId, name) : [];
    return {
      items: chosen.map((row) => ({ channel_id: row.channelId, name: row.name })),
      suggestions: named.filter((one) => !ids.has(one.id)).map((one) => ({ channel_id: one.id, name: one.name })),
      slack_connected: isConnected,
    };
  }

  /** Running coverages follow within a quarter of an hour. Throws as {@link get}, and what the lookup throws. */
  async put(
    caller: CallerContext,
    { customer_id: id, channel_ids }: InputOf<typeof PutCustomerSlackChannels>,
  ): Promise<Wire> {
    const before = await this.tenancy.run(caller.tenantId, async (tx) => {
      await this.rights.getKept(tx, caller, id);
      return this.rows.listOf(tx, [id]);
    });
    const channels = await Promise.all(
      [...new Set(channel_ids)].map(async (channelId) => {
        const known = before.find((row) => row.channelId === channelId);
        return known ?? { channelId, name: (await this.lookup.get(caller.tenantId, channelId)).name };
      }),
    );

    await this.tenancy.run(caller, async (tx) => {
      await this.rows.lockCustomer(tx, id);
      await this.rights.getKept(tx, caller, id);
      await this.rows.replace(tx, id, channels, caller.userId);
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'customer.slack-channels-changed',
        subject: { kind: 'customer', id },
        data: { channel_ids: channels.map(({ channelId }) => channelId) },
      });
    });
    return this.get(caller, id);
  }
}
