import {
  Button,
  buttonClass,
  dayOf,
  daysBetween,
  EmptyState,
  formatCount,
  formatDays,
  formatMoney,
  formatShortDay,
  Health,
  Panel,
  Person,
  sentence,
  SkeletonRows,
  useNow,
} from '@understudy/ui';
import { CloudOff, FileUp, Search, SearchX } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { VirtualTable, type SortableColumn, type SortedBy } from '../parts/virtual-table.js';
import { useMay, useMe } from '../session/session.js';
import { AddressInput } from '../shell/address-input.js';
import { Page } from '../shell/page.js';
import { useAddress } from '../shell/use-address.js';
import { useAllCustomers, type CustomerListRow } from './use-all-customers.js';

type Row = CustomerListRow;

/** Every customer of the organisation; found by name, and ordered by what one looks for. */
export function CustomersPage() {
  const may = useMay();
  const [params, rewrite] = useAddress();
  const find = params.get('find') ?? '';
  const { list, count, isComplete, stopped } = useAllCustomers(useDeferredValue(find.trim()));
  const sortedBy = sortOf(params.get('sort'));
  const change = (name: string, value: string) => rewrite({ [name]: value });
  const rows = useMemo(() => {
    const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
    return sortedBy ? all.toSorted(orderBy(sortedBy)) : all;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- by its value
  }, [list.data, sortedBy?.key, sortedBy?.down]);

  return (
    <Page
      title={isComplete && !find ? formatCount(count, 'customer') : 'Customers'}
      here="Customers"
      sub="Each page says who looks after them, until when, and who is next."
      actions={
        <>
          <span className="input-icon w-[240px]">
            <Search className="i" />
            <AddressInput
              type="search"
              aria-label="Find by name"
              placeholder="Find by name"
              value={find}
              onWrite={(text) => change('find', text)}
            />
          </span>
          {may('customers:write') ? (
            <Link className={buttonClass({})} to="/customers/import">
              <FileUp className="i" />
              Import
            </Link>
          ) : null}
        </>
      }
    >
      <Panel
        title={find ? `Named “${find}”` : 'All customers'}
        count={list.data ? (isComplete ? count : stopped ? `the first ${count}` : `${count} so far`) : undefined}
      >
        {rows.length > 0 ? (
          <CustomerTable
            rows={rows}
            sortedBy={sortedBy}
            onSort={(by) => change('sort', by ? `${by.down ? '-' : ''}${by.key}` : '')}
          />
        ) : list.error ? (
          <EmptyState
            icon={<CloudOff className="i" />}
            title="The list of customers did not load"
            actions={
              <Button look="filled" size="panel" onClick={() => void list.refetch()}>
                Try again
              </Button>
            }
          >
            {wordsFor(list.error)}
          </EmptyState>
        ) : list.isPending ? (
          <SkeletonRows words="Reading the customers" rows={8} />
        ) : (
          <Nobody find={find} onAll={() => change('find', '')} mayImport={may('customers:write')} />
        )}
      </Panel>
      {rows.length > 0 && list.isFetchNextPageError ? (
        <p className="mt-3 text-ink-2" role="status">
          The rest did not load. {wordsFor(list.error)}{' '}
          <Button size="row" onClick={() => void list.fetchNextPage()}>
            Read the rest
          </Button>
        </p>
      ) : null}
      {stopped ? <p className="mt-3 text-ink-2">There are more: find the others by name.</p> : null}
    </Page>
  );
}

interface NobodyProps {
  readonly find: string;
  readonly onAll: () => void;
  readonly mayImport: boolean;
}

function Nobody({ find, onAll, mayImport }: NobodyProps) {
  if (find) {
    return (
      <EmptyState
        icon={<SearchX className="i" />}
        title={`No customer is called “${find}”`}
        actions={
          <Button size="panel" onClick={onAll}>
            Show all
          </Button>
        }
      >
        Try a shorter part of the name.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX className="i" />}
      title="No customer yet"
      actions={
        mayImport ? (
          <Link className={buttonClass({ look: 'filled', size: 'panel' })} to="/customers/import">
            Import from a CSV
          </Link>
        ) : null
      }
    >
      They come from the CRM or from a table.
    </EmptyState>
  );
}

