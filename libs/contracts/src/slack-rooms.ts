import { z } from 'zod';
import { CustomerRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerId, oneLine } from './core/text.js';

const channelId = oneLine(20)
  .refine((value) => /^[CG][A-Z0-9]{2,18}$/.test(value), 'must look like "C02ABCDEF"')
  .meta({
    examples: ['C02ABCDEF'],
  });

/** How channels about customers are called: `{customer}` stands for the name, or the code name, as a channel writes it. */
const pattern = oneLine(80)
  .refine(
    (value) => /^[a-z0-9_-]*\{customer\}[a-z0-9_-]*$/.test(value),
    'must be lower case letters, digits, - and _ around {customer}, such as "acct-{customer}"',
  )
  .meta({ examples: ['acct-{customer}'] });

export const SlackRoomSettings = z
  .object({
    /** Where a thread stands in for a war room that the workspace does not let us make; null: the discussion in Understudy does. */
    fallback_channel: z.object({ channel_id: z.string(), name: z.string() }).nullable(),
    customer_channel_pattern: z.string(),
    version: z.int(),
  })
  .meta({ id: 'SlackRoomSettings' });

export const GetSlackRoomSettings = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/slack/rooms',
  summary: 'Where war rooms go that cannot be channels, and how channels about customers are called',
  allow: 'admin',
  response: SlackRoomSettings,
});
export const PutSlackRoomSettings = endpoint({
  method: 'PUT',
  path: '/api/admin/integrations/slack/rooms',
  summary: 'Change where war rooms go that cannot be channels, and how channels about customers are called',
  allow: 'admin',
  body: { fallback_channel_id: channelId.nullable(), customer_channel_pattern: pattern },
  response: SlackRoomSettings,
  errors: [
    'slack.not-connected',
    'slack-rooms.channel-not-found',
    'slack-rooms.channel-archived',
    'slack-rooms.unreachable',
    'version.stale',
  ],
});

export const CustomerSlackChannel = z.object({ channel_id: z.string(), name: z.string() });

export const CustomerSlackChannels = z
  .object({
    items: z.array(CustomerSlackChannel),
    /** Channels whose names say that they are this customer's, and are not chosen; empty where Slack is not connected. */
    suggestions: z.array(CustomerSlackChannel),
    slack_connected: z.boolean(),
  })
  .meta({ id: 'CustomerSlackChannels' });

export const GetCustomerSlackChannels = endpoint({
  method: 'GET',
  path: '/api/customers/{customer_id}/slack-channels',
  summary: 'The Slack channels in which this customer is spoken of: whoever stands in is let in for the time',
  allow: 'customers:read',
  params: { customer_id: customerId },
  response: CustomerSlackChannels,
  errors: ['customers.not-found', 'identity.not-allowed', 'slack-rooms.unreachable'],
});
export const PutCustomerSlackChannels = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}/slack-channels',
  summary: 'Choose the Slack channels of this customer; replaces what was there',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: { channel_ids: z.array(channelId).max(20) },
  response: CustomerSlackChannels,
  errors: [
    'customers.not-found',
    'identity.not-allowed',
    'slack.not-connected',
    'slack-rooms.channel-not-found',
    'slack-rooms.channel-archived',
    'slack-rooms.unreachable',
  ],
});

/** Whose channels somebody chose already stay as they are. */
export const AdoptSlackChannels = endpoint({
  method: 'POST',
  path: '/api/admin/integrations/slack/rooms/adopt',
  summary:
    'Take the channels whose names say whose they are for all customers that have none; with dry_run only say which',
  allow: 'admin',
  body: { dry_run: z.boolean().default(true) },
  response: z
    .object({
      items: z.array(z.object({ customer: CustomerRef, channels: z.array(CustomerSlackChannel) })),
      dry_run: z.boolean(),
    })
    .meta({ id: 'AdoptedSlackChannels' }),
  errors: ['slack.not-connected', 'slack-rooms.unreachable'],
});
