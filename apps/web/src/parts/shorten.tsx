import { Button } from '@understudy/ui';
import { useState, type ReactNode } from 'react';

export interface ShortenProps<Row> {
  readonly rows: readonly Row[];
  /** How many are shown at first. */
  readonly most?: number;
  /** What they are, in the plural: "changes". */
  readonly what: string;
  readonly children: (shown: readonly Row[]) => ReactNode;
}

/** The first rows of a long section, and the rest at a click: a hundred items push nothing else off the page. */
export function Shorten<Row>({ rows, most = 8, what, children }: ShortenProps<Row>) {
  const [all, setAll] = useState(false);
  const isLong = rows.length > most + 1;
  return (
    <>
      {children(all || !isLong ? rows : rows.slice(0, most))}
      {isLong ? (
        <div className="border-t border-hair px-3.5 py-2">
          <Button size="row" look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${rows.length} ${what}`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
