import { useInfiniteQuery } from '@tanstack/react-query';
import { ListConversations, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Chip,
  EmptyState,
  formatAgo,
  formatCount,
  SegmentedControl,
  SkeletonRows,
  useNow,
} from '@understudy/ui';
import { MessagesSquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { send, wordsFor } from '../api/send.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { NewConversationDialog } from './new-conversation-dialog.js';
import { channelWords, requesterName, standing, type Conversation } from './thread-words.js';

const SHOWN = [
  { value: 'all', words: 'All' },
  { value: 'open', words: 'Open' },
  { value: 'escalated', words: 'With a person' },
  { value: 'completed', words: 'Done' },
] as const;
type Shown = (typeof SHOWN)[number]['value'];

/** What one asked, and where it stands; for managers and admins, what everybody asked. */
export function ConversationsPage() {
  const [params, setParams] = useSearchParams();
  const go = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const shown: Shown = SHOWN.find(({ value }) => value === params.get('status'))?.value ?? 'all';
  const list = useConversations(shown);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = items.filter(({ escalation }) => escalation?.status === 'pending').length;
  return (
    <Page
      title="Conversations"
      sub={
        list.data
          ? `${formatCount(items.length, 'conversation')}${list.hasNextPage ? ' and more' : ''}. ${waiting > 0 ? `${formatCount(waiting, 'waits', 'wait')} for a person.` : 'None waits for a person.'}`
          : undefined
      }
      actions={
        <Button look="filled" onClick={() => setIsAsking(true)}>
          <Plus className="i" />
          Ask something
        </Button>
      }
    >
      <div className="stack">
        <SegmentedControl
          label="Which"
          options={SHOWN}
          value={shown}
          onChange={(value) => setParams(value === 'all' ? {} : { status: value }, { replace: true })}
        />
        <section className="panel" aria-label="Conversations">
          {list.isPending ? <SkeletonRows words="Reading the conversations" /> : null}
          {list.error && !list.data ? (
            <EmptyState
              icon={<MessagesSquare className="i" />}
              title="The conversations did not load"
              actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
            >
              {wordsFor(list.error)}
            </EmptyState>
          ) : null}
          {list.data && items.length === 0 ? (
            <EmptyState
              icon={<MessagesSquare className="i" />}
              title={shown === 'all' ? 'Nothing asked yet' : 'None of these'}
            >
              {shown === 'all'
                ? 'Ask something, and hand it to a person when you need one.'
                : 'Choose “All” to see the others.'}
            </EmptyState>
          ) : null}
          <ul className="rows">
            {items.map((conversation) => (
              <Row key={conversation.id} conversation={conversation} />
            ))}
          </ul>
          {list.hasNextPage ? (
            <p className="p-3">
              <Button size="panel" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show older ones
              </Button>
            </p>
          ) : null}
        </section>
      </div>
      {isAsking ? (
        <NewConversationDialog
          onClose={() => setIsAsking(false)}
          onMade={(id) => {
            setIsAsking(false);
            void go(`/conversations/${id}`);
          }}
        />
      ) : null}
    </Page>
  );
}

function useConversations(shown: Shown) {
  return useInfiniteQuery({
    queryKey: [ListConversations.method, ListConversations.path, 'pages', shown],
    queryFn: ({ pageParam, signal }): Promise<AnswerOf<typeof ListConversations>> =>
      send(
        ListConversations,
        { limit: 50, ...(shown === 'all' ? {} : { status: shown }), ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
}

function Row({ conversation }: { readonly conversation: Conversation }) {
  const { user } = useMe();
  const now = useNow();
  const { words, tone } = standing(conversation);
  const isMine = conversation.requester?.user_id === user.id;
  return (
    <li className="flex-wrap">
      <MessagesSquare className="i text-ink-3" />
      <span className="lines grow basis-52">
        <Link className="clip font-medium hover:underline" to={`/conversations/${conversation.id}`}>
          {conversation.subject || 'Without a subject'}
        </Link>
        <span className="clip text-xs text-ink-2">
          {isMine ? 'You' : requesterName(conversation)}, {channelWords(conversation.channel)} ·{' '}
          {formatAgo(conversation.created_at, user.time_zone, now)}
        </span>
      </span>
      <Chip tone={tone}>{words}</Chip>
    </li>
  );
}
