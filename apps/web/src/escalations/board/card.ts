import type { AnswerOf, GetEscalationBoard } from '@understudy/contracts';
import { isUnresolved } from '../unresolved.js';

/** An escalation on the board or in the table. */
export type Card = AnswerOf<typeof GetEscalationBoard>['items'][number];
export type Status = Card['status'];

/** Past its time: the clock runs and has run out. */
export const isOver = (card: Card, now: number): boolean =>
  isUnresolved(card) && !card.paused && Date.parse(card.due_at) < now;