const SORTS = {
  name: (row: Row) => row.name.toLowerCase(),
  arr: (row: Row) => row.arr,
  health: (row: Row) => row.health_score,
  renewal: (row: Row) => row.renewal_on ?? '9999',
  stage: (row: Row) => row.stage,
  csm: (row: Row) => row.csm?.name.toLowerCase() ?? '\uffff',
} as const satisfies Record<string, (row: Row) => string | number>;
type SortKey = keyof typeof SORTS;
const isSortKey = (text: string): text is SortKey => text in SORTS;

function sortOf(text: string | null): SortedBy | null {
  const key = (text ?? '').replace(/^-/, '');
  return isSortKey(key) ? { key, down: (text ?? '').startsWith('-') } : null;
}

function orderBy({ key, down }: SortedBy): (a: Row, b: Row) => number {
  const value = isSortKey(key) ? SORTS[key] : SORTS.name;
  const way = down ? -1 : 1;
  return (a, b) => {
    const [one, other] = [value(a), value(b)];
    return one < other ? -way : one > other ? way : 0;
  };
}

interface CustomerTableProps {
  readonly rows: readonly Row[];
  readonly sortedBy: SortedBy | null;
  readonly onSort: (by: SortedBy | null) => void;
}

function CustomerTable({ rows, sortedBy, onSort }: CustomerTableProps) {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  const columns = useMemo(() => columnsFor(user.id, today), [user.id, today]);
  return (
    <VirtualTable
      caption="Customers"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      sortedBy={sortedBy}
      onSort={onSort}
    />
  );
}

const keyOf = (row: Row): string => row.id;

const columnsFor = (me: string, today: string): readonly SortableColumn<Row>[] => [
  {
    key: 'name',
    head: 'Customer',
    width: '28%',
    sortable: true,
    cell: (row) => (
      <div className="lines">
        <Link className="clip font-medium hover:underline" to={`/customers/${row.id}`}>
          {row.name}
        </Link>
        <span className="clip text-xs text-ink-2">
          {row.segment} · {row.industry}
        </span>
      </div>
    ),
  },
  {
    key: 'health',
    head: 'Health',
    width: '14%',
    sortable: true,
    cell: (row) => <Health score={row.health_score} change={row.health_change_30d} />,
  },
  {
    key: 'arr',
    head: 'ARR',
    width: '10%',
    narrow: 'hide',
    sortable: true,
    cell: (row) => <span className="num">{formatMoney(row.arr)}</span>,
  },
  {
    key: 'renewal',
    head: 'Renewal',
    width: '14%',
    narrow: 'hide',
    sortable: true,
    cell: (row) => <Renewal on={row.renewal_on} today={today} />,
  },
  {
    key: 'stage',
    head: 'Stage',
    width: '12%',
    narrow: 'hide',
    sortable: true,
    cell: (row) => sentence(row.stage.replaceAll('_', ' ')),
  },
  {
    key: 'csm',
    head: 'CSM',
    width: '22%',
    narrow: 'wide',
    sortable: true,
    cell: (row) =>
      row.csm ? (
        <Person name={row.csm.name} note={row.csm.place} kind={row.csm.user_id === me ? 'you' : 'other'} />
      ) : (
        <span className="text-ink-2">no CSM</span>
      ),
  },
];

/** The renewal day over how far it is. */
export function Renewal({ on, today }: { readonly on: string | null; readonly today: string }) {
  if (!on) return <span className="text-ink-2">none set</span>;
  return (
    <span className="lines num">
      <span className="font-medium">{formatShortDay(on)}</span>
      <span className="text-xs text-ink-2">{formatDays(daysBetween(today, on))}</span>
    </span>
  );
}
