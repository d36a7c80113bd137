import { ListCustomers, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  DataTable,
  dayOf,
  daysBetween,
  EmptyState,
  formatDays,
  formatMoney,
  formatShortDay,
  Health,
  Input,
  Panel,
  Person,
  sentence,
  useNow,
} from '@understudy/ui';
import { Search, SearchX } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';

type Row = AnswerOf<typeof ListCustomers>['items'][number];

/** Every customer of the organisation, found by name; by name because this page is for looking up. */
export function CustomersPage() {
  const [params, setParams] = useSearchParams();
  const query = useDeferredValue(params.get('find') ?? '');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const list = useApi(
    ListCustomers,
    { limit: 50, ...(query ? { query } : {}), ...(cursor ? { cursor } : {}) },
    { keep: true },
  );
  const find = (text: string) => {
    setCursors([]);
    setParams(text ? { find: text } : {}, { replace: true });
  };
  const next = list.data?.next_cursor;

  return (
    <Page
      title="Customers"
      sub="Find one by name; each page says who looks after them, until when, and who is next."
      actions={
        <span className="input-icon w-[240px]">
          <Search className="i" />
          <Input
            type="search"
            aria-label="Find by name"
            placeholder="Find by name"
            value={params.get('find') ?? ''}
            onChange={(event) => find(event.target.value)}
          />
        </span>
      }
    >
      <Panel
        title={query ? `Named “${query}”` : 'All customers'}
        count={cursors.length ? `page ${cursors.length + 1}` : undefined}
        actions={
          cursors.length > 0 || next ? (
            <>
              <Button size="row" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                Back
              </Button>
              <Button size="row" disabled={!next} onClick={() => next && setCursors([...cursors, next])}>
                More
              </Button>
            </>
          ) : null
        }
      >
        <Loaded query={list} what="The list of customers" words="Reading the customers" rows={8}>
          {({ items }) =>
            items.length > 0 ? (
              <CustomerTable rows={items} />
            ) : (
              <EmptyState
                icon={<SearchX className="i" />}
                title={query ? `No customer is called “${query}”` : 'No customer yet'}
                actions={
                  query ? (
                    <Button size="panel" onClick={() => find('')}>
                      Show all
                    </Button>
                  ) : null
                }
              >
                {query ? 'Try a shorter part of the name.' : 'An admin imports them from the CRM.'}
              </EmptyState>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function CustomerTable({ rows }: { readonly rows: readonly Row[] }) {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  return (
    <DataTable
      caption="Customers by name"
      rowKey={(row) => row.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'name',
          head: 'Customer',
          width: '30%',
          cell: (row) => (
            <div className="lines">
              <Link className="clip font-medium hover:underline" to={`/customers/${row.id}`}>
                {row.name}
              </Link>
              <span className="clip text-xs text-ink-2">
                <span className="num">{formatMoney(row.arr)}</span> · {row.segment} · {row.industry}
              </span>
            </div>
          ),
        },
        {
          key: 'health',
          head: 'Health',
          width: '14%',
          cell: (row) => <Health score={row.health_score} change={row.health_change_30d} />,
        },
        {
          key: 'renewal',
          head: 'Renewal',
          width: '14%',
          narrow: 'hide',
          cell: (row) => <Renewal on={row.renewal_on} today={today} />,
        },
        { key: 'stage', head: 'Stage', width: '12%', narrow: 'hide', cell: (row) => sentence(row.stage) },
        {
          key: 'csm',
          head: 'CSM',
          width: '20%',
          narrow: 'wide',
          cell: (row) =>
            row.csm ? (
              <Person name={row.csm.name} note={row.csm.place} kind={row.csm.user_id === user.id ? 'you' : 'other'} />
            ) : (
              <span className="text-ink-2">no CSM</span>
            ),
        },
        {
          key: 'act',
          head: 'Actions',
          headHidden: true,
          width: '10%',
          narrow: 'hide',
          className: 'text-right',
          cell: (row) => (
            <Link className={buttonClass({ size: 'row' })} to={`/customers/${row.id}`} aria-label={`Open ${row.name}`}>
              Open
            </Link>
          ),
        },
      ]}
    />
  );
}

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
