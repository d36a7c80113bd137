import {
  type Announcements,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
  pointerWithin,
  rectIntersection,
} from '@dnd-kit/core';
import { statusWords } from '@understudy/ui';
import { COLUMNS, columnOf, isColumn, moveTo } from './board-moves.js';
import type { Card } from './card.js';

/** The column under the pointer; by keys, the one the card lies on most. */
export const overColumn: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : rectIntersection(args);
};

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** Arrows go from column to column; within one there is no order to choose. */
export const columnByKeys: KeyboardCoordinateGetter = (event, { context: { over, active, droppableRects } }) => {
  const step = STEPS[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const card = active?.data.current;
  const here = isColumn(over?.id) ? over.id : isCard(card) ? columnOf(card) : null;
  const next = COLUMNS[COLUMNS.indexOf(here ?? 'open') + step];
  const rect = next === undefined ? undefined : droppableRects.get(next);
  return rect ? { x: rect.left + 8, y: rect.top + 40 } : undefined;
};

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
