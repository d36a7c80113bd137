import { flag, page, text, type SlackCall } from '../call.js';
import { SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import { OPEN_MAX, requireChannelName, TOPIC_MAX } from '../rules.js';
import { typesOf } from './users.js';
import type { JsonObject } from '../json.js';

/** Channels themselves: made, named, described, archived, listed. */
export const conversationMethods = ({ members, channels }: SlackParts) => {
  const setText =
    (field: 'topic' | 'purpose') =>
    ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.getChannel(user, text(args, 'channel'));
      channels.requireMember(user, channel);
      channels.requireOpen(channel);
      const value = text(args, field);
      if ([...value].length > TOPIC_MAX) throw new SlackError('too_long');
      channels.describe(channel, user, field, value);
      return field === 'topic' ? { channel: channels.wire(channel, user) } : { purpose: value };
    };

  return {
    'conversations.create': ({ caller: { user }, args }: SlackCall): JsonObject => ({
      channel: channels.wire(channels.create(user, text(args, 'name'), flag(args, 'is_private')), user),
    }),

    'conversations.rename': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.getChannel(user, text(args, 'channel'));
      channels.requireMember(user, channel);
      channels.requireOpen(channel);
      // METHOD conversations.rename: "not_authorized: Caller cannot rename this channel." Only who made it may.
      if (channel.creator !== user.id) throw new SlackError('not_authorized');
      const name = text(args, 'name');
      requireChannelName(name);
      if (name !== channel.name) {
        channels.requireFree(user.teamId, name);
        channels.rename(channel, user, name);
      }
      return { channel: channels.wire(channel, user) };
    },

    'conversations.archive': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.getChannel(user, text(args, 'channel'));
      if (channel.isArchived) throw new SlackError('already_archived');
      if (channel.isGeneral) throw new SlackError('cant_archive_general');
      channels.requireMember(user, channel); // "not_in_channel: The token can not be found in channel."
      channels.setArchived(channel, user, true);
      return {};
    },

    'conversations.unarchive': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.getChannel(user, text(args, 'channel'));
      if (!channel.isArchived) throw new SlackError('not_archived');
      channels.setArchived(channel, user, false);
      return {};
    },

    'conversations.setTopic': setText('topic'),
    'conversations.setPurpose': setText('purpose'),

    'conversations.info': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.get(user, text(args, 'channel'));
      const isCounted = flag(args, 'include_num_members');
      return {
        channel: { ...channels.wire(channel, user), ...(isCounted && { num_members: channel.members.length }) },
      };
    },

    'conversations.list': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const types = typesOf(args);
      const all = channels
        .in(user.teamId)
        .filter((one) => channels.sees(user, one) && types.includes(one.kind))
        .filter((one) => !(flag(args, 'exclude_archived') && one.isArchived));
      const { items, response_metadata } = page(all, args);
      return {
        channels: items.map((one) => ({ ...channels.wire(one, user), num_members: one.members.length })),
        response_metadata,
      };
    },

    'conversations.open': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const asked = text(args, 'channel');
      const channel = asked
        ? channels.get(user, asked)
        : openFor(text(args, 'users'), user.id, flag(args, 'prevent_creation'), user.teamId);
      if (!channel) return { no_op: true };
      return { channel: flag(args, 'return_im') ? channels.wire(channel, user) : { id: channel.id } };
    },
  };

  function openFor(users: string, self: string, prevent: boolean, teamId: string) {
    const ids = users
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
    if (ids.length === 0) throw new SlackError('users_list_not_supplied');
    if (ids.length > OPEN_MAX) throw new SlackError('too_many_users');
    for (const id of ids) if (members.get(teamId, id).isDeactivated) throw new SlackError('user_disabled');
    return channels.direct(teamId, [self, ...ids], prevent);
  }
};
