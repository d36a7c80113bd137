import {
  cn,
  formatAgo,
  formatCount,
  SegmentedControl,
  SeverityMark,
  SlaChip,
  StatusMark,
  useNow,
} from '@understudy/ui';
import { Building2, MessagesSquare } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import { SHOWN, type Row, type Shown } from './inbox-words.js';

export interface InboxListProps {
  readonly shown: Shown;
  readonly counts: Readonly<Record<Shown, number>>;
  readonly rows: readonly Row[];
  readonly selected: string | null;
  /** How many words wait that I have not seen, by the id of the escalation. */
  readonly unseen: ReadonlyMap<string, number>;
  readonly onShow: (shown: Shown) => void;
}

const WORDS = { mine: 'Mine', waiting: 'Waiting', done: 'Done' } as const satisfies Record<Shown, string>;
const EMPTY = {
  mine: 'You carry none. The next one comes by itself, or take it.',
  waiting: 'Nobody waits.',
  done: 'Nothing solved yet.',
} as const satisfies Record<Shown, string>;

/** What I carry, what waits for whoever is free, what is done. */
export function InboxList({ shown, counts, rows, selected, unseen, onShow }: InboxListProps) {
  // what waits is shown to whoever may see it anyway; the others are counted, and come by "Take next"
  const hidden = shown === 'waiting' ? counts.waiting - rows.length : 0;
  return (
    <section className="inbox-list" aria-label="Conversations">
      <div className="inbox-tabs">
        <SegmentedControl
          label="Show"
          size="row"
          value={shown}
          options={SHOWN.map((value) => ({
            value,
            words: (
              <>
                {WORDS[value]} {counts[value] > 0 ? <span className="num mut">{counts[value]}</span> : null}
              </>
            ),
          }))}
          onChange={onShow}
        />
      </div>
      {rows.length === 0 && hidden <= 0 ? <p className="p-4 text-ink-2">{EMPTY[shown]}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Item row={row} shown={shown} isSelected={row.id === selected} unseen={unseen.get(row.id) ?? 0} />
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <p className="p-4 text-ink-2">
          {rows.length > 0 ? formatCount(hidden, 'more waits', 'more wait') : formatCount(hidden, 'waits', 'wait')} for
          whoever is free. “Take next” gives you the one that presses most.
        </p>
      ) : null}
    </section>
  );
}

interface ItemProps {
  readonly row: Row;
  readonly shown: Shown;
  readonly isSelected: boolean;
  readonly unseen: number;
}

function Item({ row, shown, isSelected, unseen }: ItemProps) {
  const { user } = useMe();
  const now = useNow();
  const Icon = row.conversation_id ? MessagesSquare : Building2;
  return (
    <Link
      className={cn('conv', isSelected && 'selected')}
      to={`/inbox?show=${shown}&open=${row.id}`}
      aria-current={isSelected ? 'true' : undefined}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <SeverityMark severity={row.severity} />
        <span className="clip grow font-medium">{row.customer?.name ?? 'No customer'}</span>
        <span className="num text-xs text-ink-2">{formatAgo(row.updated_at, user.time_zone, now)}</span>
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <span className={cn('clip grow', unseen > 0 && 'font-semibold')}>{row.title}</span>
        {unseen > 0 ? (
          <span className="unseen">
            {unseen}
            <span className="sr-only"> new</span>
          </span>
        ) : null}
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <span className="clip grow text-xs text-ink-2">
          <Icon className="i i-s" /> {row.created_by.name}
        </span>
        {shown === 'done' ? (
          <StatusMark status={row.status} />
        ) : (
          <SlaChip startedAt={row.created_at} warnAt={row.sla.warn_at} dueAt={row.sla.due_at} paused={row.sla.paused} />
        )}
      </span>
    </Link>
  );
}
