import { EmptyState } from '@understudy/ui';
import { ArrowLeft, Hash, Lock, MessageSquare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SlackChannel, SlackInbox, SlackMessage } from '../api/slack.js';
import { PageLink } from '../person/page-link.js';
import { Composer } from './composer.js';
import { Message } from './message.js';
import type { Act } from './use-slack.js';

export interface ConversationProps {
  readonly channel: SlackChannel;
  readonly inbox: SlackInbox;
  readonly act: Act;
}

/** One channel or direct conversation: replies stand below what they answer. */
export function Conversation({ channel, inbox, act }: ConversationProps) {
  const [threadTs, setThreadTs] = useState<string | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const newest = channel.messages.at(-1)?.ts;
  useEffect(() => {
    // newer browsers answer with a promise, which is no way to clean up
    void end.current?.scrollIntoView({ block: 'nearest' });
  }, [newest, channel.id]);
  const parent = channel.messages.find(({ ts }) => ts === threadTs);
  const Icon = channel.kind === 'private' ? Lock : channel.kind === 'public' ? Hash : MessageSquare;
  return (
    <section className="slack-conversation" aria-labelledby="slack-title">
      <header className="slack-head">
        <PageLink className="mail-back link" to="/slack">
          <ArrowLeft className="i" /> Slack
        </PageLink>
        <h1 id="slack-title">
          <Icon className="i" /> {channel.name}
        </h1>
        <p className="mut clip">{channel.topic || channel.purpose}</p>
      </header>
      <div className="slack-scroll" tabIndex={0} role="region" aria-label="Messages">
        {channel.messages.length === 0 ? (
          <EmptyState icon={<MessageSquare className="i" />} title="Nothing was said here yet">
            Write something, or try /understudy help.
          </EmptyState>
        ) : (
          <ol className="slack-messages">
            {inThreads(channel.messages).map((message) => (
              <Message
                key={message.ts}
                message={message}
                channel={channel}
                inbox={inbox}
                act={act}
                onReply={channel.is_member && !channel.is_archived ? setThreadTs : null}
              />
            ))}
          </ol>
        )}
        <div ref={end} />
      </div>
      <Composer
        channel={channel}
        act={act}
        thread={parent ? { ts: parent.ts, by: parent.from.name } : null}
        onLeaveThread={() => setThreadTs(null)}
      />
    </section>
  );
}

/** Each message with its replies after it. */
const inThreads = (messages: readonly SlackMessage[]): readonly SlackMessage[] =>
  messages
    .filter(({ thread_ts }) => thread_ts === null)
    .flatMap((message) => [message, ...messages.filter(({ thread_ts }) => thread_ts === message.ts)]);
