import { DataTable, formatAgo, Panel, SegmentedControl, useNow } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import { isImportant, valueWords, type Change, type Of } from './handback-words.js';

type Shown = 'important' | 'all';

/** Every fact that is not as it was at the departure: was, is, by whom and when. */
export function ChangesPanel({ changes, since }: { readonly changes: readonly Of<Change>[]; readonly since: string }) {
  const { user } = useMe();
  const now = useNow();
  const important = changes.filter(isImportant);
  const [wanted, setShow] = useState<Shown>('important');
  const show = important.length === 0 ? 'all' : wanted;
  const shown = show === 'all' ? changes : important;
  const customers = new Set(changes.map(({ customer }) => customer.customer_id)).size;
  return (
    <Panel
      title={`What changed against ${since}`}
      className="o3"
      count={
        changes.length > 0
          ? `${changes.length} in ${customers} ${customers === 1 ? 'customer' : 'customers'}`
          : undefined
      }
      actions={
        important.length > 0 && important.length < changes.length ? (
          <SegmentedControl<Shown>
            label="Which changes"
            size="row"
            value={show}
            onChange={setShow}
            options={[
              { value: 'important', words: `Important ${important.length}` },
              { value: 'all', words: `All ${changes.length}` },
            ]}
          />
        ) : null
      }
    >
      {changes.length === 0 ? (
        <p className="panel-body text-ink-2">Every fact is as it was at the departure.</p>
      ) : (
        <Shorten rows={shown} what="changes">
          {(rows) => (
            <DataTable
              caption={`What changed against ${since}`}
              rowKey={(row) => `${row.customer.customer_id}:${row.path}:${row.backup.user_id}`}
              groups={[{ key: 'all', head: null, rows }]}
              columns={[
                {
                  key: 'customer',
                  head: 'Customer',
                  width: '22%',
                  cell: (row) => (
                    <Link
                      className="clip block font-medium hover:underline"
                      to={`/customers/${row.customer.customer_id}`}
                    >
                      {row.customer.name}
                    </Link>
                  ),
                },
                {
                  key: 'what',
                  head: 'What',
                  width: '24%',
                  narrow: 'wide',
                  cell: (row) => <span className="line-clamp-2">{row.what}</span>,
                },
                { key: 'change', head: 'Was, is', width: '32%', narrow: 'wide', cell: (row) => <WasIs change={row} /> },
                {
                  key: 'by',
                  head: 'By',
                  width: '22%',
                  narrow: 'wide',
                  cell: (row) => (
                    <span className="lines">
                      <span className="clip">{row.by ?? 'outside Understudy'}</span>
                      <span className="num text-xs text-ink-2">
                        {row.at ? formatAgo(row.at, user.time_zone, now) : 'when is not known'}
                      </span>
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Shorten>
      )}
    </Panel>
  );
}

function WasIs({ change }: { readonly change: Change }) {
  const { user } = useMe();
  const now = useNow();
  const words = (value: Change['from']) => valueWords(value, user.time_zone, now);
  return (
    <span className="num line-clamp-3">
      <s className="text-ink-2">{words(change.from)}</s> → <span className="font-medium">{words(change.to)}</span>
    </span>
  );
}
