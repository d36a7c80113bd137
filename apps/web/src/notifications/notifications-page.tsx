import { ListNotifications, ReadAllNotifications, type WireOf } from '@understudy/contracts';
import { Button, EmptyState, formatCount, Panel, SegmentedControl, useToast } from '@understudy/ui';
import { BellOff } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { NotificationRow } from './notification-row.js';

const VIEWS = ['unread', 'urgent', 'all'] as const;
type View = (typeof VIEWS)[number];
const FILTERS: Readonly<Record<View, WireOf<typeof ListNotifications>>> = {
  unread: { unread: 'true' },
  urgent: { urgency: 'urgent' },
  all: {},
};
const NOTHING: Readonly<Record<View, string>> = {
  unread: 'You have read everything.',
  urgent: 'Nothing urgent was said to you.',
  all: 'What concerns you is told here, and by e-mail or Slack if you want it there.',
};

/** What I was told: unread first, each with why I was told it. */
export function NotificationsPage() {
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((each) => each === params.get('show')) ?? 'unread';
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const list = useApi(
    ListNotifications,
    { ...FILTERS[view], limit: 30, ...(cursor ? { cursor } : {}) },
    { keep: true },
  );
  const unread = list.data?.unread_count ?? 0;
  const next = list.data?.next_cursor;
  const show = (chosen: View) => {
    setCursors([]);
    setParams({ show: chosen }, { replace: true });
  };

  return (
    <Page
      title={unread > 0 ? `${unread} unread` : 'Nothing unread'}
      here="Notifications"
      sub="What concerns you, the latest first. Things about one subject within a few minutes are one line."
      actions={unread > 0 ? <ReadAll count={unread} /> : null}
    >
      <Panel
        title="Notifications"
        count={cursors.length > 0 ? `page ${cursors.length + 1}` : undefined}
        actions={
          <>
            {cursors.length > 0 || next ? (
              <>
                <Button size="row" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                  Later
                </Button>
                <Button size="row" disabled={!next} onClick={() => next && setCursors([...cursors, next])}>
                  Earlier
                </Button>
              </>
            ) : null}
            <SegmentedControl
              label="Which notifications"
              size="row"
              value={view}
              onChange={show}
              options={[
                { value: 'unread', words: 'Unread' },
                { value: 'urgent', words: 'Urgent' },
                { value: 'all', words: 'All' },
              ]}
            />
          </>
        }
      >
        <Loaded query={list} what="The list of notifications" words="Reading what you were told" rows={6}>
          {({ items }) =>
            items.length > 0 ? (
              <ul className="rows">
                {items.map((item) => (
                  <NotificationRow key={item.id} notification={item} />
                ))}
              </ul>
            ) : (
              <EmptyState icon={<BellOff className="i" />} title={view === 'all' ? 'Nothing yet' : 'Nothing here'}>
                {NOTHING[view]}
              </EmptyState>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

/** What comes while this is pressed stays unread: everything up to the latest that the page knew. */
function ReadAll({ count }: { readonly count: number }) {
  const readAll = useSend(ReadAllNotifications);
  const tell = useToast();
  const latest = useApi(ListNotifications, { limit: 1, unread: 'true' }).data?.items[0]?.last_at;
  return (
    <Button
      busy={readAll.isPending}
      onClick={() =>
        readAll.mutate(
          { input: latest ? { until: latest } : {} },
          {
            onSuccess: ({ read }) => tell({ text: `${formatCount(read, 'notification')} read` }),
            onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
          },
        )
      }
    >
      Mark {count === 1 ? 'it' : `all ${count}`} as read
    </Button>
  );
}
