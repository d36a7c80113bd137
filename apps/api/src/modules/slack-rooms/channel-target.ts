import { Injectable } from '@nestjs/common';
import type { RoutingPart, RoutingValue } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { type RoutedCoverage, type RoutingContext, RoutingFault, RoutingTarget } from '../routing/index.js';
import { SlackPeople } from '../slack/index.js';
import { CustomerChannelsRepository } from './customer-channels.repository.js';
import { SlackLater, SlackRefusal } from './slack-calls.service.js';
import { SlackChannels } from './slack-channels.service.js';
import { SlackRoomsRepository } from './slack-rooms.repository.js';

/** Which channel, and which account: whom an admin says somebody is in Slack may change while they stand in. */
const partOf = (channelId: string, slackUserId: string): string => `channel:${channelId}:${slackUserId}`;
const channelIn = ({ part }: Pick<RoutingContext, 'part'>): string => part.split(':')[1] ?? '';
const accountIn = ({ part }: Pick<RoutingContext, 'part'>): string => part.split(':')[2] ?? '';

/** What a refusal of Slack's means for people. */
const WORDS: Readonly<Record<string, string>> = {
  not_connected: 'Slack is not connected any more',
  channel_not_found: 'The channel is gone, or private without Understudy in it: invite @Understudy there',
  is_archived: 'The channel is archived',
  restricted_action: 'This workspace lets only its admins change who is in the channel',
  cant_kick_from_general: 'Nobody can be taken out of this channel',
  missing_scope: 'Understudy may not change who is in channels: install it in Slack again',
  user_is_restricted: 'The backup is a guest in Slack and may not be in the channel',
  cant_invite: 'The backup cannot be invited to the channel',
};
const UNKNOWN = 'Slack refuses to change who is in the channel';

/**
 * Backups are in the customers' channels while they stand in (PRD-131 FR-5: Slack channel membership). Each channel is a part: its value is
 * whether the backup's account is in it, so whoever was in it before stays, and only whom we let in is taken out.
 */
@Injectable()
export class ChannelTarget extends RoutingTarget {
  readonly type = 'slack' as const;
  /** Which channels a customer has may change while a coverage runs. */
  override readonly looksAgainAfter = Temporal.Duration.from({ minutes: 15 });

  constructor(
    private readonly tenancy: Tenancy,
    private readonly rooms: SlackRoomsRepository,
    private readonly customerChannels: CustomerChannelsRepository,
    private readonly people: SlackPeople,
    private readonly channels: SlackChannels,
  ) {
    super();
  }

  async intend(coverage: RoutedCoverage): Promise<RoutingPart[]> {
    const { tenantId, assignmentId, backupUserId, customerIds } = coverage;
    const none = (because: string): RoutingPart[] => [{ assignmentId, part: '', label: null, because }];
    const { isConnected, rows } = await this.tenancy.run(tenantId, async (tx) => ({
      isConnected: await this.rooms.isConnected(tx),
      rows: await this.customerChannels.listOf(tx, customerIds),
    }));
    if (!isConnected) return none('Slack is not connected');
    if (rows.length === 0) return none('None of these customers has a channel in Slack');
    const slackUserId = await this.faulty(() => this.people.slackIdOf(tenantId, backupUserId));
    if (slackUserId === null) return none('The backup is not in Slack');
    const byId = new Map(rows.map(({ channelId, name }) => [channelId, name]));
    return [...byId].map(([id, name]) => ({
      assignmentId,
      part: partOf(id, slackUserId),
      label: `#${name}`,
      intended: { is_member: true },
    }));
  }

  async read(context: RoutingContext): Promise<RoutingValue> {
    return this.faulty(async () => ({ is_member: await this.isMember(context) }));
  }

  async write(context: RoutingContext, value: RoutingValue): Promise<void> {
    const isWanted = isObject(value) && value['is_member'] === true;
    await this.faulty(() => (isWanted ? this.letIn(context) : this.takeOut(context)));
  }

  private isMember(context: RoutingContext): Promise<boolean> {
    return this.channels.isMember(context.tenantId, channelIn(context), accountIn(context));
  }

  private async letIn(context: RoutingContext): Promise<void> {
    await this.asMember(context, async () => {
      const refused = await this.channels.invite(context.tenantId, channelIn(context), [accountIn(context)]);
      if (refused.length > 0) throw new SlackRefusal('cant_invite');
    });
  }

  private async takeOut(context: RoutingContext): Promise<void> {
    await this.asMember(context, async () => {
      if (await this.isMember(context))
        await this.channels.kick(context.tenantId, channelIn(context), accountIn(context));
    });
  }

  /** Our app can change who is in a public channel once it is in it itself. */
  private async asMember({ tenantId, part }: RoutingContext, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof SlackRefusal) || error.code !== 'not_in_channel') throw error;
      await this.channels.join(tenantId, channelIn({ part }));
      await work();
    }
  }

  private async faulty<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SlackLater) throw new RoutingFault(null, error.retryAfterSeconds);
      if (error instanceof SlackRefusal) throw new RoutingFault(WORDS[error.code] ?? UNKNOWN);
      throw error;
    }
  }
}

const isObject = (value: RoutingValue): value is { readonly [name: string]: RoutingValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
