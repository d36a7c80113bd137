import { flag, page, text, type SlackCall } from '../call.js';
import { SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import { INVITE_MAX } from '../rules.js';
import type { SlackChannel, SlackUser } from '../state.js';
import type { JsonObject } from '../json.js';

/** Who is in a channel. Errors are those of METHOD conversations.invite, kick, join and leave. */
export const membershipMethods = ({ members, channels }: SlackParts) => ({
  'conversations.invite': ({ caller: { user: caller }, args }: SlackCall): JsonObject => {
    const channel = channels.getChannel(caller, text(args, 'channel'));
    channels.requireMember(caller, channel);
    channels.requireOpen(channel);
    const ids = text(args, 'users')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
    if (ids.length === 0) throw new SlackError('no_user');
    if (ids.length > INVITE_MAX) throw new SlackError('too_many_users');
    const asked = ids.map((id) => ({ id, error: refusal(channel, caller, id, members.find(caller.teamId, id)) }));
    const wrong = asked.flatMap(({ id, error }) => (error ? [{ user: id, ok: false, error }] : []));
    // "force: continue inviting the valid ones while disregarding invalid IDs"; without it one that cannot come keeps all out.
    if (wrong.length > 0 && !(flag(args, 'force') && wrong.length < asked.length))
      throw new SlackError(wrong[0]?.error ?? 'cant_invite', { errors: wrong });
    for (const { id, error } of asked) {
      const user = error ? null : members.find(caller.teamId, id);
      if (user && !channel.members.includes(id)) channels.join(channel, user, caller);
    }
    return { channel: channels.wire(channel, caller), ...(wrong.length > 0 && { errors: wrong }) };
  },

  'conversations.kick': ({ caller: { user: caller }, args }: SlackCall): JsonObject => {
    const channel = channels.getChannel(caller, text(args, 'channel'));
    const user = members.get(caller.teamId, text(args, 'user'));
    if (user.id === caller.id) throw new SlackError('cant_kick_self');
    if (channel.isGeneral) throw new SlackError('cant_kick_from_general');
    channels.requireMember(caller, channel);
    channels.requireMember(user, channel);
    channels.leave(channel, user);
    return {};
  },

  /** Public channels only; for a private one somebody has to invite. */
  'conversations.join': ({ caller: { user }, args }: SlackCall): JsonObject => {
    const channel = channels.getChannel(user, text(args, 'channel'));
    channels.requireOpen(channel);
    const isIn = channel.members.includes(user.id);
    if (channel.kind !== 'public' && !isIn) throw new SlackError('method_not_supported_for_channel_type');
    if (!isIn) channels.join(channel, user, null);
    return {
      channel: channels.wire(channel, user),
      ...(isIn && { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }),
    };
  },

  'conversations.leave': ({ caller: { user }, args }: SlackCall): JsonObject => {
    const channel = channels.getChannel(user, text(args, 'channel'));
    channels.requireOpen(channel);
    if (channel.isGeneral) throw new SlackError('cant_leave_general');
    if (user.isGuest) throw new SlackError('user_is_restricted');
    if (!channel.members.includes(user.id)) return { not_in_channel: true };
    if (channel.kind === 'private' && channel.members.length === 1) throw new SlackError('last_member');
    channels.leave(channel, user);
    return {};
  },

  'conversations.members': ({ caller: { user }, args }: SlackCall): JsonObject => {
    const { items, response_metadata } = page(channels.get(user, text(args, 'channel')).members, args);
    return { members: [...items], response_metadata };
  },
});

/** Why this one cannot be invited; null when they can. */
function refusal(channel: SlackChannel, caller: SlackUser, id: string, user: SlackUser | null): string | null {
  if (!user) return 'user_not_found';
  if (id === caller.id) return 'cant_invite_self';
  if (channel.members.includes(id)) return 'already_in_channel';
  if (user.isDeactivated) return 'cant_invite';
  // "An invited user is a guest user that is restricted from accessing this conversation."
  return user.isGuest && channel.kind === 'public' ? 'user_is_restricted' : null;
}
