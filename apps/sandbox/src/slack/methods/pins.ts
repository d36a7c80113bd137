import { text, type SlackCall } from '../call.js';
import { SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import type { JsonObject } from '../json.js';

/** Pinned messages (METHOD pins.add, pins.remove, pins.list). */
export const pinMethods = ({ channels, messages }: SlackParts) => {
  const itemOf = ({ caller: { user }, args }: SlackCall) => {
    const channel = channels.get(user, text(args, 'channel'));
    channels.requireMember(user, channel);
    const timestamp = text(args, 'timestamp');
    if (!/^\d+\.\d{6}$/.test(timestamp)) throw new SlackError('bad_timestamp');
    const message = messages.get(channel, timestamp);
    if (message.onlyFor) throw new SlackError('not_pinnable');
    return { channel, ts: message.ts };
  };
  return {
    'pins.add': (call: SlackCall): JsonObject => {
      const { channel, ts } = itemOf(call);
      if (channel.isArchived) throw new SlackError('is_archived');
      if (channel.pins.includes(ts)) throw new SlackError('already_pinned');
      channel.pins.push(ts);
      return {};
    },
    'pins.remove': (call: SlackCall): JsonObject => {
      const { channel, ts } = itemOf(call);
      if (!channel.pins.includes(ts)) throw new SlackError('no_pin');
      channel.pins = channel.pins.filter((one) => one !== ts);
      return {};
    },
    'pins.list': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.get(user, text(args, 'channel'));
      return {
        items: channel.pins.map((ts) => ({
          type: 'message',
          channel: channel.id,
          message: messages.wire(channel, messages.get(channel, ts)),
        })),
      };
    },
  };
};
