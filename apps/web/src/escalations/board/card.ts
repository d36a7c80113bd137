import type { AnswerOf, GetEscalationBoard } from '@understudy/contracts';

/** An escalation on the board or in the table. */
export type Card = AnswerOf<typeof GetEscalationBoard>['items'][number];
export type Status = Card['status'];

const UNRESOLVED: ReadonlySet<Status> = new Set(['open', 'investigating', 'action_required']);

/** Somebody still has to do something. */
export const isUnresolved = ({ status }: Pick<Card, 'status'>): boolean => UNRESOLVED.has(status);

/** Past its time: the clock runs and has run out. */
export const isOver = (card: Card, now: number): boolean =>
  isUnresolved(card) && !card.paused && Date.parse(card.due_at) < now;
