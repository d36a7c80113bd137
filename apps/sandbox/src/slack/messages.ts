import type { SandboxClock } from '../clock.js';
import { withBlockIds } from './blocks.js';
import { SlackError } from './errors.js';
import type { SlackEvents } from './events.js';
import { nextTs } from './ids.js';
import { CHANNEL_TYPE, type SlackChannel, type SlackMessage, type SlackState, type SlackUser } from './state.js';
import type { JsonObject } from './json.js';

export interface Content {
  readonly text: string;
  readonly blocks?: JsonObject[];
  readonly threadTs?: string;
  readonly isBroadcast?: boolean;
  readonly metadata?: JsonObject;
  readonly onlyFor?: string;
}
/** Older ones are dropped so that a sandbox left running does not grow for ever. */
const KEPT = 1000;
/** What is said in conversations. A message is known by its channel and its `ts`. */
export class Messages {
  constructor(
    private readonly state: SlackState,
    private readonly clock: SandboxClock,
    private readonly events: SlackEvents,
  ) {}

  post(channel: SlackChannel, user: SlackUser, content: Content): SlackMessage {
    const { text, blocks, threadTs, isBroadcast, metadata, onlyFor } = content;
    const message: SlackMessage = {
      ts: nextTs(this.state, this.clock),
      user: user.id,
      text,
      ...(blocks?.length && { blocks: withBlockIds(blocks) }),
      ...(threadTs && { threadTs: this.parent(channel, threadTs).ts }),
      ...(threadTs && isBroadcast && { isBroadcast }),
      ...(metadata && { metadata }),
      ...(onlyFor && { onlyFor }),
    };
    channel.messages.push(message);
    if (channel.messages.length > KEPT) channel.messages.splice(0, channel.messages.length - KEPT);
    if (!onlyFor)
      this.events.message(channel, {
        ...this.wire(channel, message),
        channel: channel.id,
        event_ts: message.ts,
        channel_type: CHANNEL_TYPE[channel.kind],
      });
    return message;
  }

  /** METHOD chat.postMessage, thread_ts: "Avoid using a reply's ts value; use its parent instead." */
  private parent(channel: SlackChannel, ts: string): SlackMessage {
    const parent = channel.messages.find((one) => one.ts === ts && !one.onlyFor);
    if (!parent || parent.threadTs) throw new SlackError('cannot_reply_to_message');
    return parent;
  }

  find(channel: SlackChannel, ts: string): SlackMessage | null {
    return channel.messages.find((one) => one.ts === ts) ?? null;
  }

  get(channel: SlackChannel, ts: string): SlackMessage {
    const message = this.find(channel, ts);
    if (!message) throw new SlackError('message_not_found');
    return message;
  }

  /** Blocks stay when neither they nor a text are given, and go when only a text is (METHOD chat.update, blocks). */
  update(channel: SlackChannel, message: SlackMessage, content: Partial<Content>): void {
    const before = this.wire(channel, message);
    const { text, blocks, metadata } = content;
    if (text !== undefined) message.text = text;
    if (blocks?.length) message.blocks = withBlockIds(blocks);
    else if (blocks || text !== undefined) delete message.blocks;
    if (metadata) message.metadata = metadata;
    message.editedTs = nextTs(this.state, this.clock);
    if (!message.onlyFor)
      this.events.message(channel, {
        ...this.about(channel, 'message_changed', message.editedTs),
        message: this.wire(channel, message),
        previous_message: before,
      });
  }

  remove(channel: SlackChannel, message: SlackMessage): void {
    channel.messages = channel.messages.filter((one) => one !== message);
    channel.pins = channel.pins.filter((ts) => ts !== message.ts);
    if (!message.onlyFor)
      this.events.message(channel, {
        ...this.about(channel, 'message_deleted', nextTs(this.state, this.clock)),
        deleted_ts: message.ts,
        previous_message: this.wire(channel, message),
      });
  }

  private about(channel: SlackChannel, subtype: string, ts: string): JsonObject {
    return {
      type: 'message',
      subtype,
      hidden: true,
      channel: channel.id,
      channel_type: CHANNEL_TYPE[channel.kind],
      ts,
      event_ts: ts,
    };
  }

  /** As events and answers carry it. What the app said carries its bot_id: an app hears itself. */
  wire(channel: SlackChannel, message: SlackMessage): JsonObject {
    const { user, ts, text, blocks, threadTs, isBroadcast, editedTs, metadata } = message;
    const isBot = this.state.users[user]?.isBot ?? false;
    return {
      type: 'message',
      ...(isBroadcast && { subtype: 'thread_broadcast' }),
      user,
      ts,
      text,
      team: channel.teamId,
      ...(blocks && { blocks }),
      ...(isBot && { bot_id: `B${user.slice(1)}`, app_id: this.state.app.id }),
      ...(threadTs && { thread_ts: threadTs, parent_user_id: this.find(channel, threadTs)?.user ?? user }),
      ...(editedTs && { edited: { user, ts: editedTs } }),
      ...(metadata && { metadata }),
    };
  }
}
