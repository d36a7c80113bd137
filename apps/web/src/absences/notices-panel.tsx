import { ListNotices, SetNoticePlan, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Chip,
  EmptyState,
  formatCount,
  formatMoment,
  Panel,
  SegmentedControl,
  StateChip,
  useNow,
  useToast,
} from '@understudy/ui';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { statusOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import { isOver, type Absence } from './absence-words.js';

type Notice = AnswerOf<typeof ListNotices>['items'][number];
const SHOWN = 6;

/** What customers are told of it: to whom, when, word for word, and whether it left. */
export function NoticesPanel({ absence }: { readonly absence: Absence }) {
  const notices = useApi(ListNotices, { absence_id: absence.id });
  const plan = useSend(SetNoticePlan);
  const tell = useToast();
  const [shown, setShown] = useState(SHOWN);
  if (statusOf(notices.error) === 403) return null;
  const method = notices.data?.method ?? null;
  return (
    <Panel
      title="What customers are told"
      count={notices.data?.items.length || undefined}
      actions={
        isOver(absence) || method === null ? null : (
          <SegmentedControl
            label="Customers are told"
            size="row"
            value={method}
            onChange={(value) =>
              plan.mutate(
                { input: { absence_id: absence.id, method: value } },
                { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
              )
            }
            options={[
              { value: 'auto', words: 'By itself' },
              { value: 'manual', words: 'When asked' },
              { value: 'none', words: 'Not at all' },
            ]}
          />
        )
      }
    >
      <Loaded query={notices} what="The letters" words="Reading what customers are told" rows={3}>
        {({ items, connected }) =>
          items.length === 0 ? (
            <EmptyState icon={<Mail className="i" />} title="No letters">
              {method === 'none' ? 'No customer is written to.' : 'They are written when somebody has said yes.'}
            </EmptyState>
          ) : (
            <>
              {connected ? null : (
                <p className="panel-body pb-0 text-ink-2">
                  No mail service is connected: copy the words and send them yourself.
                </p>
              )}
              <ul className="rows py-1">
                {items.slice(0, shown).map((item) => (
                  <NoticeRow key={item.id ?? `${item.contact.stakeholder_id}${item.kind}`} notice={item} />
                ))}
              </ul>
              {items.length > shown ? (
                <p className="border-t border-hair px-3.5 py-2">
                  <Button look="quiet" size="row" onClick={() => setShown(items.length)}>
                    Show {formatCount(items.length - shown, 'more letter')}
                  </Button>
                </p>
              ) : null}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const { user } = useMe();
  const now = useNow();
  const tell = useToast();
  const [isOpen, setOpen] = useState(false);
  const { customer, contact, subject, text } = notice;
  const copy = async () => {
    await navigator.clipboard.writeText(`${subject ?? ''}\n\n${text ?? ''}`);
    tell({ text: 'Copied.' });
  };
  return (
    <li className="flex-wrap">
      <span className="lines grow">
        <span className="clip font-medium">{customer.name}</span>
        <span className="clip text-xs text-ink-2">
          {contact.name}
          {notice.kind === 'update' ? ' · correction' : ''}
          {notice.failure ? ` · ${notice.failure}` : ''}
        </span>
      </span>
      <NoticeState notice={notice} timeZone={user.time_zone} now={now} />
      {text ? (
        <Button
          size="row"
          aria-expanded={isOpen}
          aria-label={`Words to ${contact.name}`}
          onClick={() => setOpen(!isOpen)}
        >
          Words
        </Button>
      ) : null}
      {isOpen && text ? (
        <article className="letter w-full" lang={notice.language ?? undefined}>
          <h3 className="mb-2 font-semibold">{subject}</h3>
          <p className="prose">{text}</p>
          {notice.state === 'draft' ? (
            <Button size="row" className="mt-2" onClick={() => void copy()}>
              Copy
            </Button>
          ) : null}
        </article>
      ) : null}
    </li>
  );
}

interface NoticeStateProps {
  readonly notice: Notice;
  readonly timeZone: string;
  readonly now: number;
}

function NoticeState({ notice, timeZone, now }: NoticeStateProps) {
  switch (notice.state) {
    case 'planned':
      return <Chip tone="outlined">{formatMoment(notice.send_at, timeZone, now)}</Chip>;
    case 'draft':
      return <StateChip state="waiting">Draft</StateChip>;
    case 'sent':
      return <Chip>Sent {notice.sent_at ? formatMoment(notice.sent_at, timeZone, now) : ''}</Chip>;
    case 'failed':
      return <StateChip state="gap">Did not leave</StateChip>;
    case 'obsolete':
      return <Chip tone="outlined">Not sent</Chip>;
    case 'opted_out':
      return <Chip tone="outlined">Wants none</Chip>;
  }
}
