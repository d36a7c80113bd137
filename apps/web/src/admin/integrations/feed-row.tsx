import { ChangePtoFeed, type PTO_ENTRY_STATES, RemovePtoFeed, SyncPtoFeed } from '@understudy/contracts';
import { Button, Chip, formatMoment, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { ReasonDialog } from '../reason-dialog.js';
import { CopyText } from './copy-text.js';
import { EntriesDialog } from './entries-dialog.js';
import { FeedDialog } from './feed-dialog.js';
import { entriesWords, ENTRY_STATES, type Feed, FEED_KINDS, FEED_STATES } from './feed-words.js';

type EntryState = (typeof PTO_ENTRY_STATES)[number];

/** One system: how it stands, what it shows, and what one can do. */
export function FeedRow({ feed }: { readonly feed: Feed }) {
  const { user } = useMe();
  const now = useNow();
  const [open, setOpen] = useState<'edit' | 'remove' | EntryState | null>(null);
  const change = useSend(ChangePtoFeed);
  const sync = useSend(SyncPtoFeed);
  const remove = useSend(RemovePtoFeed);
  const tell = useToast();
  const failed = (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) });
  const { id, name, state, problem, last_ok_at: okAt, counts } = feed;
  const isPaused = state === 'paused';
  const close = () => setOpen(null);
  return (
    <li className="flex-wrap">
      <span className="grow feed">
        <span className="flex flex-wrap items-center gap-2">
          <b className="font-medium">{name}</b>
          <Chip tone={FEED_STATES[state].tone}>{FEED_STATES[state].words}</Chip>
        </span>
        {problem ? <span className="block">{problem}</span> : null}
        <span className="block text-xs text-ink-2">
          {FEED_KINDS[feed.kind]} at {feed.host}
          {okAt ? `, read ${formatMoment(okAt, user.time_zone, now)}` : ''}. {entriesWords(feed)}:
        </span>
        <span className="feed-counts">
          {Object.entries(counts).map(([entryState, count]) =>
            count > 0 ? (
              <button key={entryState} type="button" className="link" onClick={() => setOpen(entryState as EntryState)}>
                {count} {ENTRY_STATES[entryState as EntryState]}
              </button>
            ) : null,
          )}
        </span>
        {feed.webhook_url ? (
          <span className="block">
            <CopyText
              label={feed.has_webhook_secret ? 'Webhook' : 'Webhook, its secret is missing'}
              text={feed.webhook_url}
            />
          </span>
        ) : null}
      </span>
      <span className="flex flex-wrap gap-2">
        <Button
          size="row"
          busy={sync.isPending}
          onClick={() =>
            sync.mutate(
              { input: { feed_id: id } },
              { onSuccess: () => tell({ text: `${name} is being read` }), onError: failed },
            )
          }
        >
          Read it now
        </Button>
        <Button size="row" onClick={() => setOpen('edit')}>
          Change
        </Button>
        <Button
          size="row"
          busy={change.isPending}
          onClick={() =>
            change.mutate(
              { input: { feed_id: id, paused: !isPaused }, ifMatch: feed.version },
              {
                onSuccess: () =>
                  tell({ text: isPaused ? `${name} is read again` : `${name} is paused; its absences stay` }),
                onError: failed,
              },
            )
          }
        >
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
        <Button size="row" look="quiet" onClick={() => setOpen('remove')}>
          Remove
        </Button>
      </span>
      {open === 'edit' ? <FeedDialog feed={feed} onClose={close} /> : null}
      {open === 'remove' ? (
        <ReasonDialog
          title={`Stop reading “${name}”?`}
          act="Stop reading it"
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onAct={() =>
            remove.mutate(
              { input: { feed_id: id } },
              { onSuccess: () => tell({ text: `${name} is not read any more` }) },
            )
          }
        >
          <p>
            Its address is forgotten. Absences that only it knew are taken back, as if they had gone there; their
            coverage ends. To keep them, pause it.
          </p>
        </ReasonDialog>
      ) : null}
      {open !== null && open !== 'edit' && open !== 'remove' ? (
        <EntriesDialog feed={feed} state={open} onClose={close} />
      ) : null}
    </li>
  );
}
