import { Chip, SegmentedControl } from '@understudy/ui';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { VirtualTable, type SortableColumn } from '../parts/virtual-table.js';
import type { Outcome, RowOutcome } from './use-runs.js';
import { reasonsOf } from './wrong-rows.js';

type Show = Outcome | 'all';

export interface OutcomeTableProps {
  readonly outcomes: readonly RowOutcome[];
  /** "would be" before, "is" after. */
  readonly words: Readonly<Record<Outcome, string>>;
}

/** Each row with what becomes of it, of all kinds or one; each number is the length of its list. */
export function OutcomeTable({ outcomes, words }: OutcomeTableProps) {
  const counts = useMemo(() => {
    const found: Record<Show, number> = { all: outcomes.length, created: 0, updated: 0, unchanged: 0, failed: 0 };
    for (const { outcome } of outcomes) found[outcome]++;
    return found;
  }, [outcomes]);
  const [show, setShow] = useState<Show>(counts.failed > 0 ? 'failed' : 'all');
  const rows = useMemo(
    () => (show === 'all' ? outcomes : outcomes.filter(({ outcome }) => outcome === show)),
    [outcomes, show],
  );
  const columns = useMemo(() => columnsFor(words), [words]);
  const kinds: readonly Show[] = ['all', 'created', 'updated', 'unchanged', 'failed'];
  return (
    <>
      <div className="px-3.5 py-2">
        <SegmentedControl<Show>
          label="Which rows"
          size="row"
          value={show}
          onChange={setShow}
          options={kinds.map((value) => ({
            value,
            words: (
              <>
                {value === 'all' ? 'All' : words[value]} <span className="num">{amount.format(counts[value])}</span>
              </>
            ),
          }))}
        />
      </div>
      {rows.length > 0 ? (
        <VirtualTable
          caption="Rows of the file"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          sortedBy={null}
          onSort={() => undefined}
        />
      ) : (
        <p className="panel-body text-ink-2">No row of this kind.</p>
      )}
    </>
  );
}

const amount = new Intl.NumberFormat('en');
const keyOf = (row: RowOutcome): string => String(row.line);

const TONES = { created: 'covered', updated: 'info', unchanged: 'outlined', failed: 'gap' } as const;

const columnsFor = (words: OutcomeTableProps['words']): readonly SortableColumn<RowOutcome>[] => [
  { key: 'line', head: 'Line', width: '10%', cell: (row) => <span className="num text-ink-2">{row.line}</span> },
  {
    key: 'outcome',
    head: 'What happens',
    width: '16%',
    cell: (row) => <Chip tone={TONES[row.outcome]}>{words[row.outcome]}</Chip>,
  },
  {
    key: 'name',
    head: 'Customer',
    width: '28%',
    narrow: 'wide',
    cell: (row) =>
      row.customerId ? (
        <Link className="clip block font-medium hover:underline" to={`/customers/${row.customerId}`}>
          {row.name}
        </Link>
      ) : (
        <span className="clip block font-medium">{row.name || 'without a name'}</span>
      ),
  },
  {
    key: 'why',
    head: 'Why not',
    width: '46%',
    narrow: 'wide',
    cell: (row) => <span className="line-clamp-2">{reasonsOf(row)}</span>,
  },
];
