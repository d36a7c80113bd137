import { Button, formatCount, Panel, useNow } from '@understudy/ui';
import { Check, Columns3, Download } from 'lucide-react';
import { useId, useMemo, useRef } from 'react';
import { toSheetCsv } from '../../csv/csv.js';
import { type SortedBy, VirtualTable } from '../../parts/virtual-table.js';
import { Page } from '../../shell/page.js';
import { useAddress } from '../../shell/use-address.js';
import { Loaded } from '../../states/loaded.js';
import { EscalationTabs } from '../escalation-tabs.js';
import type { Card } from './card.js';
import { FilterBar } from './filter-bar.js';
import { placeUnder } from './filter-pill.js';
import { isFiltered, KINDS, NO_FILTERS } from './filters.js';
import { NothingHere } from './nothing-here.js';
import { isOrderKey } from './order.js';
import { SavedViews } from './saved-views.js';
import { saveFile } from './save-file.js';
import { summaryWords } from './summary-words.js';
import { CSV_ALSO, TABLE_COLUMNS, type TableColumn, wishedColumns, writeColumns } from './table-columns.js';
import { useBoard } from './use-board.js';

/** The same escalations for comparing: any order, the columns one wants, thousands of rows, and all of it as CSV. */
export function EscalationsTablePage() {
  const board = useBoard();
  const now = useNow();
  const [params, rewrite] = useAddress();
  const { query, shown, cards, filters, change } = board;
  const filtered = isFiltered(filters);
  const wish = [...wishedColumns(params)].join();
  const columns = useMemo(() => {
    const wished = new Set(wish.split(','));
    return TABLE_COLUMNS.filter(({ key, always }) => always || wished.has(key));
  }, [wish]);
  const onSort = (sortedBy: SortedBy | null) =>
    rewrite({ order: sortedBy && `${sortedBy.down ? '-' : ''}${sortedBy.key}` });

  return (
    <Page
      title="Escalations"
      here="Table"
      crumbs={[{ to: '/escalations', words: 'Escalations' }]}
      sub={query.data ? summaryWords(shown, now, filtered ? ' of those shown' : '') : undefined}
      actions={
        <>
          <SavedViews />
          <Button
            onClick={() => saveFile('escalations.csv', toCsv(columns, shown), 'text/csv')}
            disabled={shown.length === 0}
          >
            <Download className="i" />
            CSV
          </Button>
        </>
      }
    >
      <EscalationTabs />
      <FilterBar board={board} kinds={KINDS} />
      <Loaded query={query} what="The list of escalations" words="Reading the escalations" rows={8}>
        {({ total }) =>
          shown.length > 0 ? (
            <Panel
              title={filtered ? 'Matching' : 'All that you may see'}
              count={filtered ? `${count(shown.length)} of ${count(cards.length)}` : count(cards.length)}
              actions={<ColumnMenu />}
            >
              {total > cards.length ? (
                <p className="px-3.5 pb-2 text-ink-2">
                  {formatCount(total - cards.length, 'older one is', 'older ones are')} left out: look back over fewer
                  days.
                </p>
              ) : null}
              <VirtualTable
                caption={`Escalations, ${params.has('order') ? 'as sorted' : 'what presses first'}`}
                columns={columns}
                rows={shown}
                rowKey={idOf}
                sortedBy={sortedByOf(params.get('order') ?? '')}
                onSort={onSort}
              />
            </Panel>
          ) : (
            <NothingHere filtered={filtered} onClear={() => change({ ...NO_FILTERS, endedDays: filters.endedDays })} />
          )
        }
      </Loaded>
    </Page>
  );
}

const idOf = ({ id }: Card): string => id;
const count = (value: number): string => new Intl.NumberFormat('en').format(value);

function sortedByOf(order: string): SortedBy | null {
  const key = order.replace(/^-/, '');
  return isOrderKey(key) ? { key, down: order.startsWith('-') } : null;
}

/** What is shown, in its order and columns; with what is needed to find a row again. */
const toCsv = (columns: readonly TableColumn[], cards: readonly Card[]): string => {
  const all = [...columns, ...CSV_ALSO];
  return toSheetCsv([all.map(({ words }) => words), ...cards.map((card) => all.map(({ text }) => text(card)))]);
};

function ColumnMenu() {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [params, rewrite] = useAddress();
  const wished = wishedColumns(params);
  const toggle = (key: string) =>
    rewrite((before) => {
      const after = new Set(wishedColumns(before));
      if (!after.delete(key)) after.add(key);
      return writeColumns(before, after);
    });
  return (
    <>
      <button ref={button} type="button" className="btn btn-row hide-narrow" popoverTarget={id}>
        <Columns3 className="i" />
        Columns
      </button>
      <div
        id={id}
        popover="auto"
        className="menu fil-menu"
        onBeforeToggle={(event) => {
          if (event.newState === 'open') placeUnder(event.currentTarget, button.current);
        }}
      >
        <ul className="fil-list" aria-label="Columns">
          {TABLE_COLUMNS.filter(({ always }) => !always).map(({ key, words }) => (
            <li key={key}>
              <label className="menu-item">
                <input type="checkbox" checked={wished.has(key)} onChange={() => toggle(key)} />
                <span className="fil-box" aria-hidden="true">
                  <Check className="i i-s" />
                </span>
                {words}
              </label>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
