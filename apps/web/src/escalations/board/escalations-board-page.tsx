import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useNow } from '@understudy/ui';
import { useState } from 'react';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { EscalationTabs } from '../escalation-tabs.js';
import { CardFace } from './board-card.js';
import { BoardColumns } from './board-columns.js';
import { ANNOUNCEMENTS, columnsByKeys, INSTRUCTIONS, isCard, overColumn } from './board-dragging.js';
import { isColumn } from './board-moves.js';
import type { Card } from './card.js';
import { FilterBar } from './filter-bar.js';
import { isFiltered, KINDS, NO_FILTERS } from './filters.js';
import { useMoving } from './moving.js';
import { NothingHere } from './nothing-here.js';
import { SavedViews } from './saved-views.js';
import { summaryWords } from './summary-words.js';
import { type BoardReading, useBoard } from './use-board.js';

const MOUSE = { activationConstraint: { distance: 6 } };
const TOUCH = { activationConstraint: { delay: 250, tolerance: 8 } };

/** Escalations by status, what presses on top; a card moves where the state machine lets it, else it says why. */
export function EscalationsBoardPage() {
  const board = useBoard();
  const now = useNow();
  const { query, shown, filters, change } = board;
  const filtered = isFiltered(filters);
  return (
    <Page
      title="Escalations"
      sub={query.data ? summaryWords(shown, now, filtered ? ' of those shown' : '') : undefined}
      actions={<SavedViews />}
    >
      <EscalationTabs />
      <FilterBar board={board} kinds={KINDS} />
      <Loaded query={query} what="The board" words="Reading the escalations" rows={6}>
        {() =>
          shown.length > 0 ? (
            <Board shown={shown} filters={filters} />
          ) : (
            <NothingHere filtered={filtered} onClear={() => change({ ...NO_FILTERS, endedDays: filters.endedDays })} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Board({ shown, filters }: Pick<BoardReading, 'shown' | 'filters'>) {
  const [keys] = useState(columnsByKeys);
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, keys.options),
  );
  const [held, setHeld] = useState<Card | null>(null);
  const { letGo, form } = useMoving();
  return (
    <>
      <DndContext
        sensors={sensors}
        collisionDetection={overColumn}
        accessibility={{ announcements: ANNOUNCEMENTS, screenReaderInstructions: INSTRUCTIONS }}
        onDragStart={({ active }) => setHeld(isCard(active.data.current) ? active.data.current : null)}
        onDragCancel={() => {
          keys.letGo();
          setHeld(null);
        }}
        onDragEnd={({ active, over }) => {
          // by keys it goes where it was sent, however far the drawing is
          const column = keys.letGo() ?? over?.id;
          setHeld(null);
          if (isCard(active.data.current) && isColumn(column)) letGo(active.data.current, column);
        }}
      >
        <BoardColumns cards={shown} held={held} endedDays={filters.endedDays} />
        <DragOverlay dropAnimation={null}>{held ? <CardFace card={held} lifted /> : null}</DragOverlay>
      </DndContext>
      {form}
    </>
  );
}
