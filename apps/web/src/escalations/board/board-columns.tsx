import { useDroppable } from '@dnd-kit/core';
import { Button, cn, StatusMark, statusWords } from '@understudy/ui';
import { memo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { BoardCard } from './board-card.js';
import { type ColumnStatus, COLUMNS, columnOf, moveTo } from './board-moves.js';
import type { Card } from './card.js';

const FIRST = 20;
const MORE = 60;

export interface BoardColumnsProps {
  /** In the order to show. */
  readonly cards: readonly Card[];
  /** The one that is held. */
  readonly held: Card | null;
  readonly endedDays: number;
}

/** A column for each status, what presses on top. */
export function BoardColumns({ cards, held, endedDays }: BoardColumnsProps) {
  const byColumn = Map.groupBy(cards, columnOf);
  return (
    <div className="kan">
      {COLUMNS.map((column) => (
        <BoardColumn
          key={column}
          column={column}
          cards={byColumn.get(column) ?? []}
          held={held}
          endedDays={endedDays}
        />
      ))}
    </div>
  );
}

interface BoardColumnProps extends BoardColumnsProps {
  readonly column: ColumnStatus;
}

function BoardColumn({ column, cards, held, endedDays }: BoardColumnProps) {
  const { setNodeRef, isOver } = useDroppable({ id: column });
  const [most, setMost] = useState(FIRST);
  const words = column === 'resolved' ? `Resolved, last ${endedDays} days` : statusWords(column);
  return (
    <section ref={setNodeRef} className={cn('kcol', held && 'open')} aria-label={`${words}: ${cards.length}`}>
      <header>
        <h2>
          <StatusMark status={column} {...(column === 'resolved' ? { words } : {})} />
        </h2>
        <CountOf column={column} count={cards.length} />
      </header>
      {held ? <Slot held={held} column={column} isOver={isOver} /> : null}
      <Cards cards={cards} most={most} />
      {cards.length > most ? (
        <Button look="quiet" size="panel" className="justify-start" onClick={() => setMost(most + MORE)}>
          {cards.length - most} more
        </Button>
      ) : null}
      {cards.length === 0 && !held ? <p className="kcol-none">None</p> : null}
    </section>
  );
}

/** Not drawn again while a card is held over the columns. */
const Cards = memo(function Cards({ cards, most }: { readonly cards: readonly Card[]; readonly most: number }) {
  return (
    <ul className="kcol-cards">
      {cards.slice(0, most).map((card) => (
        <BoardCard key={card.id} card={card} />
      ))}
    </ul>
  );
});

/** The number leads to the list that is as long. */
function CountOf({ column, count }: { readonly column: ColumnStatus; readonly count: number }) {
  const { search } = useLocation();
  const params = new URLSearchParams(search);
  params.delete('status');
  params.append('status', column);
  if (column === 'resolved') params.append('status', 'closed');
  if (count === 0) return <span className="c num">0</span>;
  return (
    <Link
      className="c num hover:underline"
      to={`/escalations/table?${params}`}
      aria-label={`${count}: show them in the table`}
    >
      {count}
    </Link>
  );
}

/** Says what letting go here does, before one lets go. */
function Slot({
  held,
  column,
  isOver,
}: {
  readonly held: Card;
  readonly column: ColumnStatus;
  readonly isOver: boolean;
}) {
  const move = moveTo(held, column);
  if (move.kind === 'stay') return null;
  if (move.kind === 'refused') return isOver ? <p className="kslot no">{move.words}</p> : null;
  return <p className={cn('kslot', isOver && 'over')}>{move.words}</p>;
}
