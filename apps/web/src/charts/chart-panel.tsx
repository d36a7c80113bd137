import { Button, Panel } from '@understudy/ui';
import { ChartColumn, Table } from 'lucide-react';
import { useState, type ReactNode } from 'react';

export interface ChartTable {
  readonly head: readonly string[];
  /** As many cells as heads; the first one names the row. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

export interface ChartPanelProps {
  /** What the chart shows, in a sentence: "Technical issues are almost half of what is open". */
  readonly title: string;
  readonly legend?: ReactNode;
  /** What is counted: "open now, by category". */
  readonly note: string;
  /** The same numbers to read. */
  readonly table: ChartTable;
  readonly children: ReactNode;
}

/** A chart whose title says what it shows, with its numbers one click away. */
export function ChartPanel({ title, legend, note, table, children }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={title}
      actions={
        <Button
          size="row"
          look="quiet"
          icon
          aria-label={asTable ? 'Show as chart' : 'Show as table'}
          title={asTable ? 'Show as chart' : 'Show as table'}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartColumn className="i" /> : <Table className="i" />}
        </Button>
      }
    >
      {asTable ? (
        <TableOf title={title} table={table} />
      ) : (
        <div className="chart-body">
          <div className="legend">
            {legend}
            <span className="ml-auto">{note}</span>
          </div>
          {children}
        </div>
      )}
    </Panel>
  );
}

function TableOf({ title, table: { head, rows } }: { readonly title: string; readonly table: ChartTable }) {
  return (
    <div className="tbl-scroll">
      <table className="tbl">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {rest.map((cell, column) => (
                <td key={head[column + 1]} className="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
