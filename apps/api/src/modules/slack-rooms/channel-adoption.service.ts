import { Inject, Injectable } from '@nestjs/common';
import type { AdoptSlackChannels, InputOf, OutputOf } from '@understudy/contracts';
import { channelSlug, type CustomerId, discreetChannelName, type TenantId, type UserId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { ChannelLookup, isOf } from './channel-lookup.service.js';
import { type CustomerChannel, CustomerChannelsRepository } from './customer-channels.repository.js';
import { SlackRoomsRepository } from './slack-rooms.repository.js';

interface Match {
  readonly id: CustomerId;
  readonly name: string;
  readonly channels: readonly CustomerChannel[];
}

/** Channels for all customers at once, by their names: nobody chooses them one by one for hundreds. */
@Injectable()
export class ChannelAdoption {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly rows: CustomerChannelsRepository,
    private readonly rooms: SlackRoomsRepository,
    private readonly lookup: ChannelLookup,
    private readonly history: History,
  ) {}

  /** Throws slack.not-connected, slack-rooms.unreachable. */
  async run(
    caller: CallerContext,
    { dry_run: isDryRun }: InputOf<typeof AdoptSlackChannels>,
  ): Promise<OutputOf<typeof AdoptSlackChannels>> {
    const matches = await this.matches(caller.tenantId);
    if (!isDryRun) await this.tenancy.run(caller, (tx) => this.take(tx, matches, caller.userId, byCaller(caller)));
    return {
      items: matches.map(({ id, name, channels }) => ({
        customer: { customer_id: id, name },
        channels: channels.map((one) => ({ channel_id: one.channelId, name: one.name })),
      })),
      dry_run: isDryRun,
    };
  }

  /** The demo organisation shows how it looks: its channels are taken when its Slack is connected. */
  async demo(tenantId: TenantId): Promise<void> {
    if (this.env.mode !== 'sandbox') return;
    const adminId = await this.tenancy.run(tenantId, async (tx) =>
      (await this.rows.isDemo(tx)) ? this.rows.anAdmin(tx) : null,
    );
    if (adminId === null) return;
    const matches = await this.matches(tenantId);
    await this.tenancy.run(tenantId, (tx) =>
      this.take(tx, matches, adminId, { actor: { kind: 'system', name: 'slack-demo' } }),
    );
  }

  private async matches(tenantId: TenantId): Promise<Match[]> {
    const { customers, pattern } = await this.tenancy.run(tenantId, async (tx) => ({
      customers: await this.rows.listWithout(tx),
      pattern: (await this.rooms.settings(tx)).customerChannelPattern,
    }));
    const all = await this.lookup.list(tenantId);
    const named = customers.map((customer) => {
      const slug = channelSlug(discreetChannelName(customer));
      return { ...customer, called: slug === '' ? null : pattern.replace('{customer}', slug) };
    });
    return named.flatMap(({ id, name, called }) => {
      const found = called === null ? [] : all.filter((one) => isOf(one.name, called));
      // "acct-acme-bank" is not Acme's where there is an Acme Bank
      const own = found.filter((one) => !named.some((other) => isCloser(one.name, other.called, called)));
      const channels = own.map((one) => ({ channelId: one.id, name: one.name }));
      return channels.length === 0 ? [] : [{ id, name, channels }];
    });
  }

  private async take(
    tx: Tx,
    matches: readonly Match[],
    userId: UserId,
    by: Pick<Parameters<History['append']>[1], 'actor'>,
  ): Promise<void> {
    for (const { id, channels } of matches) {
      await this.rows.lockCustomer(tx, id);
      if ((await this.rows.listOf(tx, [id])).length > 0) continue;
      await this.rows.replace(tx, id, channels, userId);
      await this.history.append(tx, {
        ...by,
        type: 'customer.slack-channels-changed',
        subject: { kind: 'customer', id },
        data: { channel_ids: channels.map(({ channelId }) => channelId) },
      });
    }
  }
}

const isCloser = (channelName: string, other: string | null, own: string | null): boolean =>
  other !== null && own !== null && other.length > own.length && isOf(channelName, other);
