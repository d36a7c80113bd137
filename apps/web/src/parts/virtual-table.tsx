import { useVirtualizer } from '@tanstack/react-virtual';
import { cn, type Column } from '@understudy/ui';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { memo, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useNarrow } from './use-narrow.js';

export interface SortableColumn<Row> extends Column<Row> {
  /** Its head is a button that sorts by it. */
  readonly sortable?: boolean;
}
export interface SortedBy {
  readonly key: string;
  readonly down: boolean;
}

export interface VirtualTableProps<Row> {
  readonly caption: string;
  /** The same array from draw to draw, else every row is drawn anew. */
  readonly columns: readonly SortableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Null: as the rows come. */
  readonly sortedBy: SortedBy | null;
  /** The next order after a press: up, down, as they come. */
  readonly onSort: (sortedBy: SortedBy | null) => void;
  readonly rowHeight?: number;
}

/** Up to here all rows stand in the page, and it scrolls; beyond, the table scrolls and only rows in sight exist. */
const ALL = 60;

/** A table of thousands: heads that sort, rows of one height, cards under 760 px. */
export function VirtualTable<Row>({ rows, columns, ...rest }: VirtualTableProps<Row>) {
  const { caption, rowKey, sortedBy, onSort, rowHeight = 57 } = rest;
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = rows.length > ALL;
  const isNarrow = useNarrow();
  const [height, setHeight] = useState(rowHeight);
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
  });
  // rows are of one height: the first one tells it, for whoever has larger letters. Cards are not, each is measured.
  useLayoutEffect(() => {
    const first = isLong && !isNarrow ? scroller.current?.querySelector('tr[data-index]') : null;
    if (first) setHeight(first.getBoundingClientRect().height || rowHeight);
  }, [isLong, isNarrow, columns, rowHeight]);
  useLayoutEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const shown = isLong ? items.map(({ index }) => index) : rows.map((_, index) => index);
  const above = isLong ? (items[0]?.start ?? 0) : 0;
  const below = isLong ? Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)) : 0;

  return (
    <div
      ref={scroller}
      className={cn('vt', isLong && 'vt-long')}
      {...(isLong ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}
    >
      <table className="tbl tbl-fixed tbl-57 tbl-cards" aria-rowcount={rows.length + 1}>
        <caption className="sr-only">{caption}</caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} width={column.width} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.key} column={column} sortedBy={sortedBy} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Gap height={above} columns={columns.length} /> : null}
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={rowKey(row)}
                row={row}
                index={index}
                columns={columns as readonly SortableColumn<unknown>[]}
                {...(isLong && isNarrow ? { measure: virtual.measureElement } : {})}
              />
            );
          })}
          {below > 0 ? <Gap height={below} columns={columns.length} /> : null}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: SortableColumn<Row>;
  readonly sortedBy: SortedBy | null;
  readonly onSort: (sortedBy: SortedBy | null) => void;
}

function Head<Row>({ column, sortedBy, onSort }: HeadProps<Row>) {
  const { key, head, headHidden, sortable = false } = column;
  const words = headHidden ? <span className="sr-only">{head}</span> : head;
  if (!sortable) return <th scope="col">{words}</th>;
  const down = sortedBy?.key === key ? sortedBy.down : null;
  return (
    <th scope="col" aria-sort={down === null ? 'none' : down ? 'descending' : 'ascending'}>
      <button type="button" className="vt-sort" onClick={() => onSort(nextOrder(key, down))}>
        {words}
        {down === null ? (
          <ChevronsUpDown className="i i-s" />
        ) : down ? (
          <ArrowDown className="i i-s" />
        ) : (
          <ArrowUp className="i i-s" />
        )}
      </button>
    </th>
  );
}

const nextOrder = (key: string, down: boolean | null): SortedBy | null =>
  down === null ? { key, down: false } : down ? null : { key, down: true };

/** Stands for the rows that are out of sight. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr className="vt-gap" aria-hidden="true" style={{ height }}>
      <td colSpan={columns} />
    </tr>
  );
}

interface TableRowProps {
  readonly row: unknown;
  readonly index: number;
  readonly columns: readonly SortableColumn<unknown>[];
  readonly measure?: (element: HTMLTableRowElement | null) => void;
}

const TableRow = memo(function TableRow({ row, index, columns, measure }: TableRowProps): ReactNode {
  return (
    <tr aria-rowindex={index + 2} data-index={index} ref={measure}>
      {columns.map((column) => (
        <td key={column.key} className={cn(column.narrow, column.className)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
});
