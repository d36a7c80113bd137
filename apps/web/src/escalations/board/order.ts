import type { Card, Status } from './card.js';
import { isUnresolved } from '../unresolved.js';

const RANK = {
  open: 0,
  investigating: 1,
  action_required: 2,
  resolved: 3,
  closed: 4,
  void: 5,
} as const satisfies Record<Status, number>;

/**
 * What presses first: over, then least time left, then what is paused, then what ended, the latest first (mocks/README.md,
 * "Do group and sort by what presses"). Who is over stands first by itself, because their time ran out earliest.
 */
export const byPressing = (one: Card, other: Card): number => {
  const [a, b] = [isUnresolved(one), isUnresolved(other)];
  if (a !== b) return a ? -1 : 1;
  if (!a) return endOf(other).localeCompare(endOf(one));
  if (one.paused !== other.paused) return one.paused ? 1 : -1;
  return one.due_at.localeCompare(other.due_at);
};

const endOf = (card: Card): string => card.resolved_at ?? card.closed_at ?? card.updated_at;

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** Nothing sorts last, whichever way. */
const byName =
  (name: (card: Card) => string | null | undefined) =>
  (one: Card, other: Card): number => {
    const [a, b] = [name(one) ?? null, name(other) ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return names.compare(a, b);
  };

/** By the key of a column, rising. Instants are RFC 3339 in UTC, so their text is their order. */
export const ORDERS = {
  title: byName(({ title }) => title),
  customer: byName(({ customer }) => customer?.name),
  category: byName(({ category }) => category),
  segment: byName(({ segment }) => segment),
  team: byName(({ team }) => team?.name),
  owner: byName(({ primary_owner: owner }) => owner?.name),
  severity: (one, other) => (one.severity < other.severity ? -1 : one.severity > other.severity ? 1 : 0),
  status: (one, other) => RANK[one.status] - RANK[other.status],
  sla: byPressing,
  arr: (one, other) => one.arr_at_risk - other.arr_at_risk,
  opened: (one, other) => (one.created_at < other.created_at ? -1 : 1),
  updated: (one, other) => (one.updated_at < other.updated_at ? -1 : 1),
} as const satisfies Record<string, (one: Card, other: Card) => number>;
export type OrderKey = keyof typeof ORDERS;

export const isOrderKey = (key: string): key is OrderKey => Object.hasOwn(ORDERS, key);

/** "sla" or "-sla" as an address has it; what presses first when it says nothing that is known. */
export function sortCards(cards: readonly Card[], order: string): readonly Card[] {
  const key = order.replace(/^-/, '');
  const compare = isOrderKey(key) ? ORDERS[key] : byPressing;
  const way = order.startsWith('-') ? -1 : 1;
  return cards.toSorted((one, other) => way * compare(one, other) || byPressing(one, other));
}
