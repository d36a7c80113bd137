import { useQueries } from '@tanstack/react-query';
import { ListEscalations, ListSupporters, TakeNextConversation } from '@understudy/contracts';
import { Button, EmptyState, Kbd, useToast } from '@understudy/ui';
import { Inbox } from 'lucide-react';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { messagesKey, readMessages } from '../conversations/use-messages.js';
import { unseenOf } from '../conversations/thread-words.js';
import { useMove } from '../escalations/detail/move-dialog.js';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { useShortcut } from '../shell/use-shortcut.js';
import { Loaded } from '../states/loaded.js';
import { Availability, Slots } from './availability.js';
import { InboxChat } from './inbox-chat.js';
import { InboxList } from './inbox-list.js';
import {
  doneOf,
  mineOf,
  roomWords,
  SHOWN,
  waitingOf,
  whyNotNext,
  type Row,
  type Shown,
  type Supporter,
} from './inbox-words.js';
import { SupportersPanel } from './supporters-panel.js';
import { useSeen } from './use-seen.js';

/** The day of a supporter: what they carry, what waits, who they write with; for managers, how their supporters stand. */
export function InboxPage() {
  const { user, tenant } = useMe();
  const may = useMay();
  const supporters = useApi(ListSupporters, { tenant_id: tenant.id, limit: 100 }, { enabled: may('supporters:own') });
  if (!may('supporters:own')) {
    return (
      <Page title="Inbox">
        <div className="panel">
          <EmptyState icon={<Inbox className="i" />} title="Only for supporters and their managers">
            What you asked yourself is under Conversations.
          </EmptyState>
        </div>
      </Page>
    );
  }
  const own = supporters.data?.items.find(({ user_id: id }) => id === user.id);
  if (supporters.data && own) return <OwnInbox supporter={own} waiting={supporters.data.waiting} />;
  return (
    <Page
      title="Supporters"
      sub={
        supporters.data
          ? `${supporters.data.items.filter((each) => each.is_available).length} of ${supporters.data.total} are available. ${supporters.data.waiting === 0 ? 'Nobody waits.' : `${supporters.data.waiting} wait for whoever is free.`}`
          : undefined
      }
    >
      <div className="panel">
        <Loaded query={supporters} what="The supporters" words="Reading who is there">
          {({ items }) => <SupportersPanel supporters={items} />}
        </Loaded>
      </div>
    </Page>
  );
}

interface OwnInboxProps {
  readonly supporter: Supporter;
  readonly waiting: number;
}

function OwnInbox({ supporter, waiting }: OwnInboxProps) {
  const { user, tenant } = useMe();
  const go = useNavigate();
  const tell = useToast();
  const [params] = useSearchParams();
  const { seen, see } = useSeen();
  const next = useMove(TakeNextConversation);
  const list = useApi(ListEscalations, { mine: 'true', limit: 100 });
  const queue = useApi(ListEscalations, { unassigned: 'true', limit: 50 });
  const shown: Shown = SHOWN.find((value) => value === params.get('show')) ?? 'mine';
  const rows = list.data?.items ?? [];
  const lists: Readonly<Record<Shown, readonly Row[]>> = {
    mine: mineOf(rows, user.id),
    waiting: waitingOf(queue.data?.items ?? []),
    done: doneOf(rows, user.id),
  };
  const unseen = useUnseen(lists.mine, seen);
  const chosen = params.get('open');
  const selected = chosen ?? lists[shown][0]?.id ?? null;
  const whyNot = whyNotNext(supporter, waiting);
  const take = () => {
    if (whyNot) return;
    next.mutate(
      { input: { tenant_id: tenant.id, supporter_id: supporter.supporter_id } },
      {
        onSuccess: ({ escalation }) => {
          if (!escalation) tell({ text: 'Somebody was faster: nobody waits any more.' });
          else void go(`/inbox?show=mine&open=${escalation.escalation_id}`);
        },
      },
    );
  };
  useShortcut('n', take);

  return (
    <Page
      title="Your conversations"
      here="Inbox"
      sub={roomWords(supporter, waiting)}
      actions={
        <>
          <Slots supporter={supporter} />
          <Availability supporter={supporter} />
          <Button
            look="filled"
            busy={next.isPending}
            disabled={whyNot !== null}
            aria-keyshortcuts="N"
            {...(whyNot ? { title: whyNot } : {})}
            onClick={take}
          >
            Take next
            <Kbd>N</Kbd>
          </Button>
        </>
      }
    >
      <div className={chosen ? 'inbox inbox-open' : 'inbox'}>
        <Loaded query={list} what="Your conversations" words="Reading your conversations">
          {() => (
            <InboxList
              shown={shown}
              counts={{ mine: lists.mine.length, waiting, done: lists.done.length }}
              rows={lists[shown]}
              selected={selected}
              unseen={unseen}
              onShow={(value) => void go(`/inbox?show=${value}`, { replace: true })}
            />
          )}
        </Loaded>
        {selected ? (
          <InboxChat escalationId={selected} supporter={supporter} back={`/inbox?show=${shown}`} onSeen={see} />
        ) : (
          <section className="inbox-chat" aria-label="Conversation">
            <EmptyState icon={<Inbox className="i" />} good={waiting === 0} title="Nothing to answer">
              {supporter.is_available
                ? 'The next conversation comes to you by itself when somebody asks.'
                : 'You are not available, so nothing comes by itself.'}
            </EmptyState>
          </section>
        )}
      </div>
    </Page>
  );
}

/** Words of whoever asks that were not seen on this machine and not answered, by escalation. */
function useUnseen(rows: readonly Row[], seen: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const { user } = useMe();
  const talks = rows.flatMap(({ id, conversation_id: talk }) => (talk ? [{ id, talk }] : []));
  const read = useQueries({
    queries: talks.map(({ talk }) => ({
      queryKey: messagesKey(talk),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readMessages(talk, signal),
    })),
  });
  return new Map(
    talks.map(({ id, talk }, place) => [id, unseenOf(read[place]?.data ?? [], user.id, seen[talk] ?? null)]),
  );
}
