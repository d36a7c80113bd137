import type { ReactNode } from 'react';

export interface SheetCell {
  readonly text: string;
  /** What is wrong with it; read to screen readers and shown on hover. */
  readonly wrong?: string | undefined;
}
export interface SheetRow {
  /** The number in front: the line of the file. */
  readonly line: number;
  readonly cells: readonly SheetCell[];
}
export interface SheetProps {
  readonly caption: string;
  readonly heads: readonly ReactNode[];
  readonly rows: readonly SheetRow[];
}

/** The first rows of a file as they stand in it, with line numbers; scrolls on its own, by keyboard too. */
export function Sheet({ caption, heads, rows }: SheetProps) {
  return (
    // a region that scrolls takes the focus, or keys could not scroll it (WCAG 2.1.1)
    <div className="sheet-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="sheet">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {heads.map((head, index) => (
              <th key={index} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <th scope="row">{row.line}</th>
              {row.cells.map((cell, index) => (
                <td key={index} data-wrong={cell.wrong ? '' : undefined} title={cell.wrong ?? cell.text}>
                  {cell.text}
                  {cell.wrong ? <span className="sr-only"> ({cell.wrong})</span> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
