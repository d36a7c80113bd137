import type { ReactNode } from 'react';
import { cn } from './class-names.js';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** Read to screen readers only: for the column of actions. */
  readonly headHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** Share of the width, e.g. "22%". */
  readonly width?: string;
  /** In the card of a narrow screen: over the whole width, or not shown. */
  readonly narrow?: 'wide' | 'hide';
  readonly className?: string;
}

export interface RowGroup<Row> {
  readonly key: string;
  /** The grey row over the group; null for a table without groups. */
  readonly head: ReactNode | null;
  readonly rows: readonly Row[];
}

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly RowGroup<Row>[];
  readonly rowKey: (row: Row) => string;
}

/** For comparing: head 32 px, rows of two lines; under 760 px every row becomes a card. */
export function DataTable<Row>({ caption, columns, groups, rowKey }: DataTableProps<Row>) {
  return (
    <table className="tbl tbl-fixed tbl-57 tbl-cards">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} width={column.width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.headHidden ? <span className="sr-only">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.key}>
          {group.head === null ? null : (
            <tr className="grp">
              <th scope="rowgroup" colSpan={columns.length}>
                {group.head}
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cn(column.narrow, column.className)}
                  data-head={column.headHidden || typeof column.head !== 'string' ? undefined : column.head}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
