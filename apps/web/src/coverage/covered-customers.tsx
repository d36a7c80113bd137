import {
  Button,
  buttonClass,
  DataTable,
  EmptyState,
  formatAgo,
  formatCount,
  formatMoment,
  formatMoney,
  formatShortDay,
  formatDays,
  Health,
  Panel,
  PriorityBars,
  sentence,
  SeverityMark,
} from '@understudy/ui';
import { CalendarClock, ChevronRight, Mail, Siren, SquareCheck, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFetchAhead } from '../states/fetch-ahead.js';
import { useMay } from '../session/session.js';
import type { Dashboard, Show } from './dashboard-page.js';
import { loadRowDialog, RowActions } from './row-actions.js';

type Row = Dashboard['rows'][number];

const TITLES = { mine: 'Your customers', covered: 'Covered customers', both: 'All you look after' } as const;
const GROUPS = [
  { priority: 'high', words: 'High', why: 'health under 50, renewal within 30 days, open P0/P1 or active risk' },
  { priority: 'medium', words: 'Medium', why: 'something urgent within 14 days' },
  { priority: 'low', words: 'Low', why: 'nothing due within 14 days' },
] as const;

/** Up to here the low ones stand open. */
const FEW = 5;

export interface CoveredCustomersProps {
  readonly dashboard: Dashboard;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
}

/** Grouped by what presses, each group with its reason. */
export function CoveredCustomers({ dashboard, show, onShow }: CoveredCustomersProps) {
  const { rows } = dashboard;
  useFetchAhead(loadRowDialog);
  const [showsLow, setShowsLow] = useState(false);
  const low = rows.filter((row) => row.priority === 'low').length;
  const folds = low > FEW && low < rows.length;
  const groups = GROUPS.map(({ priority, words, why }) => {
    const members = rows.filter((row) => row.priority === priority);
    const text = (
      <>
        <b>{words}</b> · {members.length}
        <span className="hide-narrow">&nbsp; {why}</span>
      </>
    );
    if (priority !== 'low' || !folds) return { key: priority, head: text, count: members.length, rows: members };
    const head = (
      <button type="button" className="fold" aria-expanded={showsLow} onClick={() => setShowsLow(!showsLow)}>
        <ChevronRight className="i i-s" />
        {text}
      </button>
    );
    return { key: priority, head, count: members.length, rows: showsLow ? members : [] };
  }).filter((group) => group.count > 0);

  return (
    <Panel title={TITLES[show]} count={rows.length} className="o3">
      {rows.length > 0 ? (
        <DataTable
          caption={TITLES[show]}
          rowKey={(row) => row.customer_id}
          groups={groups}
          columns={columnsFor(
            dashboard,
            groups[0]?.rows.find(({ due }) => due?.overdue),
          )}
        />
      ) : (
        <NobodyHere counts={dashboard.counts} show={show} onShow={onShow} />
      )}
    </Panel>
  );
}

const columnsFor = ({ time_zone: timeZone, now }: Dashboard, first: Row | undefined) => [
  { key: 'name', head: 'Customer', width: '22%', cell: (row: Row) => <CustomerCell row={row} /> },
  {
    key: 'health',
    head: 'Health',
    width: '14%',
    cell: (row: Row) => <Health score={row.health_score} change={row.health_change_30d} />,
  },
  {
    key: 'renewal',
    head: 'Renewal',
    width: '11%',
    narrow: 'hide' as const,
    cell: (row: Row) =>
      row.renewal_on ? (
        <span className="lines num">
          <span className="font-medium">{formatShortDay(row.renewal_on)}</span>
          <span className="text-xs text-ink-2">
            {row.days_to_renewal === null ? '' : formatDays(row.days_to_renewal)}
          </span>
        </span>
      ) : null,
  },
  {
    key: 'due',
    head: 'What is due',
    width: '22%',
    narrow: 'wide' as const,
    cell: (row: Row) => <DueCell due={row.due} timeZone={timeZone} now={now} />,
  },
  {
    key: 'word',
    head: 'Last word',
    width: '18%',
    narrow: 'wide' as const,
    cell: (row: Row) => <LastWordCell row={row} timeZone={timeZone} now={now} />,
  },
  {
    key: 'act',
    head: 'Actions',
    headHidden: true,
    width: '13%',
    narrow: 'wide' as const,
    className: 'wide:text-right',
    cell: (row: Row) => <RowActions row={row} presses={row === first} />,
  },
];

