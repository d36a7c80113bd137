import { Avatar, Button, formatMoment, useNow } from '@understudy/ui';
import { Eye, MessageSquareReply, Pin, TriangleAlert } from 'lucide-react';
import type { SlackChannel, SlackInbox, SlackMessage } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { ESCALATE_SHORTCUT } from './app-shortcuts.js';
import { Block } from './block.js';
import { SlackText } from './slack-text.js';
import type { Act } from './use-slack.js';

export interface MessageProps {
  readonly message: SlackMessage;
  readonly channel: SlackChannel;
  readonly inbox: SlackInbox;
  readonly act: Act;
  readonly onReply: ((ts: string) => void) | null;
}

/** What somebody said, with the buttons in it that work. */
export function Message({ message, channel, inbox, act, onReply }: MessageProps) {
  const { user } = usePerson();
  const now = useNow();
  const { ts, from, text, blocks, is_ephemeral, is_edited } = message;
  const sentAt = new Date(Number(ts) * 1000).toISOString();
  const use = (action_id: string, value?: string) =>
    act.mutate({ act: 'click', body: { channel: channel.id, ts, action_id, ...(value !== undefined && { value }) } });
  return (
    <li className={message.thread_ts ? 'slack-message slack-reply' : 'slack-message'}>
      <Avatar name={from.name} kind={from.id === inbox.user.id ? 'you' : 'other'} />
      <div className="slack-said">
        <p className="slack-by">
          <b>{from.name}</b>
          {from.is_bot ? <span className="slack-app">App</span> : null}
          <time className="num" dateTime={sentAt}>
            {formatMoment(sentAt, user.time_zone, now)}
          </time>
          {is_edited ? <span>(edited)</span> : null}
          {channel.pins.includes(ts) ? (
            <span>
              <Pin className="i i-s" /> Pinned
            </span>
          ) : null}
          {is_ephemeral ? (
            <span>
              <Eye className="i i-s" /> Only visible to you
            </span>
          ) : null}
        </p>
        {blocks.length > 0 ? (
          blocks.map((block, index) => (
            <Block key={`${block.block_id} ${index}`} block={block} inbox={inbox} onUse={use} busy={act.isPending} />
          ))
        ) : (
          <div className="slack-words">
            <SlackText text={text} names={inbox} />
          </div>
        )}
      </div>
      {is_ephemeral ? null : (
        <span className="slack-tools">
          {onReply && !message.thread_ts ? (
            <Button size="row" look="quiet" icon aria-label={`Reply to ${from.name}`} onClick={() => onReply(ts)}>
              <MessageSquareReply className="i" />
            </Button>
          ) : null}
          {inbox.is_installed ? (
            <Button
              size="row"
              look="quiet"
              icon
              aria-label={`Escalate what ${from.name} said`}
              onClick={() =>
                act.mutate({ act: 'shortcut', body: { callback_id: ESCALATE_SHORTCUT, channel: channel.id, ts } })
              }
            >
              <TriangleAlert className="i" />
            </Button>
          ) : null}
        </span>
      )}
    </li>
  );
}
