import {
  type Announcements,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
  pointerWithin,
  rectIntersection,
} from '@dnd-kit/core';
import { statusWords } from '@understudy/ui';
import { type ColumnStatus, COLUMNS, columnOf, isColumn, moveTo } from './board-moves.js';
import type { Card } from './card.js';

/** The column under the pointer; by keys, the one the card lies on most. */
export const overColumn: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : rectIntersection(args);
};

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Arrows go from column to column; within one there is no order to choose. Where the card was sent is remembered here, because a second
 * press may come before the first is drawn. Made once per board.
 */
export function columnsByKeys() {
  let held: { readonly id: string | number; readonly at: number } | null = null;
  const coordinateGetter: KeyboardCoordinateGetter = (event, { context: { active, droppableRects } }) => {
    const step = STEPS[event.code];
    if (step === undefined || !active) return undefined;
    event.preventDefault();
    const card = active.data.current;
    const began = isCard(card) ? columnOf(card) : null;
    const from = held?.id === active.id ? held.at : COLUMNS.indexOf(began ?? 'open');
    const at = Math.max(0, Math.min(COLUMNS.length - 1, from + step));
    const rect = droppableRects.get(COLUMNS[at] ?? 'open');
    if (!rect) return undefined;
    held = { id: active.id, at };
    return { x: rect.left + 8, y: rect.top + 40 };
  };
  return {
    /** Of the sensor; the same object as long as the board stands. */
    options: { coordinateGetter },
    /** The column it was sent to; null where no key was pressed. The next card begins anew. */
    letGo: (): ColumnStatus | null => {
      const column = held === null ? null : (COLUMNS[held.at] ?? null);
      held = null;
      return column;
    },
  };
}

export const isCard = (value: unknown): value is Card =>
  typeof value === 'object' && value !== null && 'allowed_statuses' in value && 'title' in value;

/** What a screen reader hears while a card is held. */
export const ANNOUNCEMENTS: Announcements = {
  onDragStart: ({ active }) => `You hold “${titleOf(active.data.current)}”. Arrows choose a column.`,
  onDragOver: ({ active, over }) => {
    const card = active.data.current;
    if (!isColumn(over?.id) || !isCard(card)) return undefined;
    const move = moveTo(card, over.id);
    const name = statusWords(over.id);
    return move.kind === 'stay' ? `${name}: it stays here.` : `${name}: ${move.words}`;
  },
  onDragEnd: ({ active, over }) => {
    const card = active.data.current;
    if (!isColumn(over?.id) || !isCard(card)) return 'Put back.';
    const move = moveTo(card, over.id);
    return move.kind === 'stay' ? 'Put back.' : move.words;
  },
  onDragCancel: () => 'Put back.',
};

export const INSTRUCTIONS = {
  draggable: 'Space takes the card, arrows choose a column, Space lets go, Escape puts it back.',
};

const titleOf = (value: unknown): string => (isCard(value) ? value.title : 'a card');
