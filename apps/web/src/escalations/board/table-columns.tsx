import { formatMoney, formatMoment, Person, SeverityMark, SlaChip, StatusMark, useOfNow } from '@understudy/ui';
import { Link } from 'react-router';
import type { SortableColumn } from '../../parts/virtual-table.js';
import { useMe } from '../../session/session.js';
import type { Card } from './card.js';
import { isUnresolved } from '../unresolved.js';

export interface TableColumn extends SortableColumn<Card> {
  /** In the menu of columns and the head of the CSV. */
  readonly words: string;
  /** As the CSV has it. */
  readonly text: (card: Card) => string;
  readonly always?: boolean;
  readonly onlyOnWish?: boolean;
}

/** Every column, in its order; those that are not `onlyOnWish` are shown until somebody chooses. */
export const TABLE_COLUMNS: readonly TableColumn[] = [
  {
    key: 'title',
    words: 'Escalation',
    head: 'Escalation',
    sortable: true,
    always: true,
    narrow: 'wide',
    text: ({ title }) => title,
    cell: (card) => (
      <span className="flex items-start gap-2.5">
        <SeverityMark severity={card.severity} />
        <span className="lines">
          <Link className="clip font-medium hover:underline" title={card.title} to={`/escalations/${card.id}`}>
            {card.title}
          </Link>
          <span className="clip text-xs text-ink-2">
            {[card.customer?.name, card.category].filter(Boolean).join(' · ') || 'Conversation'}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: 'severity',
    words: 'Severity',
    head: 'Severity',
    width: '88px',
    sortable: true,
    narrow: 'hide',
    onlyOnWish: true,
    text: ({ severity }) => severity,
    cell: ({ severity }) => <SeverityMark severity={severity} />,
  },
  {
    key: 'customer',
    words: 'Customer',
    head: 'Customer',
    width: '15%',
    sortable: true,
    narrow: 'hide',
    onlyOnWish: true,
    text: ({ customer }) => customer?.name ?? '',
    cell: ({ customer }) =>
      customer ? (
        <Link className="clip block hover:underline" to={`/customers/${customer.id}`}>
          {customer.name}
        </Link>
      ) : (
        <span className="text-ink-2">none</span>
      ),
  },
  {
    key: 'category',
    words: 'Category',
    head: 'Category',
    width: '11%',
    sortable: true,
    narrow: 'hide',
    onlyOnWish: true,
    text: ({ category }) => category ?? '',
    cell: ({ category }) => <span className="clip block">{category ?? 'none'}</span>,
  },
  {
    key: 'segment',
    words: 'Segment',
    head: 'Segment',
    width: '11%',
    sortable: true,
    narrow: 'hide',
    onlyOnWish: true,
    text: ({ segment }) => segment ?? '',
    cell: ({ segment }) => <span className="clip block">{segment ?? 'none'}</span>,
  },
  {
    key: 'owner',
    words: 'Owner',
    head: 'Owner',
    width: '15%',
    sortable: true,
    text: ({ primary_owner: owner }) => owner?.name ?? '',
    cell: (card) => <Owner card={card} />,
  },
  {
    key: 'team',
    words: 'Team',
    head: 'Team',
    width: '8%',
    sortable: true,
    narrow: 'hide',
    text: ({ team }) => team?.name ?? '',
    cell: ({ team }) => <span className="clip block">{team?.name ?? 'none'}</span>,
  },
  {
    key: 'arr',
    words: 'ARR at risk',
    head: 'ARR at risk',
    width: '10%',
    sortable: true,
    narrow: 'hide',
    text: ({ arr_at_risk: arr }) => String(arr),
    cell: ({ arr_at_risk: arr }) => <span className="num">{formatMoney(arr)}</span>,
  },
  {
    key: 'opened',
    words: 'Opened',
    head: 'Opened',
    width: '12%',
    sortable: true,
    narrow: 'hide',
    text: ({ created_at: at }) => at,
    cell: ({ created_at: at }) => <Moment at={at} />,
  },
  {
    key: 'updated',
    words: 'Changed',
    head: 'Changed',
    width: '12%',
    sortable: true,
    narrow: 'hide',
    onlyOnWish: true,
    text: ({ updated_at: at }) => at,
    cell: ({ updated_at: at }) => <Moment at={at} />,
  },
  {
    key: 'sla',
    words: 'Time left',
    head: 'Time left',
    width: '13%',
    sortable: true,
    always: true,
    text: ({ due_at: at }) => at,
    cell: (card) => (
      <SlaChip
        startedAt={card.created_at}
        warnAt={card.warn_at}
        dueAt={card.due_at}
        paused={card.paused}
        done={!isUnresolved(card)}
        endedAt={card.resolved_at ?? card.closed_at}
      />
    ),
  },
  {
    key: 'status',
    words: 'Status',
    head: 'Status',
    width: '12%',
    sortable: true,
    text: ({ status }) => status,
    cell: ({ status }) => <StatusMark status={status} />,
  },
];

/** What the CSV adds, so that a row is found again. */
export const CSV_ALSO: readonly Pick<TableColumn, 'words' | 'text'>[] = [
  { words: 'Id', text: ({ id }) => id },
  { words: 'Resolved', text: ({ resolved_at: at }) => at ?? '' },
  { words: 'Paused', text: ({ paused }) => (paused ? 'yes' : 'no') },
];

const BY_WISH = TABLE_COLUMNS.filter(({ always }) => !always);
const AT_FIRST = BY_WISH.filter(({ onlyOnWish }) => !onlyOnWish).map(({ key }) => key);

/** The keys an address asks for; the usual ones when it asks for none. */
export const wishedColumns = (params: URLSearchParams): ReadonlySet<string> =>
  new Set(params.has('columns') ? (params.get('columns') ?? '').split(',') : AT_FIRST);

/** The address with these columns; nothing is written for the usual ones. */
export function writeColumns(params: URLSearchParams, wished: ReadonlySet<string>): URLSearchParams {
  const after = new URLSearchParams(params);
  const keys = BY_WISH.map(({ key }) => key).filter((key) => wished.has(key));
  if (keys.join() === AT_FIRST.join()) after.delete('columns');
  else after.set('columns', keys.join());
  return after;
}

function Owner({ card: { primary_owner: owner } }: { readonly card: Card }) {
  const { user } = useMe();
  if (!owner) return <span className="text-waiting-text">In queue</span>;
  return <Person name={owner.name} kind={owner.user_id === user.id ? 'you' : 'other'} />;
}

function Moment({ at }: { readonly at: string }) {
  const { user } = useMe();
  return <span className="num clip block">{useOfNow((now) => formatMoment(at, user.time_zone, now))}</span>;
}