function CustomerCell({ row }: { readonly row: Row }) {
  return (
    <div className="cust">
      <span title={row.priority_reason}>
        <PriorityBars priority={row.priority} bare />
      </span>
      <span className="lines">
        <Link className="clip font-medium hover:underline" to={`/customers/${row.customer_id}`}>
          {row.name}
        </Link>
        <span className="clip text-xs text-ink-2">
          <span className="num">{formatMoney(row.arr)}</span> ·{' '}
          {row.covered_for ? `for ${row.covered_for.name}` : row.segment}
        </span>
      </span>
    </div>
  );
}

const DUE_ICONS = { email: Mail, meeting: CalendarClock, escalation: Siren } as const;
const dueIcon = (kind: string) => (kind in DUE_ICONS ? DUE_ICONS[kind as keyof typeof DUE_ICONS] : SquareCheck);

function DueCell({
  due,
  timeZone,
  now,
}: {
  readonly due: Row['due'];
  readonly timeZone: string;
  readonly now: string;
}) {
  if (!due) return <span className="text-ink-2 hide-narrow">Nothing due</span>;
  const Icon = dueIcon(due.kind);
  // for what is late the day is enough: the line has to hold what is due
  const when = due.overdue ? formatAgo(due.due_at, timeZone, now) : formatMoment(due.due_at, timeZone, now);
  return (
    <div className="due">
      <Icon className="i" />
      <span className="line-clamp-2">
        {due.overdue ? (
          <span className="font-medium text-gap-text">Overdue since {when}.</span>
        ) : (
          <span className="font-medium">{sentence(when)}.</span>
        )}{' '}
        {due.what}
      </span>
    </div>
  );
}

function LastWordCell({ row, timeZone, now }: { readonly row: Row; readonly timeZone: string; readonly now: string }) {
  return (
    <span className="line-clamp-2">
      {row.open_escalation ? (
        <>
          <Link
            to={`/escalations/${row.open_escalation.id}`}
            aria-label={`Open escalation, ${row.open_escalation.severity}`}
          >
            <SeverityMark severity={row.open_escalation.severity} />
          </Link>{' '}
        </>
      ) : null}
      {row.last_word ? (
        <>
          {row.last_word.text} <span className="num text-ink-2">{formatAgo(row.last_word.at, timeZone, now)}</span>
        </>
      ) : (
        <span className="text-ink-2">No word yet</span>
      )}
    </span>
  );
}

interface NobodyHereProps {
  readonly counts: Dashboard['counts'];
  readonly show: Show;
  readonly onShow: (show: Show) => void;
}

function NobodyHere({ counts, show, onShow }: NobodyHereProps) {
  const may = useMay();
  const icon = <ShieldCheck className="i" />;
  if (show === 'covered') {
    return (
      <EmptyState
        good
        icon={icon}
        title="You cover nobody today"
        actions={
          counts.mine > 0 ? (
            <Button size="panel" onClick={() => onShow('mine')}>
              Show mine
            </Button>
          ) : null
        }
      >
        {counts.mine > 0 ? `Your own ${formatCount(counts.mine, 'customer')} are under “Mine”. ` : ''}
        The next request reaches you here and in Gmail.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title="No customer is yours"
      actions={
        <>
          {may('customers:write') ? (
            <Link className={buttonClass({ size: 'panel' })} to="/customers/import">
              Import customers
            </Link>
          ) : null}
          <Link className={buttonClass({ size: 'panel' })} to="/team">
            See the team
          </Link>
        </>
      }
    >
      Customers appear here when you own them or stand in for somebody.
    </EmptyState>
  );
}
