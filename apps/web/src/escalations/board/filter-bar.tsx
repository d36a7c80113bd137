import { ESCALATION_STATUSES, SEVERITIES } from '@understudy/contracts';
import { Button, Select, SeverityMark, statusWords } from '@understudy/ui';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { AddressInput } from '../../shell/address-input.js';
import type { BoardReading } from './use-board.js';
import { isSeverity } from '../escalation-draft.js';
import { isStatus } from '../escalation-status.js';
import type { Card } from './card.js';
import { FilterPill, type PillOption } from './filter-pill.js';
import {
  applyFilters,
  DUE_WORDS,
  DUES,
  ENDED_DAYS,
  type Filters,
  isFiltered,
  type Kind,
  ME,
  NO_FILTERS,
  NONE,
  readFilters,
  valueOf,
} from './filters.js';

const LABELS = {
  status: 'Status',
  severity: 'Severity',
  category: 'Category',
  team: 'Team',
  owner: 'Owner',
  customer: 'Customer',
  segment: 'Segment',
} as const satisfies Record<Kind, string>;

const NONE_WORDS = {
  status: '',
  severity: '',
  category: 'No category',
  team: 'No team',
  owner: 'In queue',
  customer: 'No customer',
  segment: 'No segment',
} as const satisfies Record<Kind, string>;

const FIXED: Partial<Record<Kind, readonly string[]>> = { status: ESCALATION_STATUSES, severity: SEVERITIES };

export interface FilterBarProps {
  readonly board: BoardReading;
  /** The board has a column for each status. */
  readonly kinds: readonly Kind[];
  readonly children?: ReactNode;
}

/** Every filter, in the address; what each value would show stands beside it. */
export function FilterBar({ board, kinds, children }: FilterBarProps) {
  const { filters, change } = board;
  const dues = () =>
    DUES.map((due) => {
      const count = applyFilters(board.cards, { ...filters, due }, board.reader).length;
      return { value: due, words: DUE_WORDS[due], text: DUE_WORDS[due], count };
    });
  return (
    <div className="fil-bar" role="search" aria-label="Filter escalations">
      <span className="input-icon fil-find">
        <Search className="i" />
        <AddressInput
          type="search"
          aria-label="Find by title, customer or owner"
          placeholder="Title, customer or owner"
          value={filters.find}
          onWrite={(text) => change({ find: text })}
        />
      </span>
      <div className="fil-row">
        <button
          type="button"
          className={filters.mine ? 'fil on' : 'fil'}
          aria-pressed={filters.mine}
          onClick={() => change({ mine: !filters.mine })}
        >
          Mine
        </button>
        {kinds.map((kind) => (
          <FilterPill
            key={kind}
            label={LABELS[kind]}
            chosen={filters[kind]}
            options={() => optionsOf(kind, board)}
            onChange={(chosen) => change({ [kind]: chosen })}
          />
        ))}
        <FilterPill
          label="Time"
          single
          chosen={filters.due ? [filters.due] : []}
          options={dues}
          onChange={([due]) => change({ due: DUES.find((one) => one === due) ?? null })}
        />
        <Ended filters={filters} change={change} />
      </div>
      {isFiltered(filters) ? (
        <Button look="quiet" size="panel" onClick={() => change({ ...NO_FILTERS, endedDays: filters.endedDays })}>
          Clear filters
        </Button>
      ) : null}
      {children}
    </div>
  );
}

function Ended({ filters, change }: Pick<BoardReading, 'filters' | 'change'>) {
  return (
    <Select
      aria-label="How far back those go that ended"
      className="fil-ended"
      value={filters.endedDays}
      onChange={({ target }) => change(readEnded(target.value))}
    >
      {ENDED_DAYS.map((days) => (
        <option key={days} value={days}>
          {days === 365 ? 'Ended within a year' : `Ended within ${days} days`}
        </option>
      ))}
    </Select>
  );
}

const readEnded = (days: string): Pick<Filters, 'endedDays'> => ({
  endedDays: readFilters(new URLSearchParams({ ended: days })).endedDays,
});

/** The values that there are, the most frequent first; of status and severity all, in their order. */
function optionsOf(kind: Kind, { cards, filters, reader }: BoardReading): readonly PillOption[] {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const card of cards) {
    const value = valueOf(kind, card);
    if (!names.has(value)) names.set(value, nameOf(kind, card));
  }
  for (const card of applyFilters(cards, filters, reader, kind)) {
    const value = valueOf(kind, card);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const option = (value: string, text: string): PillOption => ({
    value,
    text,
    words: isSeverity(value) ? <SeverityMark severity={value} /> : text,
    count: counts.get(value) ?? 0,
  });
  const fixed = FIXED[kind];
  if (fixed) return fixed.map((value) => option(value, isStatus(value) ? statusWords(value) : value));
  const found = [...names]
    .map(([value, text]) => option(value, text))
    .toSorted((one, other) => other.count - one.count);
  if (kind !== 'owner') return found;
  const mine = counts.get(reader.userId) ?? 0;
  const others = found.filter(({ value }) => value !== reader.userId);
  return [{ value: ME, text: 'Me', words: 'Me', count: mine }, ...others];
}

const nameOf = (kind: Kind, card: Card): string => {
  const value = valueOf(kind, card);
  if (value === NONE) return NONE_WORDS[kind];
  if (kind === 'team') return card.team?.name ?? value;
  if (kind === 'owner') return card.primary_owner?.name ?? value;
  return kind === 'customer' ? (card.customer?.name ?? value) : value;
};
