import { statusWords } from '@understudy/ui';
import type { Card, Status } from './card.js';

/** The columns of the board. What was closed stands with what was resolved; what was taken back is in the table only. */
export const COLUMNS = ['open', 'investigating', 'action_required', 'resolved'] as const satisfies readonly Status[];
export type ColumnStatus = (typeof COLUMNS)[number];

export const isColumn = (value: unknown): value is ColumnStatus => COLUMNS.some((column) => column === value);

export const columnOf = ({ status }: Pick<Card, 'status'>): ColumnStatus | null =>
  status === 'closed' ? 'resolved' : isColumn(status) ? status : null;

/** What letting go here would do; `ask` opens the form with what has to be said for it. */
export type BoardMove =
  | { readonly kind: 'stay' }
  | { readonly kind: 'do'; readonly to: 'investigating'; readonly words: string }
  | { readonly kind: 'ask'; readonly form: 'wait' | 'resolve' | 'reopen'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string };

type About = Pick<Card, 'status' | 'allowed_statuses' | 'primary_owner'>;

/** The state machine as somebody dragging meets it (product.md 1); the API decides again. */
export function moveTo(card: About, column: ColumnStatus): BoardMove {
  if (columnOf(card) === column) return { kind: 'stay' };
  const { status, allowed_statuses: allowed, primary_owner: owner } = card;
  if (status === 'closed') return { kind: 'refused', words: 'Closed for good. Escalate again if it comes back.' };
  if (!allowed.some((to) => to !== 'void'))
    return {
      kind: 'refused',
      words: owner
        ? `${owner.name} has it: its owners, their managers and admins move it.`
        : 'It waits for an owner: managers and admins move it.',
    };
  if (!allowed.includes(column)) return { kind: 'refused', words: whyNot(status, column) };
  if (column === 'action_required')
    return { kind: 'ask', form: 'wait', words: 'The clock stands; you say what the customer has to do' };
  if (column === 'resolved') return { kind: 'ask', form: 'resolve', words: 'Resolve; you say how and what caused it' };
  if (status === 'resolved') return { kind: 'ask', form: 'reopen', words: 'Reopen; you say what is not solved' };
  return {
    kind: 'do',
    to: 'investigating',
    words: status === 'open' ? 'You are on it; the response clock stops' : 'Go on with it; the clock runs again',
  };
}

function whyNot(from: Status, column: ColumnStatus): string {
  if (column === 'open') return 'Nothing goes back to Open: somebody has looked at it already.';
  if (from === 'open' && column === 'action_required')
    return 'Take it on first: move it to Investigating, then wait for the customer.';
  if (from === 'resolved') return 'It is resolved. Move it to Investigating to reopen it.';
  return `${statusWords(from)} does not go to ${statusWords(column)}.`;
}
