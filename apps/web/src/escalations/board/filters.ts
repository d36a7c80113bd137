import { SEVERITIES } from '@understudy/contracts';
import { isStatus } from '../escalation-status.js';
import { type Card, isOver } from './card.js';
import { isUnresolved } from '../unresolved.js';

/** Filters of which any value may match. Several kinds together: all must. */
export const KINDS = ['status', 'severity', 'category', 'team', 'owner', 'customer', 'segment'] as const;
export type Kind = (typeof KINDS)[number];

export const DUES = ['over', 'warned', 'day', 'unanswered', 'paused'] as const;
export type Due = (typeof DUES)[number];
export const DUE_WORDS = {
  over: 'Past its time',
  warned: 'Running out',
  day: 'Due within a day',
  unanswered: 'Not answered yet',
  paused: 'Waits for the customer',
} as const satisfies Record<Due, string>;

/** How far back those go that ended, in days. */
export const ENDED_DAYS = [7, 30, 90, 365] as const;

export interface Filters extends Readonly<Record<Kind, readonly string[]>> {
  readonly due: Due | null;
  /** Made or owned by me. */
  readonly mine: boolean;
  /** Words in title, customer or owner. */
  readonly find: string;
  readonly endedDays: number;
}

/** Values for "has none" and "that is me"; ids and names are never these. */
export const NONE = 'none';
export const ME = 'me';

/** What an address asks for; what it cannot mean is left out. */
export function readFilters(params: URLSearchParams): Filters {
  const due = DUES.find((one) => one === params.get('due')) ?? null;
  const days = Number(params.get('ended'));
  return {
    status: params.getAll('status').filter(isStatus),
    severity: params.getAll('severity').filter((one) => SEVERITIES.some((known) => known === one)),
    category: params.getAll('category'),
    team: params.getAll('team'),
    owner: params.getAll('owner'),
    customer: params.getAll('customer'),
    segment: params.getAll('segment'),
    due,
    mine: params.get('mine') === 'true',
    find: params.get('find') ?? '',
    endedDays: ENDED_DAYS.find((one) => one === days) ?? ENDED_DAYS[0],
  };
}

/** The part of an address that filters; order and columns are left as they are. */
export function writeFilters(params: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const after = new URLSearchParams(params);
  const set = (name: string, values: readonly string[]) => {
    after.delete(name);
    for (const value of values) after.append(name, value);
  };
  for (const kind of KINDS) if (change[kind]) set(kind, change[kind]);
  if (change.due !== undefined) set('due', change.due ? [change.due] : []);
  if (change.mine !== undefined) set('mine', change.mine ? ['true'] : []);
  if (change.find !== undefined) set('find', change.find ? [change.find] : []);
  if (change.endedDays !== undefined)
    set('ended', change.endedDays === ENDED_DAYS[0] ? [] : [String(change.endedDays)]);
  return after;
}

export const NO_FILTERS = readFilters(new URLSearchParams());

export const isFiltered = (filters: Filters): boolean =>
  KINDS.some((kind) => filters[kind].length > 0) || filters.due !== null || filters.mine || filters.find.trim() !== '';

/** What a card counts as under one kind of filter. */
export const valueOf = (kind: Kind, card: Card): string => {
  if (kind === 'status') return card.status;
  if (kind === 'severity') return card.severity;
  if (kind === 'category') return card.category ?? NONE;
  if (kind === 'team') return card.team?.id ?? NONE;
  if (kind === 'owner') return card.primary_owner?.user_id ?? NONE;
  if (kind === 'customer') return card.customer?.id ?? NONE;
  return card.segment ?? NONE;
};

export interface Reader {
  readonly userId: string;
  /** Product time, epoch milliseconds. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

const isDue = (card: Card, due: Due, now: number): boolean => {
  if (!isUnresolved(card)) return false;
  if (due === 'paused') return card.paused;
  if (due === 'unanswered') return card.acknowledged_at === null;
  if (card.paused) return false;
  const dueAt = Date.parse(card.due_at);
  if (due === 'over') return isOver(card, now);
  return due === 'day' ? dueAt >= now && dueAt < now + DAY_MS : dueAt >= now && Date.parse(card.warn_at) <= now;
};

const matches = (wanted: readonly string[], kind: Kind, card: Card, { userId }: Reader): boolean =>
  wanted.length === 0 || wanted.some((one) => (kind === 'owner' && one === ME ? userId : one) === valueOf(kind, card));

const says = ({ title, customer, primary_owner: owner }: Card, words: string): boolean =>
  `${title}\n${customer?.name ?? ''}\n${owner?.name ?? ''}`.toLocaleLowerCase().includes(words);

/** The cards that match; `except` leaves one kind out, to count what each of its values would show. */
export function applyFilters(cards: readonly Card[], filters: Filters, reader: Reader, except?: Kind): readonly Card[] {
  const words = filters.find.trim().toLocaleLowerCase();
  const kinds = KINDS.filter((kind) => kind !== except && filters[kind].length > 0);
  if (kinds.length === 0 && !filters.due && !filters.mine && !words) return cards;
  return cards.filter(
    (card) =>
      kinds.every((kind) => matches(filters[kind], kind, card, reader)) &&
      (!filters.mine || card.mine) &&
      (!filters.due || isDue(card, filters.due, reader.now)) &&
      (!words || says(card, words)),
  );
}
