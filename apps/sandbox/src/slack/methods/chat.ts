import { flag, objectIn, objectsIn, text, type SlackCall, type SlackCaller } from '../call.js';
import { requireMessageBlocks } from '../blocks.js';
import { SlackError } from '../errors.js';
import type { Content } from '../messages.js';
import type { SlackParts } from '../parts.js';
import { POST_TEXT_MAX, UPDATE_TEXT_MAX } from '../rules.js';
import type { SlackChannel } from '../state.js';
import type { JsonObject } from '../json.js';

/** Messages. Errors are those of METHOD chat.postMessage, update, delete and postEphemeral. */
export const chatMethods = ({ members, channels, messages }: SlackParts) => {
  /** An id, a name, or a person's id for the direct conversation with them. */
  function target({ user, team, token }: SlackCaller, given: string): SlackChannel {
    const name = given.replace(/^#/, '');
    const named = channels
      .in(team.id)
      .find((one) => one.name === name && one.kind !== 'mpim' && channels.sees(user, one));
    const person = members.find(team.id, given);
    if (person?.isDeactivated) throw new SlackError('user_disabled');
    const channel = (person && channels.direct(team.id, [user.id, person.id])) ?? named ?? channels.get(user, given);
    channels.requireOpen(channel);
    const isOpen = channel.kind === 'public' && (token?.scopes.includes('chat:write.public') ?? false);
    if (!isOpen) channels.requireMember(user, channel);
    return channel;
  }

  return {
    'chat.postMessage': ({ caller, args }: SlackCall): JsonObject => {
      const content = contentOf(args, POST_TEXT_MAX);
      const channel = target(caller, text(args, 'channel'));
      const message = messages.post(channel, caller.user, content);
      return { channel: channel.id, ts: message.ts, message: messages.wire(channel, message) };
    },

    'chat.postEphemeral': ({ caller, args }: SlackCall): JsonObject => {
      const content = contentOf(args, POST_TEXT_MAX);
      const channel = target(caller, text(args, 'channel'));
      const user = text(args, 'user');
      if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
      return { message_ts: messages.post(channel, caller.user, { ...content, onlyFor: user }).ts };
    },

    'chat.update': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const content = contentOf(args, UPDATE_TEXT_MAX);
      const channel = channels.get(user, text(args, 'channel'));
      const message = messages.get(channel, text(args, 'ts'));
      // "Ephemeral messages can't be updated in this way." (https://docs.slack.dev/messaging/modifying-messages)
      if (message.onlyFor) throw new SlackError('message_not_found');
      if (message.user !== user.id) throw new SlackError('cant_update_message');
      if (channel.isArchived) throw new SlackError('is_inactive');
      const { text: words, ...rest } = content;
      messages.update(
        channel,
        message,
        args.text === undefined && !args.markdown_text ? rest : { ...rest, text: words },
      );
      return { channel: channel.id, ts: message.ts, text: message.text, message: messages.wire(channel, message) };
    },

    'chat.delete': ({ caller: { user }, args }: SlackCall): JsonObject => {
      const channel = channels.get(user, text(args, 'channel'));
      const message = messages.get(channel, text(args, 'ts'));
      if (message.user !== user.id) throw new SlackError('cant_delete_message');
      messages.remove(channel, message);
      return { channel: channel.id, ts: message.ts };
    },

    'chat.getPermalink': ({ caller: { user, team }, args }: SlackCall): JsonObject => {
      const channel = channels.get(user, text(args, 'channel'));
      const { ts } = messages.get(channel, text(args, 'message_ts'));
      const host = `${team.domain.split('.')[0] ?? ''}.slack.com`;
      return { channel: channel.id, permalink: `https://${host}/archives/${channel.id}/p${ts.replace('.', '')}` };
    },
  };
};

/** Text and blocks of a call, as every method that posts checks them. */
export function contentOf(args: JsonObject, longest: number): Content {
  const blocks = objectsIn(args, 'blocks');
  const plain = text(args, 'text');
  const markdown = text(args, 'markdown_text');
  if (markdown && (plain || blocks)) throw new SlackError('markdown_text_conflict');
  if (!plain && !markdown && !blocks?.length && !Array.isArray(args.attachments)) throw new SlackError('no_text');
  if ([...plain].length > longest || [...markdown].length > 12_000) throw new SlackError('msg_too_long');
  requireMessageBlocks(blocks ?? []);
  const metadata = objectIn(args, 'metadata');
  const threadTs = text(args, 'thread_ts');
  return {
    text: plain || markdown,
    ...(blocks && { blocks }),
    ...(threadTs && { threadTs, isBroadcast: flag(args, 'reply_broadcast') }),
    ...(metadata && { metadata }),
  };
}
