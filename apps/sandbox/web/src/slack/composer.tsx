import { Button, Input } from '@understudy/ui';
import { Send, X } from 'lucide-react';
import { useState } from 'react';
import type { SlackChannel } from '../api/slack.js';
import type { Act } from './use-slack.js';

export interface ComposerProps {
  readonly channel: SlackChannel;
  readonly act: Act;
  /** The message that is answered; null: the channel itself. */
  readonly thread: { readonly ts: string; readonly by: string } | null;
  readonly onLeaveThread: () => void;
}

/** Where a person writes; what begins with "/" is a command, as at Slack. */
export function Composer({ channel, act, thread, onLeaveThread }: ComposerProps) {
  const [words, setWords] = useState('');
  const send = () => {
    const text = words.trim();
    if (!text || act.isPending) return;
    setWords('');
    const [command = '', ...rest] = text.split(' ');
    if (command.startsWith('/'))
      return act.mutate({ act: 'command', body: { command, text: rest.join(' '), channel: channel.id } });
    const body = { channel: channel.id, text, ...(thread && { thread_ts: thread.ts }) };
    return act.mutate({ method: 'chat.postMessage', body });
  };
  if (channel.is_archived) return <p className="slack-closed">This channel is archived.</p>;
  if (!channel.is_member)
    return (
      <p className="slack-closed">
        <Button
          size="panel"
          onClick={() => act.mutate({ method: 'conversations.join', body: { channel: channel.id } })}
        >
          Join #{channel.name}
        </Button>
      </p>
    );
  const where = channel.kind === 'public' || channel.kind === 'private' ? `#${channel.name}` : channel.name;
  return (
    <form
      className="slack-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {thread ? (
        <p className="slack-thread">
          In a thread with {thread.by}
          <Button size="row" look="quiet" icon aria-label="Leave the thread" onClick={onLeaveThread}>
            <X className="i" />
          </Button>
        </p>
      ) : null}
      <Input
        value={words}
        aria-label={`Message to ${where}`}
        placeholder={`Message ${where}, or /understudy help`}
        maxLength={4000}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button look="filled" type="submit" icon aria-label="Send" busy={act.isPending}>
        <Send className="i" />
      </Button>
    </form>
  );
}
